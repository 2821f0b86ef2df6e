// Stock is counted up and down, and never below zero.
import { entities } from '../../js/schema.js';
import { existing } from '../existing.mjs';
import { must } from '../permissions.mjs';
import { refused, wrong } from '../problem.mjs';
import { check } from '../values.mjs';

export function lowStock({ entity, quantity, threshold }) {
  const label = entities[entity].fields.find((field) => field.id === quantity).label.toLowerCase();
  const number = (record, field) => Number(record[field] ?? 0);
  const isLow = (record) => number(record, quantity) <= number(record, threshold);
  const low = ({ context }) => ({ entity, list: context.records.all(entity).filter(isLow) });

  function adjust({ context, params, body }) {
    const { db, records, person } = context;
    if (!Number.isFinite(body?.by)) throw wrong('by', 'By how much? A number, below zero to take away.');
    return db.transaction(() => {
      const before = existing(context, entity, params.id);
      must(person, 'change', entity, before);
      const next = number(before, quantity) + body.by;
      if (next < 0) throw refused(`The ${label} would fall below zero.`);
      check(records, entity, { ...before, [quantity]: next });
      return { entity, record: records.change(entity, before.id, { [quantity]: next }, person?.id) };
    }, person);
  }

  return {
    entity, isLow,
    routes: [
      { method: 'GET', path: `/api/${entity}/low`, handle: low },
      { method: 'POST', path: `/api/${entity}/:id/adjust`, handle: adjust },
    ],
    watches: {
      [entity]: {
        before({ after }) {
          if (after && number(after, quantity) < 0) throw refused(`The ${label} would fall below zero.`);
        },
      },
    },
  };
}
