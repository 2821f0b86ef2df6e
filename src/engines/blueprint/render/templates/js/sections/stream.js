// The newest entries, or those with the most votes.
import { hrefOf } from '../addresses.js';
import { emptyList } from '../parts/detail.js';
import { entities } from '../schema.js';
import { all } from '../store.js';
import { el, link, section } from '../ui.js';
import { post } from '../views/feed.js';
import { words } from '../words.js';

export function stream({ entity, title, limit = 6, votes }) {
  const list = all(entity).sort((a, b) => (votes ? votes.count(b) - votes.count(a) : 0) || b.createdAt.localeCompare(a.createdAt));
  return section(title, list.length ? el('ol', { class: 'feed' }, list.slice(0, limit).map((record) => el('li', {}, post(entity, record, { level: 'h3' })))) : emptyList(entity),
    { more: link(hrefOf(entity), words.home.all(entities[entity].plural.toLowerCase(), list.length)) });
}
