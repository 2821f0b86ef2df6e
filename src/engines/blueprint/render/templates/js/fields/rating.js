// Stars: radio buttons below, so that arrows and screen readers work as with any choice.
import { el, icon } from '../ui.js';
import { words } from '../words.js';

/** A value as stars; `of` says how many there are. */
export function stars(value, of) {
  return el('span', { class: 'stars', role: 'img', 'aria-label': words.field.stars(Math.round(value * 10) / 10, of) },
    Array.from({ length: of }, (_, index) => el('span', { class: index < Math.round(value) ? 'star on' : 'star' }, icon('star'))));
}

export const rating = {
  group: true,
  edit(field, value, attrs) {
    const radios = Array.from({ length: field.max }, (_, index) => {
      const radio = el('input', { type: 'radio', name: attrs.id, value: String(index + 1), checked: index + 1 === value });
      return { radio, label: el('label', { class: 'star-choice' }, radio, el('span', { class: 'hidden' }, words.field.stars(index + 1, field.max)), icon('star')) };
    });
    const none = el('input', { type: 'radio', name: attrs.id, value: '', checked: !value });
    const node = el('div', { class: 'star-input', id: attrs.id },
      el('label', { class: 'star-none' }, none, el('span', {}, words.field.noStars)), radios.map((one) => one.label));
    const paint = () => {
      const chosen = radios.findIndex((one) => one.radio.checked);
      radios.forEach((one, index) => one.label.classList.toggle('on', index <= chosen));
    };
    node.addEventListener('change', paint);
    paint();
    return { node, control: none, read: () => (radios.findIndex((one) => one.radio.checked) + 1) || null };
  },
  show: (field, value) => (value ? stars(value, field.max) : null),
  text: (field, value) => (value ? String(value) : ''),
};
