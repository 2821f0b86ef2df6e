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
    const near = Math.abs(daysFromNow(value)) < 45;
    if (brief) return el('time', { datetime: value, title: near ? exact(value) : relative(value) }, near ? relative(value) : exact(value));
    return el('time', { datetime: value }, exact(value), el('span', { class: 'aside' }, ` ${relative(value)}`));
  },
  text: (field, value) => value ?? '',
});

export const date = kind('date');
export const date_time = kind('datetime-local');
