// Who may do what; the same rules as in the browser, and here nobody goes around them.
import { app, entities, roles } from '../js/schema.js';
import { forbidden, Problem } from './problem.mjs';

const roleOf = (person) => roles.find((one) => one.id === person?.role);

/** Whether this person decides on what others propose and changes what others made. */
export const manages = (person) => Boolean(roleOf(person)?.manages);
/** Whether people are told apart by accounts. */
export const hasAccounts = true;
/** Whether this person may look at things. */
export const reads = (person) => app.open || Boolean(person);

/** Whether something may be done: `create`, `book`, `change`, `remove`; the last two ask for the record. */
export function may(person, action, entity, record) {
  const own = roleOf(person);
  if (!own) return false;
  if (own.manages) return true;
  const allowed = own.entities[entity] ?? [];
  if (action === 'create' || action === 'book') return allowed.includes(action);
  if (allowed.includes(`${action}-any`)) return true;
  return allowed.includes(`${action}-own`) && (record?.createdBy === person.id || isAbout(person, entity, record));
}

// A record that names the person in it belongs to that person too.
function isAbout(person, entity, record) {
  return entities[entity].fields.some((field) => field.type === 'email' && record?.[field.id] === person.email);
}

/** Throws unless somebody is signed in. */
export function mustBeKnown(person) {
  if (!person) throw new Problem(401, 'Sign in first.');
}

/** Throws unless this may be done. */
export function must(person, action, entity, record) {
  mustBeKnown(person);
  if (!may(person, action, entity, record)) throw forbidden();
}
