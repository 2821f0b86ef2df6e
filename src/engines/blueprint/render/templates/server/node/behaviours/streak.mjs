// A day is ticked off, once.
import { isoDate, moment } from '../../js/format.js';
import { entities } from '../../js/schema.js';
import { existing } from '../existing.mjs';
import { must } from '../permissions.mjs';
import { refused, wrong } from '../problem.mjs';

export function streak({ entity, log, field, date }) {
  const timed = entities[log].fields.find((one) => one.id === date).type === 'date_time';
  const entryOf = ({ records }, of, day) => records.all(log, { [field]: of }).find((one) => (one[date] ?? '').slice(0, 10) === day);

  function tick({ context, params, body }) {
    const { db, records, person } = context;
    const day = body?.date ?? isoDate();
    if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || isoDate(moment(day)) !== day) throw wrong('date', 'A day is written as 2026-11-24.');
    return db.transaction(() => {
      const record = existing(context, entity, params.id);
      must(person, 'change', entity, record);
      const entry = entryOf(context, record.id, day);
      return { entity: log, record: entry ?? records.create(log, { [field]: record.id, [date]: timed ? `${day}T00:00` : day }, person?.id) };
    }, person);
  }

  return {
    entity, isTicked: (context, of, day) => Boolean(entryOf(context, of, day)),
    routes: [{ method: 'POST', path: `/api/${entity}/:id/tick`, handle: tick }],
    watches: {
      [log]: {
        before({ context, before, after }) {
          if (!after?.[field] || !after[date]) return;
          const entry = entryOf(context, after[field], after[date].slice(0, 10));
          if (entry && entry.id !== before?.id) throw refused('This day is ticked off already.');
        },
      },
    },
  };
}
