// Starts the application: finds the page for the address, shows it, moves the focus, and keeps it fresh.
import { navigation, routes } from './routes.js';
import { app } from './schema.js';
import { words } from './words.js';
import { announce, button, el, icon, linkButton } from './ui.js';
import { subscribe } from './store.js';
import { isDark, restoreTheme, setTheme } from './theme.js';
import { startKeyboard } from './keyboard.js';
import { accountMenu, guard } from './access.js';

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
  main.className = `main page-${found.route.name}`;
  document.title = page.title === app.name ? app.name : `${page.title} · ${app.name}`;
  renderNavigation(found.path);
  if (focus) refocus(focus);
  if (!isMove) return;
  window.scrollTo(0, 0);
  document.body.classList.remove('nav-open');
  if (shown !== null) {
    (main.querySelector('[autofocus]') ?? main.querySelector('h1') ?? main).focus();
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
    return el('li', {}, el('a', { href, 'aria-current': current ? 'page' : null, title: label },
      icon(name), el('span', { class: 'nav-label' }, label), note ? el('span', { class: 'nav-note' }, String(note)) : null));
  });
  document.getElementById('nav-list').replaceChildren(...links);
  document.getElementById('account').replaceChildren(...accountMenu(), ...tools());
}

function tools() {
  return [
    linkButton({ label: words.nav.search, name: 'search', look: 'tool', href: '#/search', 'aria-keyshortcuts': '/' }),
    button({ label: words.nav.theme, name: 'theme', look: 'icon', hidden: true, press: switchTheme }),
    el('a', { class: 'button icon', href: '#/settings', 'aria-label': words.nav.settings, title: words.nav.settings }, icon('settings')),
  ];
}

function switchTheme() {
  const next = isDark() ? 'light' : 'dark';
  setTheme(next);
  announce(words.said.theme[next]);
}

function start() {
  restoreTheme();
  const toggle = document.getElementById('nav-toggle');
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-expanded', String(document.body.classList.toggle('nav-open')));
  });
  // A link to the place where one already is would do nothing: it must still scroll and focus.
  document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });
  window.addEventListener('hashchange', () => { toggle.setAttribute('aria-expanded', 'false'); show(true); });
  subscribe(() => show(false));
  startKeyboard();
  show(true);
}

start();
