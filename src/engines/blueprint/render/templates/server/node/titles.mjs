// What records and people are called.
import { entities } from '../js/schema.js';

/** The value of its first field, or the name of its kind. */
export function titleOf(records, entity, record) {
  const first = entities[entity].fields[0];
  const value = record?.[first.id];
  if (first.type === 'reference' && value) return titleOf(records, first.entity, records.find(first.entity, value));
  return value === undefined || value === null || value === '' ? entities[entity].singular : String(value);
}

/** The name that is shown: that of the account, otherwise the one that was sent along. */
export function nameFor(person, sent) {
  const typed = typeof sent === 'string' ? sent.trim().slice(0, 80) : '';
  return person?.email ? person.name : typed || person?.name || 'Somebody';
}
