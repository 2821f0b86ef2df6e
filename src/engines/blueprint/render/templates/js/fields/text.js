// One line, several lines, addresses, numbers to call, links.
import { el, highlight } from '../ui.js';

const input = (type, more = {}) => ({
  edit(field, value, attrs) {
    const node = el('input', { type, ...more, ...attrs, value: value ?? '' });
    return { node, read: () => node.value.trim() };
  },
  show: (field, value, { query } = {}) => (value ? el('span', {}, highlight(value, query)) : null),
  text: (field, value) => String(value ?? ''),
});

const anchor = (kind, href) => ({
  ...kind,
  show: (field, value, { query } = {}) => (value ? el('a', { href: href(value), rel: 'noopener noreferrer' }, highlight(value, query)) : null),
});

const safeUrl = (value) => (/^https?:\/\//i.test(value) ? value : `https://${value.replace(/^[a-z]+:/i, '')}`);

export const text = input('text');
export const email = anchor(input('email', { autocomplete: 'off' }), (value) => `mailto:${value}`);
export const phone = anchor(input('tel', { autocomplete: 'off' }), (value) => `tel:${value.replace(/[^\d+]/g, '')}`);
export const url = anchor(input('url', { placeholder: 'https://' }), safeUrl);

export const long_text = {
  edit(field, value, attrs) {
    const node = el('textarea', { rows: 5, ...attrs, value: value ?? '' });
    return { node, read: () => node.value.trim() };
  },
  show: (field, value, { query } = {}) =>
    (value ? el('div', { class: 'prose' }, value.split(/\n{2,}/).map((part) => el('p', {}, highlight(part, query)))) : null),
  text: (field, value) => String(value ?? ''),
};
