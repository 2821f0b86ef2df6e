// What is overdue says so, where it has a status for that.
import { rules } from '../behaviours.mjs';
import { entities } from '../../js/schema.js';

const late = /overdue|late|past due|expired/i;
const apart = /draft|void|cancel|paused|on hold/i;

function markIn({ records }, { entity, status, isOverdue }) {
  const option = entities[entity].fields.find((field) => field.id === status).options?.map((one) => one.value ?? one).find((value) => late.test(value));
  if (!option) return;
  for (const record of records.all(entity)) {
    if (isOverdue(record) && record[status] !== option && !apart.test(record[status] ?? '')) records.change(entity, record.id, { [status]: option });
  }
}

/** Adds the work to what happens by the clock. */
export function overdue(app) {
  app.every(10 * 60, 'overdue', () => app.db.transaction(() => rules.filter((rule) => rule.isOverdue).forEach((rule) => markIn(app, rule))));
}
