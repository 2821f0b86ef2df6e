// Days and times: shown as people say them, with the exact date beside.
import { daysFromNow, exact, relative } from '../format.js';
import { el } from '../ui.js';

const kind = (type) => ({
  edit(field, value, attrs) {
    const node = el('input', { type, ...attrs, value: value ?? '' });
    return { node, read: () => node.value };
  },
  show(field, value, { brief } = {}) {
    if (!value) return null;
    // "Added on" wants a date after it, not "8 days ago".
    const near = Math.abs(daysFromNow(value)) < 45 && !/ (on|from|by|until|at)$/i.test(field.label);
    if (brief) return el('time', { datetime: value, title: near ? exact(value) : relative(value) }, near ? relative(value) : exact(value));
    return el('time', { datetime: value }, exact(value), el('span', { class: 'aside' }, ` ${relative(value)}`));
  },
  text: (field, value) => value ?? '',
});

export const date = kind('date');
export const date_time = kind('datetime-local');
