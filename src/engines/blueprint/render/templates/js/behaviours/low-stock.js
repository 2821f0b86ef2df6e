// Warns while there is too little, and counts up and down without opening the record.
import { may, me } from '../access.js';
import { number } from '../format.js';
import { entities } from '../schema.js';
import { {{server:perform, :}}all, titleOf, update } from '../store.js';
import { announce, badge, bar, button, el, icon, link } from '../ui.js';
import { words } from '../words.js';

/** `quiet` keeps it to its own page, where the list is for those who buy. */
export function lowStock({ entity, quantity, threshold, quiet = false }) {
  const unit = entities[entity].fields.find((field) => field.id === quantity)?.unit;
  const isLow = (record) => Number(record[quantity] ?? 0) <= Number(record[threshold] ?? 0);
  const low = () => all(entity).filter(isLow).sort((a, b) => level(a) - level(b));
  const level = (record) => Number(record[quantity] ?? 0) / Math.max(1, Number(record[threshold] ?? 0) * 2);
  const change = (record, by) => {
    const next = Math.max(0, Number(record[quantity] ?? 0) + by);
    {{server:perform({ method: 'POST', path: [entity, record.id, 'adjust'], body: { by: next - Number(record[quantity] ?? 0) } }, () => :}}update(entity, record.id, { [quantity]: next }, me().id){{server:):}};
    announce(words.stock.now(titleOf(entity, record), number(next, unit)));
  };
  const stepper = (record) => el('span', { class: 'stepper' },
    button({ label: words.stock.less(titleOf(entity, record)), name: 'minus', look: 'icon small', hidden: true, disabled: !Number(record[quantity]), press: () => change(record, -1) }),
    el('span', { class: 'figure stepper-value' }, number(record[quantity] ?? 0, unit)),
    button({ label: words.stock.more(titleOf(entity, record)), name: 'plus', look: 'icon small', hidden: true, press: () => change(record, 1) }));
  return {
    entity,{{notify: quantity,:}} low, isLow, stepper,
    gauge: (record) => bar(level(record), words.stock.level(titleOf(entity, record)), isLow(record) ? (record[quantity] ? 'warning' : 'bad') : 'good'),
    badges: (record) => (isLow(record) && !quiet ? [badge(record[quantity] ? words.stock.low : words.stock.out, record[quantity] ? 'warning' : 'bad')] : []),
    actions: (record) => (may('change', entity, record) && !quiet ? [stepper(record)] : []),
    strip() {
      const list = low();
      if (!list.length || quiet) return null;
      return el('div', { class: 'alert warning' }, icon('alert'), el('p', {}, el('strong', {}, words.stock.some(list.length)), ' ', list.slice(0, 3).map((record) => titleOf(entity, record)).join(', '), list.length > 3 ? '…' : ''), link('#/running-low', words.stock.see));
    },
  };
}
