// Places in a slot, up to its capacity: counted inside the transaction that takes one, so that nobody comes in between.
import { moment } from '../../js/format.js';
import { entities } from '../../js/schema.js';
import { titleOf } from '../titles.mjs';
import { manages, may, mustBeKnown } from '../permissions.mjs';
import { forbidden, refused } from '../problem.mjs';
import { checkFilled, isEmpty, known } from '../values.mjs';
import { existing } from '../existing.mjs';
import { linkedAmong, linkedValues } from './linked.mjs';

export function booking({ slot, booking: entity, field, starts, capacity }) {
  const { fields } = entities[entity];
  const status = fields.find((one) => one.type === 'status');
  const seats = fields.find((one) => one.type === 'number' && /seat|place|people|guest|party|ticket|quantity/i.test(one.id));
  // A cancelled or waiting booking takes no place.
  const counts = (one) => !status || !/cancel|no.?show|wait|declin|reject/i.test(one[status.id] ?? '');
  const places = (one) => (seats ? Number(one[seats.id] ?? 1) : 1);
  const name = entities[slot].singular.toLowerCase();
  const of = ({ records }, id) => records.all(entity, { [field]: id }).filter(counts);
  const taken = (context, id) => of(context, id).reduce((sum, one) => sum + places(one), 0);
  const saysWho = ({ id, type }) => id !== field && ['reference', 'email'].includes(type);
  const size = (record) => Number(record[capacity] ?? 0) || 1;
  const isPast = (record) => (moment(record[starts])?.getTime() ?? Infinity) < Date.now();
  const mine = (context, id) => linkedAmong(context, entity, of(context, id));

  function mustHaveRoom(context, record, wanted) {
    const left = size(record) - taken(context, record.id);
    if (wanted > left) throw refused(left > 0 ? `Only ${left} left in this ${name}.` : `This ${name} is full.`);
  }
  // Who manages may enter what happened; everybody else books what is to come, and once.
  function mustBeOpen(context, record) {
    if (isPast(record)) throw refused(`This ${name} has begun.`);
    if (mine(context, record.id)) throw refused(`There is a place booked in this ${name} already.`);
  }

  function book({ context, params, body }) {
    const { db, records, person } = context;
    mustBeKnown(person);
    if (!may(person, 'book', entity)) throw forbidden();
    return db.transaction(() => {
      const record = existing(context, slot, params.id);
      mustBeOpen(context, record);
      const linked = linkedValues(context, entity, { makes: true, title: titleOf(records, slot, record), except: field, called: body?.by });
      const values = { ...linked, ...known(entity, body ?? {}), [field]: record.id };
      mustHaveRoom(context, record, places(values));
      checkFilled(records, entity, values);
      return { entity, record: records.create(entity, values, person?.id) };
    }, person);
  }

  function cancel({ context, params }) {
    const { db, records, person } = context;
    mustBeKnown(person);
    return db.transaction(() => {
      const record = existing(context, slot, params.id);
      const own = mine(context, record.id);
      if (!own) throw refused(`There is no place booked in this ${name}.`);
      records.remove(entity, own.id, person?.id);
      return { entity: slot, record };
    }, person);
  }

  return {
    entity: slot, starts, bookings: of, joins: { entity, field, added: 'booked', removed: 'cancelled' },
    open: { [entity]: [field, status?.id, seats?.id] },
    routes: [
      { method: 'POST', path: `/api/${slot}/:id/book`, handle: book },
      { method: 'POST', path: `/api/${slot}/:id/cancel`, handle: cancel },
    ],
    watches: {
      [entity]: {
        // Who may only book does so for no one else: whose it is, is not taken from what was sent.
        complete({ context, values, body }) {
          if (may(context.person, 'create', entity)) return values;
          const title = titleOf(context.records, slot, context.records.find(slot, values[field]));
          const linked = linkedValues(context, entity, { makes: true, title, except: field, called: body.by });
          const sent = Object.entries(values).filter(([id, value]) => !isEmpty(value) && !saysWho(fields.find((one) => one.id === id)));
          return { ...linked, ...Object.fromEntries(sent), [field]: values[field] };
        },
        before({ context, before, after }) {
          const record = after && counts(after) && context.records.find(slot, after[field]);
          if (!record) return;
          const held = before && counts(before) && before[field] === after[field] ? places(before) : 0;
          if (!held && !manages(context.person)) mustBeOpen(context, record);
          if (places(after) > held) mustHaveRoom(context, record, places(after) - held);
        },
      },
    },
  };
}
