// Signing in and signing up; the example accounts need one press.
import { useSignIn } from '../access.js';
import { app, roles } from '../schema.js';
import { enterExample, examples, openRoles, signIn, signUp } from '../session.js';
import { announce, button, el, heading, section{{server:, toast:}} } from '../ui.js';{{server:
import { hasServer } from '../server.js';:}}
import { initials } from '../format.js';
import { words } from '../words.js';

function field(name, type, autocomplete, more = {}) {
  const input = el('input', { type, id: `sign-${name}`, autocomplete, 'aria-describedby': `sign-${name}-error`, ...more });
  const error = el('p', { class: 'error', id: `sign-${name}-error`, hidden: true });
  const say = (message) => { error.textContent = message ?? ''; error.hidden = !message; if (message) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid'); };
  return { name, input, say, node: el('div', { class: 'field' }, el('label', { for: input.id }, words.access.fields[name]), input, error) };
}

/** Where to go afterwards: only to a place in this application. */
const onwards = (next) => (next?.startsWith('#/') && !next.startsWith('#/sign-in') ? next : '#/');

function enterForm(next) {
  const rows = [field('email', 'email', 'username'), field('password', 'password', 'current-password')];
  const send = button({ label: words.access.signIn, look: 'main', type: 'submit' });
  const form = el('form', { class: 'form', novalidate: true }, rows.map((row) => row.node), send);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    const [email, password] = rows.map((row) => row.input.value);
    const ok = await signIn({ email, password });
    send.disabled = false;
    if (ok{{server: === true:}}) { location.hash = onwards(next); return; }
{{server:
    const wrong = ok || words.access.wrong;
:}}
    rows[1].say({{server:wrong:}}{{alone:words.access.wrong:}});
    rows[1].input.focus();
    announce({{server:wrong:}}{{alone:words.access.wrong:}});
  });
  return form;
}

function joinForm(next) {
  const rows = [field('name', 'text', 'name'), field('email', 'email', 'email', { id: 'join-email' }), field('password', 'password', 'new-password', { id: 'join-password' })];
  rows.forEach((row) => row.node.querySelector('label').setAttribute('for', row.input.id));
  const choices = openRoles();
  const role = el('select', { id: 'join-role' }, choices.map((one) => el('option', { value: one.id }, one.label)));
  const send = button({ label: words.access.signUp, type: 'submit' });
  const form = el('form', { class: 'form', novalidate: true }, rows.map((row) => row.node), choices.length > 1 ? el('div', { class: 'field' }, el('label', { for: 'join-role' }, words.access.role), role) : null, send);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    const [name, email, password] = rows.map((row) => row.input.value);
    const errors = await signUp({ name, email, password, role: role.value });
    send.disabled = false;
    rows.forEach((row) => row.say(words.access.errors[errors[row.name]]{{server: ?? errors[row.name]:}}));
    const wrong = rows.find((row) => errors[row.name]);
    if (wrong) wrong.input.focus();
    else location.hash = onwards(next);
  });
  return form;
}

{{server:
async function enterAs(person, next) {
  const ok = await enterExample(person.id);
  if (ok === true) location.hash = onwards(next);
  else toast(ok || words.access.wrong);
}

:}}
function exampleList(next) {
  return el('ul', { class: 'examples' }, examples().map((person) => {
    const role = roles.find((one) => one.id === person.role);
    return el('li', {}, el('button', { type: 'button', class: 'example', onclick: {{server:() => enterAs(person, next):}}{{alone:() => { enterExample(person.id); location.hash = onwards(next); }:}} },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name)),
      el('span', { class: 'example-text' }, el('strong', {}, words.access.enterAs(person.name)), el('span', { class: 'aside' }, `${role.label}: ${role.can.join(', ')}`))));
  }));
}

export function signInPage({ query, next = query?.get('next') }) {
  return { title: words.access.signIn, node: el('div', { class: 'sign-in' },
    el('div', { class: 'sign-in-intro' }, heading(words.access.welcome(app.name), { text: app.tagline }), section(words.access.try, [el('p', { class: 'aside' }, {{server:hasServer() ? words.access.tryPassword : :}}words.access.tryText), exampleList(next)])),
    el('div', { class: 'sign-in-forms' }, section(words.access.signIn, enterForm(next)), el('details', { class: 'join' }, el('summary', {}, words.access.new), joinForm(next)))) };
}

useSignIn(signInPage);
