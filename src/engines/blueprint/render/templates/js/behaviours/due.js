// Overdue while the date has passed and it is not done.
import { may, me } from '../access.js';
import { count, daysFromNow } from '../format.js';
import { all, titleOf, update } from '../store.js';
import { badge, button, toast } from '../ui.js';
import { words } from '../words.js';

export function due({ entity, date, status, done }) {
  const isDone = (record) => done.includes(record[status]);
  const days = (record) => daysFromNow(record[date]);
  const isOverdue = (record) => !isDone(record) && days(record) !== null && days(record) < 0;
  const open = () => all(entity).filter((record) => !isDone(record) && record[date]).sort((a, b) => a[date].localeCompare(b[date]));
  const finish = (record) => toast(words.due.done(titleOf(entity, record), done[0]), update(entity, record.id, { [status]: done[0] }, me().id));
  return {
    entity, date, isOverdue, isDone, open,
    overdue: () => open().filter(isOverdue),
    upcoming: () => open().filter((record) => !isOverdue(record)),
    badges(record) {
      if (isOverdue(record)) return [badge(words.due.overdue(count(-days(record), words.due.day, words.due.days)), 'bad')];
      return !isDone(record) && days(record) !== null && days(record) <= 3 ? [badge(days(record) === 0 ? words.due.today : words.due.soon(count(days(record), words.due.day, words.due.days)), 'warning')] : [];
    },
    actions: (record) => (!isDone(record) && done.length && may('change', entity, record) ? [button({ label: words.due.mark(done[0].toLowerCase()), name: 'check', look: 'quiet small', press: () => finish(record), 'aria-label': `${words.due.mark(done[0].toLowerCase())}: ${titleOf(entity, record)}` })] : []),
  };
}
