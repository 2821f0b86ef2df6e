// A day is ticked off; days in a row show.
import { may, me } from '../access.js';
import { count, isoDate, longDay, plusDays } from '../format.js';
import { {{server:perform, :}}create, related, remove, titleOf } from '../store.js';
import { announce, button, el, section } from '../ui.js';
import { words } from '../words.js';

export function streak({ entity, log, field, date }) {
  const days = (record) => new Map(related(log, field, record.id).map((one) => [(one[date] ?? '').slice(0, 10), one]));
  const length = (record) => {
    const done = days(record);
    // Today may still come: a streak ends only when a whole day was missed.
    let day = done.has(isoDate()) ? isoDate() : plusDays(isoDate(), -1);
    let run = 0;
    for (; done.has(day); day = plusDays(day, -1)) run += 1;
    return run;
  };
  const toggle = (record, day) => {
    const entry = days(record).get(day);
    if (entry) remove(log, entry.id, me().id);
    else {{server:perform({ method: 'POST', path: [entity, record.id, 'tick'], body: { date: day }, gives: log }, () => :}}create(log, { [field]: record.id, [date]: day }, me().id){{server:):}};
    announce(entry ? words.streak.undone(titleOf(entity, record)) : words.streak.done(titleOf(entity, record), length(record)));
  };
  const dayButton = (record, day, done) => button({ label: `${titleOf(entity, record)}, ${longDay(day)}`, look: 'day-tick', hidden: true, name: done.has(day) ? 'check' : 'mark', 'aria-pressed': String(done.has(day)), disabled: !may('change', entity, record), press: () => toggle(record, day) });
  const week = (record, length = 7) => {
    const done = days(record);
    return el('div', { class: 'days', role: 'group', 'aria-label': words.streak.days(titleOf(entity, record)) },
      Array.from({ length }, (_, index) => plusDays(isoDate(), index - length + 1)).map((day) => el('span', { class: day === isoDate() ? 'day-cell today' : 'day-cell' }, el('span', { class: 'day-name', 'aria-hidden': 'true' }, longDay(day).slice(0, 2)), dayButton(record, day, done))));
  };
  return {
    entity, length, week, isDone: (record) => days(record).has(isoDate()),
    notes: (record) => (length(record) ? [el('span', { class: 'note streak-note' }, el('strong', {}, count(length(record), words.streak.day, words.streak.manyDays)), ` ${words.streak.row}`)] : []),
    actions: (record) => (may('change', entity, record) ? [button({ label: days(record).has(isoDate()) ? words.streak.isDone : words.streak.mark, name: days(record).has(isoDate()) ? 'check' : null, look: 'quiet small', 'aria-pressed': String(days(record).has(isoDate())), 'aria-label': `${words.streak.mark}: ${titleOf(entity, record)}`, press: () => toggle(record, isoDate()) })] : []),
    panel: (record) => section(words.streak.title, [week(record, 14), el('p', { class: 'aside' }, words.streak.total(days(record).size))]),
  };
}
