// Everything that is worth a look now, the newest first.
import { relative } from '../format.js';
import { fresh, markSeen, notices as list } from '../notices.js';
import { badge, button, el, empty, heading, icon } from '../ui.js';
import { words } from '../words.js';

const row = (one) => el('li', {}, icon(one.icon), el('div', { class: 'row-main' }, el('a', { class: 'title-link', href: one.href }, one.text), one.at ? el('p', { class: 'aside' }, relative(one.at)) : null),
  el('div', { class: 'row-end' }, one.isSeen ? null : badge(words.notices.fresh, 'active')));

export function notices() {
  const all = list();
  const seen = fresh().length ? [button({ label: words.notices.seen, name: 'check', press: markSeen })] : [];
  return { title: words.notices.title, node: el('div', { class: 'narrow' }, heading(words.notices.title, { text: words.notices.about, actions: seen }),
    all.length ? el('ul', { class: 'rows' }, all.map(row)) : empty({ name: 'bell', title: words.notices.none, text: words.notices.noneText })) };
}
