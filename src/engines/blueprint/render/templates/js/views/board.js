// Columns by status; cards move by hand or with the buttons.
import { may, me } from '../access.js';
import { entities } from '../schema.js';
import { find, titleOf, update } from '../store.js';
import { badgesOf, meta, notesOf, titleLink } from '../parts/record.js';
import { announce, button, el, toast } from '../ui.js';
import { words } from '../words.js';

export function board(records, { entity, by, query }) {
  const field = entities[entity].fields.find((one) => one.id === by);
  const move = (record, to) => {
    if (!to || record[by] === to) return;
    toast(words.said.moved(titleOf(entity, record), to), update(entity, record.id, { [by]: to }, me().id));
  };
  const column = ({ value, tone }, index) => {
    const mine = records.filter((record) => (record[by] || field.options[0].value) === value);
    const node = el('section', { class: `column ${tone}`, 'aria-label': value },
      el('div', { class: 'column-head' }, el('h2', {}, value), el('span', { class: 'column-count' }, String(mine.length))),
      el('ul', { class: 'column-list' }, mine.map((record) => item(record, index))));
    node.addEventListener('dragover', (event) => { event.preventDefault(); node.classList.add('target'); });
    node.addEventListener('dragleave', () => node.classList.remove('target'));
    node.addEventListener('drop', (event) => {
      event.preventDefault();
      const record = find(entity, event.dataTransfer.getData('text/plain'));
      if (record && may('change', entity, record)) move(record, value);
    });
    return node;
  };
  const item = (record, index) => {
    const mayMove = may('change', entity, record);
    const step = (by, name) => {
      const to = field.options[index + by]?.value;
      return to ? button({ label: words.list.moveTo(titleOf(entity, record), to), name, look: 'icon small', hidden: true, press: () => { move(record, to); announce(words.said.moved(titleOf(entity, record), to)); } }) : null;
    };
    return el('li', { class: 'board-card', draggable: mayMove ? 'true' : null, ondragstart: (event) => event.dataTransfer.setData('text/plain', record.id) },
      titleLink(entity, record, query), meta(entity, record, { query, skip: ['status'] }),
      el('div', { class: 'board-foot' }, el('span', { class: 'strip' }, badgesOf(entity, record), notesOf(entity, record)), mayMove ? el('span', { class: 'board-move' }, step(-1, 'left'), step(1, 'right')) : null));
  };
  return el('div', { class: 'board', tabindex: 0, role: 'group', 'aria-label': entities[entity].plural }, field.options.map(column));
}
