// Keys that save the hand a way: / search, n new, ? help, g then h home. Esc closes what is open.
import { el, openDialog } from './ui.js';
import { words } from './words.js';

const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable]') !== null;

function help() {
  openDialog(words.keys.title, () => el('dl', { class: 'keys' }, words.keys.list.map(([keys, meaning]) =>
    el('div', {}, el('dt', {}, keys.map((key) => el('kbd', {}, key))), el('dd', {}, meaning)))));
}

/** Listens for the keys. */
export function startKeyboard() {
  let before = '';
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (document.body.classList.contains('nav-open')) document.getElementById('nav-toggle').click();
      else if (isTyping(event.target) && !document.querySelector('dialog[open]')) event.target.blur();
      return;
    }
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const last = before;
    before = event.key;
    if (event.key === '/') {
      event.preventDefault();
      const field = document.querySelector('[data-search]');
      if (field) field.focus();
      else location.hash = '#/search';
    } else if (event.key === 'n' && document.querySelector('[data-new]')) {
      event.preventDefault();
      document.querySelector('[data-new]').click();
    } else if (event.key === '?') {
      event.preventDefault();
      help();
    } else if (event.key === 'h' && last === 'g') {
      location.hash = '#/';
    }
  });
  document.getElementById('keys')?.addEventListener('click', help);
}
