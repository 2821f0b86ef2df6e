// Builds the page out of small pieces. Text always goes in as text, never as markup.
import { icons } from './icons.js';
import { words } from './words.js';

/** An HTML element: `el('p', { class: 'note' }, 'Hello')`. */
export function el(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for a drawing. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else if (name === 'style') for (const [key, to] of Object.entries(value)) node.style.setProperty(key, to);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...flat(children));
  return node;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== '');
}

/** An icon; silent for screen readers unless a label is given. */
export function icon(name, label) {
  const props = { class: 'icon', viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.75 };
  const voice = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return svg('svg', { ...props, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...voice },
    svg('path', { d: icons[name] ?? icons.mark }));
}

/** A button. `look`: main, plain, quiet, danger, icon. */
export function button({ label, name, look = 'plain', press, hidden = false, ...more }) {
  const voice = hidden ? { 'aria-label': label, title: label } : {};
  return el('button', { type: 'button', class: `button ${look}`, onclick: press, ...voice, ...more },
    name ? icon(name) : null, hidden ? null : el('span', {}, label));
}

/** A link that looks like a button. */
export function linkButton({ label, name, look = 'plain', href, ...more }) {
  return el('a', { class: `button ${look}`, href, ...more }, name ? icon(name) : null, el('span', {}, label));
}

/** A link in text. */
export function link(href, ...children) {
  return el('a', { href }, ...children);
}

/** A word in a coloured pill. */
export function badge(text, tone = 'neutral') {
  return el('span', { class: `badge ${tone}` }, text);
}

/** What a list says when there is nothing in it. */
export function empty({ title, text, name = 'mark', action }) {
  return el('div', { class: 'empty' }, icon(name), el('h2', {}, title), el('p', {}, text), action);
}

/** The top of a page: one h1, what it is about, what can be done. */
export function heading(title, { eyebrow, text, actions } = {}) {
  return el('div', { class: 'page-head' },
    el('div', { class: 'page-title' },
      eyebrow ? el('p', { class: 'eyebrow' }, eyebrow) : null,
      el('h1', { tabindex: -1 }, title),
      text ? el('p', { class: 'lead' }, text) : null),
    actions?.length ? el('div', { class: 'actions' }, actions) : null);
}

/** A titled part of a page. */
export function section(title, content, { more, id, tone } = {}) {
  const name = id ?? `part-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return el('section', { class: `part ${tone ?? ''}`, 'aria-labelledby': name },
    el('div', { class: 'part-head' }, el('h2', { id: name }, title), more), content);
}

/** Text with the words that were searched for marked. */
export function highlight(text, query) {
  const wanted = (query ?? '').trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!wanted.length) return [String(text)];
  return String(text).split(new RegExp(`(${wanted.join('|')})`, 'gi'))
    .map((part, index) => (index % 2 ? el('mark', {}, part) : part));
}

/** A bar from 0 to 1 that says its value. */
export function bar(share, label, tone = 'accent') {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return el('div', { class: `bar ${tone}`, role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': percent },
    el('div', { class: 'bar-fill', style: { width: `${percent}%` } }));
}

/** Tells screen readers something without moving the focus. */
export function announce(text) {
  const live = document.getElementById('live');
  if (!live) return;
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 60);
}

/** A short message at the edge of the page, with a way back where there is one. */
export function toast(message, undo) {
  const shelf = document.getElementById('toasts');
  const note = el('div', { class: 'toast' }, el('p', {}, message));
  const close = () => note.remove();
  if (undo) note.append(button({ label: words.action.undo, look: 'quiet', press: () => { close(); undo(); announce(words.said.undone); } }));
  note.append(button({ label: words.action.dismiss, name: 'close', look: 'icon', hidden: true, press: close }));
  shelf.replaceChildren(note);
  announce(message);
  setTimeout(close, undo ? 12000 : 6000);
}

/** A dialog over the page. `build(close)` gives its content; Esc closes it and the focus goes back. */
export function openDialog(title, build) {
  const close = () => dialog.close();
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    el('div', { class: 'dialog-head' }, el('h2', { id: 'dialog-title' }, title),
      button({ label: words.action.close, name: 'close', look: 'icon', hidden: true, press: close })));
  dialog.append(...flat([build(close)]));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Hands a file to the person. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el('a', { href: url, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
