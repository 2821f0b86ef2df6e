// Parts of a whole that are ticked off: what is done is kept for each person.
import { me, whenKnown } from '../access.js';
import { {{server:perform, :}}all, create, related, remove, titleOf, update } from '../store.js';
import { announce, badge, bar, button, el } from '../ui.js';
import { hrefOf } from '../addresses.js';
import { words } from '../words.js';

/** With `done`, a field of the part says it for everyone; otherwise each person has marks of their own. */
export function progress({ whole, part, field, done }) {
  const mark = (record) => (done ? record[done] : all('_done').find((one) => one.of === record.id && one.createdBy === me().id));
  const parts = (record) => related(part, field, record.id).reverse();
  const share = (record) => {
    const list = parts(record);
    return list.length ? list.filter(mark).length / list.length : 0;
  };
  const toggle = (record) => whenKnown(() => {
    const own = mark(record);
{{server:
    perform({ method: 'PUT', path: [whole, record[field], 'progress'], body: { [`${part}Id`]: record.id, done: !own } }, () => {
      if (done) update(part, record.id, { [done]: !own }, me().id);
      else if (own) remove('_done', own.id);
      else create('_done', { of: record.id }, me().id);
    });
:}}
{{alone:
    if (done) update(part, record.id, { [done]: !own }, me().id);
    else if (own) remove('_done', own.id);
    else create('_done', { of: record.id }, me().id);
:}}
    announce(own ? words.progress.undone(titleOf(part, record)) : words.progress.done(titleOf(part, record)));
  });
  const tick = (record) => button({ label: mark(record) ? words.progress.isDone : words.progress.markDone, name: mark(record) ? 'check' : null, look: 'quiet small', 'aria-pressed': String(Boolean(mark(record))), 'aria-label': `${words.progress.markDone}: ${titleOf(part, record)}`, press: () => toggle(record) });
  return {
    whole: {
      entity: whole, share, next: (record) => parts(record).find((one) => !mark(one)),
      notes: (record) => (parts(record).length ? [el('span', { class: 'note progress-note' }, bar(share(record), words.progress.of(titleOf(whole, record))), el('span', { class: 'aside' }, words.progress.count(parts(record).filter(mark).length, parts(record).length)))] : []),
      actions(record) {
        const next = parts(record).find((one) => !mark(one));
        return next && share(record) > 0 ? [el('a', { class: 'button small', href: hrefOf(part, next.id) }, words.progress.go)] : [];
      },
    },
    part: { entity: part, badges: (record) => (mark(record) ? [badge(words.progress.isDone, 'good')] : []), actions: (record) => [tick(record)] },
  };
}
