// Numbers with their unit, and money in whole cents.
import { fromCents, money as asMoney, number as asNumber, toCents } from '../format.js';
import { el } from '../ui.js';

const filled = (value) => value !== null && value !== undefined && value !== '';

export const number = {
  edit(field, value, attrs) {
    const node = el('input', { type: 'number', step: 'any', inputmode: 'decimal', min: field.min, max: field.max, ...attrs, value: value ?? '' });
    const read = () => (node.validity.badInput ? Number.NaN : node.value === '' ? null : Number(node.value));
    return { node: field.unit ? el('div', { class: 'with-unit' }, node, el('span', { class: 'unit', 'aria-hidden': 'true' }, field.unit)) : node, control: node, read };
  },
  show: (field, value) => (filled(value) ? el('span', { class: 'figure' }, asNumber(value, field.unit)) : null),
  text: (field, value) => (filled(value) ? String(value) : ''),
};

export const money = {
  edit(field, value, attrs) {
    const node = el('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', ...attrs, value: fromCents(value) });
    const read = () => (node.value.trim() === '' ? null : toCents(node.value) ?? Number.NaN);
    return { node: el('div', { class: 'with-unit' }, node, el('span', { class: 'unit', 'aria-hidden': 'true' }, field.currency)), control: node, read };
  },
  show: (field, value) => (filled(value) ? el('span', { class: 'figure' }, asMoney(value, field.currency)) : null),
  text: (field, value) => fromCents(value),
};
