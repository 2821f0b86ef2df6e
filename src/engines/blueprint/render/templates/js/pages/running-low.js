// What runs low, all of it.
import { stocks } from '../rules.js';
import { levels } from '../sections/levels.js';
import { entities } from '../schema.js';
import { el, heading } from '../ui.js';
import { words } from '../words.js';

export function runningLow() {
  const parts = stocks.map(({ rule, threshold }) => levels({ stock: rule, threshold, title: entities[rule.entity].plural, limit: 200 }));
  return { title: words.stock.title, node: el('div', {}, heading(words.stock.title, { text: words.stock.about }), parts) };
}
