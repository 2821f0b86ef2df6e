// What a record says about the person who makes it: their name, their address, their own record.
import { isoDate, isoTime } from '../../js/format.js';
import { entities } from '../../js/schema.js';
import { nameFor, titleOf } from '../titles.mjs';

/** Values by field. `except` is left alone; `called` is how somebody without an account wants to be called. */
export function linkedValues(context, entity, { makes = false, title, except, called } = {}) {
  const name = nameFor(context.person, called);
  const values = makes ? { by: name } : {};
  for (const field of entities[entity].fields.filter((one) => one.id !== except)) {
    if (field.type === 'reference') values[field.id] = ownRecord(context, field.entity, name, makes);
    else if (field.type === 'email') values[field.id] = context.person?.email ?? '';
    else if (makes) values[field.id] = start(field, name, title);
  }
  return values;
}

/** The record that belongs to the person: made by them, with their address, or with the record that stands for them. */
export function linkedAmong(context, entity, list) {
  const linked = Object.entries(linkedValues(context, entity)).filter(([, value]) => value);
  return list.find((record) => record.createdBy === context.person?.id || linked.some(([name, value]) => record[name] === value));
}

function start(field, name, title) {
  switch (field.type) {
    case 'text': return !field.required ? '' : title && !/name|guest|person|member|who/i.test(field.id) ? `${title}: ${name}`.slice(0, 200) : name;
    case 'status': return field.options[0]?.value;
    case 'choice': return field.required ? field.options[0] : '';
    case 'number': return field.required || /party|seats|places|people/i.test(field.id) ? field.min || 1 : null;
    case 'date': return field.required || /book|made|placed|since/i.test(field.id) ? isoDate() : '';
    case 'date_time': return field.required || /book|made|placed|since/i.test(field.id) ? isoTime() : '';
    default: return undefined;
  }
}

// Names are no proof: another's record is recognised by its address, by its name only what this person made.
function ownRecord({ records, person }, entity, name, makes) {
  const { fields } = entities[entity];
  const email = fields.find((field) => field.type === 'email');
  const known = records.all(entity).find((record) => (email && person?.email && record[email.id] === person.email)
    || (record.createdBy === person?.id && titleOf(records, entity, record) === name));
  if (known || !makes) return known?.id ?? null;
  const isPerson = email || /member|person|customer|client|guest|user|student|rider|patient|attendee/i.test(entity);
  if (!isPerson) return null;
  return records.create(entity, { [fields[0].id]: name, ...(email && person?.email ? { [email.id]: person.email } : {}) }, person?.id).id;
}
