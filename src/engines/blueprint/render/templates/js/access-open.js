// There are no accounts here: whoever opens the page may do everything.
import { valuesOf } from './parts/person.js';
import { {{shared-approval:isServed, :}}setting{{approval:, touch:}} } from './store.js';
import { button, el, heading, linkButton, openDialog } from './ui.js';
import { words } from './words.js';

let name = setting('name') ?? '';

/** Who is at the page. */
export const me = () => ({ id: 'you', name: name || words.access.you });
/** Whether something may be done: always. */
export const may = () => true;
/** Whether this person decides on what others propose. */
export const manages = () => true;
/** The name behind an id of a person. */
export const nameOf = () => '';
/** Whether one must sign in first. */
export const needsName = () => false;
{{server:
/** Nobody signs in. */
export const recognise = () => {};
/** Whether this person may look at things. */
export const mayRead = () => true;
:}}
/** Nothing stands before a page. */
export const guard = () => null;
/** Nothing in the header. */
export const accountMenu = () => [];
{{shared-approval:
/** Whether this was proposed by whoever is at the page: from this browser, or in the same name. */
export const isOwn = (one) => (isServed() && one.createdBy === me().id) || (name !== '' && one.by?.toLowerCase() === name.toLowerCase());
:}}
{{own-approval:
/** Whether this was proposed by whoever is at the page, as far as a name can tell. */
export const isOwn = (one) => name !== '' && one.by?.toLowerCase() === name.toLowerCase();
:}}
{{approval:

/** Who reviews: a name on trust, as there are no accounts. */
export function reviewer() {
  const input = el('input', { id: 'reviewer', autocomplete: 'name', value: name, 'aria-describedby': 'reviewer-help', onchange: () => {
    name = input.value.trim();
    setting('name', name);
    touch();
  } });
  return el('div', { class: 'field' }, el('label', { for: 'reviewer' }, words.access.reviewer), el('p', { class: 'hint', id: 'reviewer-help' }, words.access.onTrust), input);
}

:}}
/** What a new record of `entity` says about who is at the page. */
export const linkedValues = (entity, options) => valuesOf(entity, me(), options);

/** Asks for a name once where it will be shown (`named`), then goes on. */
export function whenKnown(then, { named = false } = {}) {
  if (name || !named) return then();
  openDialog(words.access.askName, (close) => {
    const input = el('input', { id: 'your-name', autocomplete: 'name' });
    const form = el('form', { class: 'form' }, el('div', { class: 'field' }, el('label', { for: 'your-name' }, words.access.name), input), button({ label: words.action.go, look: 'main', type: 'submit' }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      name = input.value.trim() || words.access.you;
      setting('name', name);
      close();
      then();
    });
    return form;
  });
}

/** A page that says why there is nothing here. */
export function refusal({ title, text }) {
  return { title, node: el('div', { class: 'narrow' }, heading(title, { text }), linkButton({ label: words.action.home, href: '#/' })) };
}
