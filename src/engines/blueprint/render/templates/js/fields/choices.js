// One of a few values, a status with its colour, yes or no.
import { badge, el, icon } from '../ui.js';
import { words } from '../words.js';

const select = (values, field, value, attrs) => {
  const node = el('select', attrs,
    field.required && value ? null : el('option', { value: '' }, words.field.choose),
    values.map((one) => el('option', { value: one, selected: one === value }, one)));
  node.value = value ?? '';
  return { node, read: () => node.value };
};

export const choice = {
  edit: (field, value, attrs) => select(field.options, field, value, attrs),
  show: (field, value) => (value ? el('span', {}, value) : null),
  text: (field, value) => value ?? '',
};

export const status = {
  edit: (field, value, attrs) => select(field.options.map((one) => one.value), field, value ?? field.options[0]?.value, attrs),
  show: (field, value) => (value ? badge(value, field.options.find((one) => one.value === value)?.tone) : null),
  text: (field, value) => value ?? '',
};

export const boolean = {
  edit(field, value, attrs) {
    const node = el('input', { type: 'checkbox', class: 'switch', ...attrs, checked: Boolean(value), required: null });
    return { node, read: () => node.checked };
  },
  show: (field, value) => el('span', { class: value ? 'yes' : 'no' }, icon(value ? 'check' : 'close'), ` ${value ? words.field.yes : words.field.no}`),
  text: (field, value) => (value ? words.field.yes : words.field.no),
};
