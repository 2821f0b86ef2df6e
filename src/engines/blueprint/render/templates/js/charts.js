// Figures drawn as SVG, each with its numbers as a table for those who prefer or need them.
import { el, svg } from './ui.js';
import { words } from './words.js';

function frame(title, rows, drawing, write) {
  return el('figure', { class: 'chart' }, el('figcaption', {}, title), drawing,
    el('details', { class: 'chart-data' }, el('summary', {}, words.charts.numbers),
      el('table', {}, el('caption', { class: 'hidden' }, title), el('tbody', {}, rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, row.label), el('td', { class: 'end' }, write(row.value))))))));
}

const spoken = (title, rows, write) => `${title}. ${rows.map((row) => `${row.label}: ${write(row.value)}`).join(', ')}`;

/** Columns over time or by group: `rows` are `{ label, value }`. */
export function columns(title, rows, write = String) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const [width, height, base] = [600, 220, 188];
  const step = width / Math.max(1, rows.length);
  const lines = [0.5, 1].map((share) => svg('line', { x1: 0, x2: width, y1: base - share * 160, y2: base - share * 160, class: 'chart-line' }));
  const column = (row, index) => {
    const tall = (row.value / most) * 160;
    const x = index * step + step * 0.18;
    return [
      svg('rect', { x, y: base - tall, width: step * 0.64, height: Math.max(tall, 1), rx: Math.min(4, step * 0.1), class: index === rows.length - 1 ? 'chart-bar now' : 'chart-bar' }),
      row.value ? svg('text', { x: x + step * 0.32, y: base - tall - 6, class: 'chart-value', 'text-anchor': 'middle' }, write(row.value)) : null,
      svg('text', { x: x + step * 0.32, y: height - 10, class: 'chart-label', 'text-anchor': 'middle' }, row.label)];
  };
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': spoken(title, rows, write), class: 'chart-columns' },
    lines, svg('line', { x1: 0, x2: width, y1: base, y2: base, class: 'chart-base' }), rows.map(column));
  return frame(title, rows, drawing, write);
}

/** Bars one below the other, for groups with names. */
export function bars(title, rows, write = String) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const drawing = el('div', { class: 'chart-bars', role: 'img', 'aria-label': spoken(title, rows, write) }, rows.map((row) =>
    el('div', { class: 'chart-row' }, el('span', { class: 'chart-name' }, row.label), el('span', { class: 'chart-track' }, el('span', { class: `chart-fill ${row.tone ?? ''}`, style: { width: `${(row.value / most) * 100}%` } })), el('span', { class: 'chart-amount' }, write(row.value)))));
  return frame(title, rows, drawing, write);
}

/** Shares of a whole in one band. */
export function band(title, rows, write = String) {
  const total = rows.reduce((sum, row) => sum + row.value, 0) || 1;
  const drawing = el('div', { role: 'img', 'aria-label': spoken(title, rows, write) },
    el('div', { class: 'chart-band' }, rows.filter((row) => row.value).map((row) => el('span', { class: `chart-fill ${row.tone ?? ''}`, style: { width: `${(row.value / total) * 100}%` } }))),
    el('ul', { class: 'chart-legend' }, rows.map((row) => el('li', {}, el('span', { class: `chart-dot ${row.tone ?? ''}` }), `${row.label} `, el('strong', {}, write(row.value))))));
  return frame(title, rows, drawing, write);
}
