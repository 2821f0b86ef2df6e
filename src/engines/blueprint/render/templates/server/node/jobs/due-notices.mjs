// Tells in time what falls due, and what has.
import { daysFromNow } from '../../js/format.js';
import { audience } from '../audience.mjs';
import { rules } from '../behaviours.mjs';
import { tell } from '../notices.mjs';
import { titleOf } from '../titles.mjs';

const soon = 3;

function tellOf({ records }, { entity, date, isOpen }) {
  const people = audience(records);
  for (const record of records.all(entity).filter(isOpen)) {
    const days = daysFromNow(record[date]);
    if (days > soon) continue;
    const title = titleOf(records, entity, record);
    const text = days < 0 ? `Overdue: ${title}` : days === 0 ? `Due today: ${title}` : `Due in ${days} ${days === 1 ? 'day' : 'days'}: ${title}`;
    tell(people.keepers(record), { kind: 'due', text, entity, of: record.id, key: `due ${record.id} ${record[date]} ${days < 0 ? 'late' : days === 0 ? 'today' : 'soon'}` });
  }
}

/** Adds the work to what happens by the clock. */
export function dueNotices(app) {
  app.every(30 * 60, 'due notices', () => app.db.transaction(() => rules.filter((rule) => rule.isOverdue).forEach((rule) => tellOf(app, rule))));
}
