// Accounts and who is signed in. {{server:The server knows the accounts where there is one; otherwise everything:}}{{alone:Everything:}} stays in this browser; passwords are kept only as salted PBKDF2 hashes.
import { app, roles } from './schema.js';{{server:
import { words } from './words.js';:}}
import { all, create, find, setting, touch } from './store.js';
import { pbkdf2 } from './pbkdf2.js';{{server:
import { ask, hasServer, reload, settled } from './server.js';:}}

const rounds = 60000;
let signedIn = null;
let looked = false;
{{server:
// The example accounts have this one; the sign-in page says so.
const examplePassword = 'example-password';
:}}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

async function derive(password, salt, count) {
  const secret = new TextEncoder().encode(password);
  // Outside a secure context the browser offers no crypto.subtle; the same algorithm then runs here.
  if (!globalThis.crypto?.subtle) return hex(pbkdf2(secret, bytes(salt), count));
  const key = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  return hex(new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: count }, key, 256)));
}

/** The accounts to try the application with, one for each role. */
export const examples = () => app.accounts;

/** All accounts, the examples among them. */
export const accounts = () => {{server:(hasServer() ? all('_accounts') : [...app.accounts, ...all('_accounts')]):}}{{alone:[...app.accounts, ...all('_accounts')]:}};

/** One account by its id. */
export const account = (id) => {{server:(hasServer() ? undefined : :}}app.accounts.find((one) => one.id === id){{server:):}} ?? (id ? find('_accounts', id) : undefined);

/** Who is signed in, or null. */
export function current() {
{{server:
  if (hasServer()) return signedIn;
:}}
  if (!looked) {
    looked = true;
    signedIn = account(setting('session')) ?? null;
  }
  return signedIn && account(signedIn.id) ? signedIn : null;
}

function enter(person) {
  signedIn = person;
  looked = true;
  setting('session', person?.id ?? '');
  touch();
}

{{server:
/** Finds out from the server who is signed in. */
export async function whoIsHere() {
  if (!hasServer()) return;
  const { body } = await ask('GET', ['session']);
  signedIn = body?.person ?? null;
}

// What one may see depends on who one is: everything is loaded anew.
async function enterServer(person) {
  signedIn = person;
  await reload();
  touch();
}

async function signInThere(email, password) {
  try {
    await settled();
    const { status, body } = await ask('POST', ['session'], { email, password });
    if (status !== 200) return status === 401 ? false : body?.detail ?? false;
    await enterServer(body.person);
    return true;
  } catch {
    return words.line.down;
  }
}

async function signUpThere(values) {
  try {
    const { status, body } = await ask('POST', ['people'], values);
    if (status !== 201) return Object.fromEntries((body?.errors ?? [{ field: 'email', message: body?.detail }]).map(({ field, message }) => [field, message]));
    await enterServer(body.person);
    return {};
  } catch {
    return { email: words.line.down };
  }
}

:}}
/** Signs in as one of the examples. */
export {{server:async :}}function enterExample(id) {
{{server:
  if (hasServer()) return signInThere(app.accounts.find((one) => one.id === id)?.email ?? '', examplePassword);
:}}
  enter(app.accounts.find((one) => one.id === id) ?? null);{{server:
  return true;:}}
}

/** Leaves. */
export {{server:async :}}function signOut() {
{{server:
  if (hasServer()) {
    await settled();
    await ask('DELETE', ['session']);
    return enterServer(null);
  }
:}}
  {{server:return :}}enter(null);
}

/** Which roles a new person can have: none that manages, unless there is no other. */
export function openRoles() {
  const plain = roles.filter((one) => !one.manages);
  return plain.length ? plain : roles.slice(0, 1);
}

/** Makes an account and signs in. Gives back messages by field, empty when it went well. */
export async function signUp({ name, email, password, role }) {
{{server:
  if (hasServer()) return signUpThere({ name, email, password, role });
:}}
  const address = email.trim().toLowerCase();
  const taken = accounts().some((one) => one.email === address);
  const errors = check({ name, email: address, password, taken });
  if (Object.keys(errors).length) return errors;
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  // The slower way through plain JavaScript gets fewer rounds, or signing in would take seconds.
  const count = globalThis.crypto?.subtle ? rounds : 4000;
  const hash = await derive(password, salt, count);
  const allowed = openRoles().find((one) => one.id === role) ?? openRoles()[0];
  enter(create('_accounts', { name: name.trim(), email: address, salt, hash, rounds: count, role: allowed.id }));
  return {};
}

function check({ name, email, password, taken }) {
  const errors = {};
  if (!name.trim()) errors.name = 'name';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.email = 'email';
  else if (taken) errors.email = 'taken';
  if (password.length < 8) errors.password = 'short';
  return errors;
}

/** Signs in; false when address and password do not belong together{{server:, a sentence where something else is wrong:}}. */
export async function signIn({ email, password }) {
{{server:
  if (hasServer()) return signInThere(email, password);
:}}
  const person = all('_accounts').find((one) => one.email === email.trim().toLowerCase());
  // An unknown address takes as long as a wrong password, so that the time tells nothing.
  const hash = await derive(password, person?.salt ?? '00', person?.rounds ?? rounds);
  if (!person || hash !== person.hash) return false;
  enter(person);
  return true;
}
