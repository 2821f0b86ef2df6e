// Accounts and who is signed in: passwords are kept as salted scrypt hashes, sessions as hashes of what the cookie holds.
import { app as about, roles } from '../js/schema.js';
import { cookie, cookieOf, digest, newToken } from './cookies.mjs';
import { hashOf, isRight, newSalt } from './passwords.mjs';
import { Problem } from './problem.mjs';
import { count, forget, mustNotWait, newAccounts, wrongPasswords } from './throttle.mjs';

const days = 14;
const most = days * 24 * 60 * 60;
const example = 'example-password';
const open = roles.filter((one) => !one.manages);
/** Which roles a new person can have: none that manages, unless there is no other. */
const openRoles = open.length ? open : roles.slice(0, 1);
const shown = ({ id, name, email, role }) => ({ id, name, email, role });
const now = () => Math.floor(Date.now() / 1000);

let db = null;
let records = null;

/** Whoever sends a request, or null. */
export function personOf({ headers }) {
  const token = cookieOf(headers, 'session');
  if (!token) return null;
  const key = digest(token);
  const found = db.get('SELECT "account", "seen_at" FROM "_sessions" WHERE "token" = ? AND "seen_at" > ?', key, now() - most);
  if (!found) return null;
  // Once an hour is enough to know who still comes.
  if (found.seen_at < now() - 3600) db.run('UPDATE "_sessions" SET "seen_at" = ? WHERE "token" = ?', now(), key);
  return shown(records.find('_accounts', found.account));
}

/** Nothing comes with the first page; who signs in gets a cookie then. */
export const welcome = () => ({});
/** Records say by their ids whose they are. */
export const calls = (record) => record;

function enter({ headers }, person, status) {
  const token = newToken();
  db.run('INSERT INTO "_sessions" ("token", "account", "created_at", "seen_at") VALUES (?, ?, ?, ?)', digest(token), person.id, now(), now());
  return { status, body: { person: shown(person) }, headers: { 'set-cookie': cookie(headers, 'session', token, most) } };
}

function leave({ headers }) {
  const token = cookieOf(headers, 'session');
  if (token) db.run('DELETE FROM "_sessions" WHERE "token" = ?', digest(token));
  return { status: 204, headers: { 'set-cookie': cookie(headers, 'session', '', 0) } };
}

const textOf = (body, name) => (typeof body?.[name] === 'string' ? body[name] : '');
const addressOf = (body) => textOf(body, 'email').trim().toLowerCase();
const byAddress = (email) => records.first('_accounts', { email });

async function signIn(request) {
  const email = addressOf(request.body);
  const password = textOf(request.body, 'password').slice(0, 200);
  const tries = wrongPasswords(request.ip, email);
  mustNotWait(tries);
  // Counted before it is looked at, so that many at once are no way around.
  count(tries);
  const person = byAddress(email);
  // An unknown address takes as long as a wrong password and is answered the same.
  if (!await isRight(password, person)) throw new Problem(401, 'Address and password do not belong together.');
  forget(tries);
  return enter(request, person, 200);
}

function errorsOf({ name, email, password }) {
  const errors = [];
  if (!name || name.length > 80) errors.push({ field: 'name', message: 'A name is needed, of up to 80 characters.' });
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) errors.push({ field: 'email', message: 'That does not look like an email address.' });
  if (password.length < 8 || password.length > 200) errors.push({ field: 'password', message: 'A password has at least 8 characters.' });
  return errors;
}

async function join(request) {
  const { body, ip } = request;
  const person = { name: textOf(body, 'name').trim(), email: addressOf(body), password: textOf(body, 'password') };
  const errors = errorsOf(person);
  if (errors.length) throw new Problem(400, 'This account cannot be made.', errors);
  const allowed = openRoles.find((one) => one.id === body.role);
  if (body.role && !allowed) throw new Problem(400, 'This role is given, not taken.', [{ field: 'role', message: 'This role cannot be chosen.' }]);
  mustNotWait(newAccounts(ip));
  count(newAccounts(ip));
  const salt = newSalt();
  const hash = await hashOf(person.password, salt);
  const made = db.transaction(() => {
    if (byAddress(person.email)) throw new Problem(409, 'There is an account with this address.', [{ field: 'email', message: 'There is an account with this address.' }]);
    // Somebody has to be able to manage: the first, where there are no examples.
    const first = records.count('_accounts') === 0 ? roles.find((one) => one.manages) : undefined;
    return records.create('_accounts', { name: person.name, email: person.email, role: (first ?? allowed ?? openRoles[0]).id, salt, hash });
  });
  return enter(request, made, 201);
}

/** Adds the routes, and to a new database the example accounts. */
export async function install(app) {
  ({ db, records } = app);
  app.routes.push(
    { method: 'GET', path: '/api/session', handle: ({ person }) => ({ status: 200, body: { person } }) },
    { method: 'POST', path: '/api/session', handle: signIn },
    { method: 'DELETE', path: '/api/session', handle: leave },
    { method: 'POST', path: '/api/people', handle: join },
  );
  if (!app.startsEmpty) return;
  for (const { id, name, email, role } of about.accounts) {
    const salt = newSalt();
    records.create('_accounts', { id, name, email, role, salt, hash: await hashOf(example, salt) });
  }
}
