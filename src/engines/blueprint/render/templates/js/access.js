// Who may do what. The rules are in `roles` of the schema; here they are asked.
import { account, accounts, current, signOut } from './session.js';
import { app, entities, roles } from './schema.js';
import { all, create, titleOf } from './store.js';
import { button, el, heading, linkButton, openDialog } from './ui.js';
import { initials } from './format.js';
import { words } from './words.js';

/** Who is signed in; a visitor has the id `visitor`. */
export const me = () => current() ?? { id: 'visitor', name: words.access.visitor, role: null };
const role = () => roles.find((one) => one.id === current()?.role);
/** Whether this person decides on what others propose. */
export const manages = () => Boolean(role()?.manages);
/** The name behind an id of a person. */
export const nameOf = (id) => account(id)?.name ?? '';
/** Whether one must sign in first. */
export const needsName = () => !current();

/** Whether something may be done: `create`, `book`, `change`, `remove`; the last two ask for the record. */
export function may(action, entity, record) {
  const own = role();
  if (!own) return false;
  if (own.manages) return true;
  const allowed = own.entities[entity] ?? [];
  if (action === 'create' || action === 'book') return allowed.includes(action);
  if (allowed.includes(`${action}-any`)) return true;
  return allowed.includes(`${action}-own`) && (record?.createdBy === current().id || isAbout(entity, record));
}

// A record that names the person in it belongs to that person too.
function isAbout(entity, record) {
  return entities[entity].fields.some((field) => field.type === 'email' && record?.[field.id] === current().email);
}

/** Goes on when someone is signed in, otherwise offers to sign in. */
export function whenKnown(then) {
  if (current()) return then();
  openDialog(words.access.first, (close) => [el('p', {}, words.access.firstText), el('div', { class: 'form-foot' },
    linkButton({ label: words.access.signIn, look: 'main', href: `#/sign-in?next=${encodeURIComponent(location.hash)}`, onclick: close }))]);
}

/** The sign-in page where a page asks for it, otherwise nothing. */
export function guard({ route, path }) {
  if (current() || route.name === 'sign-in' || route.name === 'settings') return null;
  if (app.open && !route.asks) return null;
  return signInFirst?.({ next: `#${path}` }) ?? null;
}

let signInFirst = null;
/** The sign-in page tells itself here. */
export function useSignIn(page) {
  signInFirst = page;
}

/** The person in the header, with the way out. */
export function accountMenu() {
  const person = current();
  if (!person) return [linkButton({ label: words.access.signIn, look: 'plain small', href: '#/sign-in' })];
  const label = roles.find((one) => one.id === person.role)?.label;
  return [el('div', { class: 'account' }, el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name)),
    el('span', { class: 'account-name' }, person.name, roles.length > 1 ? el('span', { class: 'aside' }, label) : null)),
  button({ label: words.access.signOut, name: 'door', look: 'icon', hidden: true, press: () => { signOut(); location.hash = '#/'; } })];
}

/** What a new record of `entity` says about the person who is signed in: their name, their own record. */
export function linkedValues(entity, { create: makes, title }) {
  const values = {};
  const person = me();
  for (const field of entities[entity].fields) {
    if (field.type === 'reference') values[field.id] = ownRecord(field.entity, person, makes);
    else if (!makes) continue;
    else if (field.type === 'email') values[field.id] = person.email;
    else if (field.type === 'text') values[field.id] = title && !/name|guest|person|member/i.test(field.id) ? `${title}: ${person.name}` : person.name;
    else if (field.type === 'status') values[field.id] = field.options[0]?.value;
    else if (field.type === 'choice' && field.required) values[field.id] = field.options[0];
    else if (field.type === 'number' && field.required) values[field.id] = field.min ?? 1;
    else if (field.type === 'date' && field.required) values[field.id] = new Date().toISOString().slice(0, 10);
    else if (field.type === 'date_time' && field.required) values[field.id] = new Date().toISOString().slice(0, 16);
  }
  return values;
}

// The record that stands for the person, by address or by name; made where it is needed and asks for little.
function ownRecord(entity, person, makes) {
  const { fields } = entities[entity];
  const email = fields.find((field) => field.type === 'email');
  const known = all(entity).find((record) => (email && record[email.id] === person.email) || titleOf(entity, record) === person.name);
  if (known || !makes) return known?.id ?? null;
  const isPerson = email || /member|person|customer|client|guest|user|student|rider|patient|attendee/i.test(entity);
  if (!isPerson) return null;
  return create(entity, { [fields[0].id]: person.name, ...(email ? { [email.id]: person.email } : {}) }, person.id).id;
}

/** A page that says why there is nothing here. */
export function refusal({ title, text }) {
  return { title, node: el('div', { class: 'narrow' }, heading(title, { text }), linkButton({ label: words.action.home, href: '#/' })) };
}

/** The accounts that can be chosen when something is assigned. */
export const people = () => accounts();
