// What a new record says about the person who makes it: their name, their address, their own record.
import { isoDate, isoTime } from '../format.js';
import { entities } from '../schema.js';
import { all, create, titleOf } from '../store.js';

/** Values by field. Without `create` only those by which an earlier record is recognised. */
export function valuesOf(entity, person, { create: makes = false, title } = {}) {
  const values = makes ? { by: person.name } : {};
  for (const field of entities[entity].fields) {
    if (field.type === 'reference') values[field.id] = ownRecord(field.entity, person, makes);
    else if (field.type === 'email') values[field.id] = person.email ?? '';
    else if (makes) values[field.id] = start(field, person, title);
  }
  return values;
}

function start(field, person, title) {
  switch (field.type) {
    case 'text': return !field.required ? '' : title && !/name|guest|person|member|who/i.test(field.id) ? `${title}: ${person.name}` : person.name;
    case 'status': return field.options[0]?.value;
    case 'choice': return field.required ? field.options[0] : '';
    case 'number': return field.required || /party|seats|places|people/i.test(field.id) ? field.min || 1 : null;
    case 'date': return field.required || /book|made|placed|since/i.test(field.id) ? isoDate() : '';
    case 'date_time': return field.required || /book|made|placed|since/i.test(field.id) ? isoTime() : '';
    default: return undefined;
  }
}

// The record that stands for the person, by address or by name; made where it is needed and asks for little.
function ownRecord(entity, person, makes) {
  const { fields } = entities[entity];
  const email = fields.find((field) => field.type === 'email');
  const known = all(entity).find((record) => (email && person.email && record[email.id] === person.email) || titleOf(entity, record) === person.name);
  if (known || !makes) return known?.id ?? null;
  const isPerson = email || /member|person|customer|client|guest|user|student|rider|patient|attendee/i.test(entity);
  if (!isPerson) return null;
  return create(entity, { [fields[0].id]: person.name, ...(email && person.email ? { [email.id]: person.email } : {}) }, person.id).id;
}
