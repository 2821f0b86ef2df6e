// A discussion below each record.
import { may, me, nameOf, needsName, whenKnown } from '../access.js';
import { initials, relative } from '../format.js';
import { {{server:perform, :}}all, create, remove } from '../store.js';
import { button, el, icon, section, toast } from '../ui.js';
import { words } from '../words.js';

const typed = new Map();

export function comments({ entity }) {
  const of = (record) => all('_comments').filter((one) => one.entity === entity && one.of === record.id).reverse();
  const say = (record, text) => whenKnown(() => {
    typed.delete(record.id);
    {{server:perform({ method: 'POST', path: [entity, record.id, 'comments'], body: { text, by: me().name } }, () => :}}create('_comments', { entity, of: record.id, text, by: me().name }, me().id){{server:):}};
    toast(words.comments.added);
  }, { named: true });
  const item = (record, comment) => el('li', { class: 'comment' }, el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(comment.by)),
    el('div', {}, el('p', { class: 'comment-by' }, el('strong', {}, nameOf(comment.createdBy) || comment.by), el('span', { class: 'aside' }, ` ${relative(comment.createdAt)}`)), el('p', {}, comment.text)),
    comment.createdBy === me().id || may('remove', entity, record) ? button({ label: words.comments.remove, name: 'close', look: 'icon small', hidden: true, press: () => toast(words.comments.removed, remove('_comments', comment.id).undo) }) : null);
  return {
    entity,
    notes: (record) => (of(record).length ? [el('span', { class: 'note' }, icon('chat'), el('span', {}, words.comments.count(of(record).length)))] : []),
    panel(record) {
      const area = el('textarea', { id: `comment-${record.id}`, rows: 3, value: typed.get(record.id) ?? '', oninput: () => typed.set(record.id, area.value) });
      const form = el('form', { class: 'comment-form' }, el('label', { for: `comment-${record.id}` }, words.comments.write), area, button({ label: words.comments.send, type: 'submit' }));
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        if (area.value.trim()) say(record, area.value.trim());
        else area.focus();
      });
      const list = of(record);
      return section(words.comments.title(list.length), [list.length ? el('ul', { class: 'comments' }, list.map((one) => item(record, one))) : el('p', { class: 'aside' }, words.comments.none), needsName() ? null : form]);
    },
  };
}
