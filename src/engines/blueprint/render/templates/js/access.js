// Who may do what. The rules are in `roles` of the schema; here they are asked.
import { account, accounts, current, signOut{{server:, whoIsHere:}} } from './session.js';
import { app, entities, roles } from './schema.js';
import { valuesOf } from './parts/person.js';
import { button, el, heading, linkButton, openDialog } from './ui.js';
import { initials } from './format.js';
import { words } from './words.js';

/** Who is signed in; a visitor has the id `visitor`. */
export const me = () => current() ?? { id: 'visitor', name: words.access.visitor, role: null };
const role = () => roles.find((one) => one.id === current()?.role);
/** Whether this person decides on what others propose. */
export const manages = () => Boolean(role()?.manages);
{{approval:
/** Whether the person who is signed in proposed this. */
export const isOwn = (one) => one.createdBy === me().id;
/** Who reviews is signed in. */
export const reviewer = () => null;
:}}
/** The name behind an id of a person. */
export const nameOf = (id) => account(id)?.name ?? '';
/** Whether one must sign in first. */
export const needsName = () => !current();

/** Whether something may be done: `create`, `book`, `change`, `remove`; the last two ask for the record. */
export function may(action, entity, record) {
  const own = role();
  // A visitor sees what can be booked; pressing it asks to sign in.
  if (!own) return action === 'book' && app.open;
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
  button({ label: words.access.signOut, name: 'door', look: 'icon', hidden: true, press: {{server:async () => { await signOut(); location.hash = '#/'; }:}}{{alone:() => { signOut(); location.hash = '#/'; }:}} })];
}

{{server:
/** Finds out who is signed in. */
export const recognise = () => whoIsHere();
/** Whether this person may look at things. */
export const mayRead = () => app.open || current() !== null;

:}}
/** What a new record of `entity` says about the person who is signed in. */
export const linkedValues = (entity, options) => valuesOf(entity, me(), options);

/** A page that says why there is nothing here. */
export function refusal({ title, text }) {
  return { title, node: el('div', { class: 'narrow' }, heading(title, { text }), linkButton({ label: words.action.home, href: '#/' })) };
}

/** The accounts that can be chosen when something is assigned. */
export const people = () => accounts();
