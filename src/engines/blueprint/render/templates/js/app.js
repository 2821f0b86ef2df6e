// Starts the application: finds the page for the address, shows it, moves the focus, and keeps it fresh.
import { navigation, routes } from './routes.js';
import { app } from './schema.js';
import { words } from './words.js';
import { announce, button, el, icon, linkButton } from './ui.js';
import { subscribe } from './store.js';
import { isDark, restoreTheme, setTheme } from './theme.js';
import { startKeyboard } from './keyboard.js';
import { accountMenu, guard{{server:, mayRead, recognise:}} } from './access.js';{{server:
import { connect, lineState, reload, whenRefused } from './server.js';
import { showRefusal } from './refused.js';:}}{{sync:
import { listen } from './live.js';:}}{{notify:
import { bell, startNotices } from './notices.js';:}}

const main = document.getElementById('main');
let shown = null;
let title = null;

/** The address as a path and a query: `#/recipes?q=soup`. */
function address() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?');
  return { path, query: new URLSearchParams(query) };
}

function match({ path, query }) {
  const parts = path.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params = {};
    const fits = wanted.every((part, index) => {
      if (!part.startsWith(':')) return part === parts[index];
      params[part.slice(1)] = decodeURIComponent(parts[index]);
      return true;
    });
    if (fits) return { route, params, path, query };
  }
  return { route: routes.at(-1), params: {}, path, query };
}

/** Shows the page for the address. `moved` is false when only the data changed. */
function show(moved) {
  const found = match(address());
  const page = guard(found) ?? found.route.page(found);
  // Signing in or out can put another page in the same place: that is a move too.
  const isMove = moved || page.title !== title;
  const focus = isMove ? null : pathTo(document.activeElement);
  title = page.title;
  main.replaceChildren(page.node);
  main.dataset.page = found.route.name;
  document.title = page.title === app.name ? app.name : `${page.title} · ${app.name}`;
  renderNavigation(found.path);
  if (focus) refocus(focus);
  if (!isMove) return;
  window.scrollTo(0, 0);
  document.body.classList.remove('nav-open');
  if (shown !== null) {
    (main.querySelector('[data-focus]') ?? main.querySelector('h1') ?? main).focus();
    announce(page.title);
  }
  shown = found.path;
}

// After a redraw the focus goes to what stands in the same place.
function pathTo(node) {
  if (!main.contains(node) || node === main) return null;
  const path = [];
  for (let at = node; at !== main; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
  return { path, tag: node.tagName };
}

function refocus({ path, tag }) {
  let at = main;
  for (const index of path) at = at?.children[index];
  if (at?.tagName === tag) at.focus({ preventScroll: true });
  else main.focus({ preventScroll: true });
}

function renderNavigation(path) {
  const links = navigation().map(({ href, label, name, exact, note }) => {
    const current = exact ? `#${path}` === href : `#${path}` === href || `#${path}`.startsWith(`${href}/`);
    return el('li', {}, el('a', { class: 'nav-link', href, 'aria-current': current ? 'page' : null, title: label },
      icon(name), el('span', { class: 'nav-label' }, label), note ? el('span', { class: 'nav-note' }, String(note)) : null));
  });
  document.getElementById('nav-list').replaceChildren(...links);
  document.getElementById('account').replaceChildren(...accountMenu(), ...tools());
}

function tools() {
  return [
    linkButton({ label: words.nav.search, name: 'search', look: 'tool', href: '#/search', 'aria-keyshortcuts': '/' }),
{{notify:
    bell(),
:}}
    button({ label: words.nav.theme, name: 'theme', look: 'icon', hidden: true, press: switchTheme }),
    el('a', { class: 'button icon', href: '#/settings', 'aria-label': words.nav.settings, title: words.nav.settings }, icon('settings')),
  ]{{notify:.filter(Boolean):}};
}

function switchTheme() {
  const next = isDark() ? 'light' : 'dark';
  setTheme(next);
  announce(words.said.theme[next]);
}

{{server:
let note = null;
/** Says what waits to be sent, wherever on the page one is, while that takes longer than a moment. */
function sayLine() {
  const { waiting, isLate } = lineState();
  if (!isLate) {
    if (note) announce(words.line.sent);
    note?.remove();
    note = null;
    return;
  }
  if (!note) {
    note = el('div', { class: 'toasts', role: 'status', style: { inset: '.4rem 1rem auto 1rem' } });
    document.body.append(note);
  }
  note.replaceChildren(el('span', { class: 'badge warning', title: words.line.why }, words.line.waiting(waiting)));
}

let isOld = false;
let isPressed = false;
const isBusy = () => isPressed || (main.contains(document.activeElement) && document.activeElement.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'));

// What others change is shown at once, but never under the hands of somebody who types or presses.
function refresh({ far } = {}) {
  sayLine();
  isOld = Boolean(far) && isBusy();
  if (isOld) renderNavigation(address().path);
  else show(false);
}

function refreshLater(pause) {
  setTimeout(() => { if (isOld && !isBusy()) refresh(); }, pause);
}

function watchHands() {
  document.addEventListener('pointerdown', () => { isPressed = true; });
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => { isPressed = false; refreshLater(50); });
  main.addEventListener('focusout', () => refreshLater(300));
}

async function refused(change, problem) {
  showRefusal(change, problem);
  if (problem.status !== 401) return;
  // Whose session has ended is a visitor from here on.
  await recognise();
  await reload();
}

/** Loads what the server keeps; while it does not answer, that is said and tried again. */
async function load() {
  whenRefused(refused);
  for (;;) {
    try {
      await recognise();
      const isServed = await connect(mayRead);
      if (isServed) document.getElementById('kept').textContent = words.line.kept;
      return;
    } catch {
      await new Promise((again) => {
        main.replaceChildren(el('div', { class: 'narrow' }, el('h1', { tabindex: -1 }, words.line.down), el('p', {}, words.line.downText), button({ label: words.line.again, look: 'main', press: again })));
        announce(words.line.down);
        setTimeout(again, 5000);
      });
    }
  }
}

:}}
{{server:async :}}function start() {
  restoreTheme();
  const toggle = document.getElementById('nav-toggle');
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-expanded', String(document.body.classList.toggle('nav-open')));
  });
  // A link to the place where one already is would do nothing: it must still scroll and focus.
  document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });
  window.addEventListener('hashchange', () => { toggle.setAttribute('aria-expanded', 'false'); show(true); });
{{server:
  await load();
  watchHands();
:}}
  subscribe({{server:refresh:}}{{alone:() => show(false):}});
  startKeyboard();
  show(true);{{sync:
  listen();:}}{{notify:
  startNotices();:}}
}

start();
