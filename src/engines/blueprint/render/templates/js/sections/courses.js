// Where to go on, and how far one is.
import { hrefOf } from '../addresses.js';
import { emptyList } from '../parts/detail.js';
import { coverOf, excerpt, titleLink } from '../parts/record.js';
import { all, titleOf } from '../store.js';
import { bar, el, linkButton, section } from '../ui.js';
import { words } from '../words.js';

export function courses({ progress, part, title }) {
  const list = all(progress.entity).sort((a, b) => (progress.share(b) % 1) - (progress.share(a) % 1));
  if (!list.length) return emptyList(progress.entity);
  const row = (record) => {
    const next = progress.next(record);
    return el('li', { class: 'course' }, coverOf(progress.entity, record), el('div', { class: 'course-main' }, el('h3', {}, titleLink(progress.entity, record)), el('p', {}, excerpt(progress.entity, record, 120)),
      bar(progress.share(record), words.progress.of(titleOf(progress.entity, record)), progress.share(record) === 1 ? 'good' : 'accent'),
      next ? linkButton({ label: words.progress.next(titleOf(part, next)), look: 'quiet', href: hrefOf(part, next.id) }) : el('p', { class: 'aside' }, words.progress.complete)));
  };
  return section(title, el('ul', { class: 'courses' }, list.slice(0, 6).map(row)));
}
