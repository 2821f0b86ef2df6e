// Labels, and lists of one thing a line.
import { el, highlight } from '../ui.js';
import { words } from '../words.js';

const clean = (list) => list.map((one) => one.trim()).filter(Boolean);

export const tags = {
  edit(field, value, attrs) {
    const node = el('input', { type: 'text', ...attrs, value: (value ?? []).join(', '), placeholder: words.field.tagsHint });
    return { node, read: () => [...new Set(clean(node.value.split(',')))] };
  },
  show: (field, value, { query } = {}) =>
    (value?.length ? el('ul', { class: 'tags' }, value.map((tag) => el('li', {}, highlight(tag, query)))) : null),
  text: (field, value) => (value ?? []).join(', '),
};

// What was ticked off while following the list is for this visit only.
const ticked = new Set();

export const lines = {
  edit(field, value, attrs) {
    const node = el('textarea', { rows: Math.max(5, (value ?? []).length + 1), ...attrs, value: (value ?? []).join('\n'), placeholder: words.field.linesHint });
    return { node, read: () => clean(node.value.split('\n')) };
  },
  show(field, value, { query, record } = {}) {
    if (!value?.length) return null;
    const row = (line, index) => {
      const key = `${record?.id}:${field.id}:${index}`;
      const box = el('input', { type: 'checkbox', checked: ticked.has(key), onchange: () => (box.checked ? ticked.add(key) : ticked.delete(key)) });
      return el('li', {}, el('label', { class: 'tick' }, box, el('span', {}, highlight(line, query))));
    };
    if (field.ordered) return el('ol', { class: 'steps' }, value.map((line) => el('li', {}, highlight(line, query))));
    return el('ul', { class: 'checklist' }, value.map(row));
  },
  text: (field, value) => (value ?? []).join('; '),
};
