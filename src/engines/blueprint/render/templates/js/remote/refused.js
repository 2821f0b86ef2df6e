// Tells people when the server refused a change: beside the field where it is about one, otherwise as a notice. It was taken back.
import { hrefOf } from './addresses.js';
import { formOf, reopen } from './parts/form.js';
import { entities } from './schema.js';
import { find } from './store.js';
import { button, el } from './ui.js';
import { words } from './words.js';

/** What a person had entered in a form, where the change came from one. */
function entered({ method, path, body }) {
  const [entity, id] = path;
  if (path.length > 2 || !entities[entity] || !['POST', 'PATCH'].includes(method)) return null;
  const record = id ? find(entity, id) : null;
  if (id && !record) return null;
  return { entity, id, at: hrefOf(entity, id ?? body.id), values: { ...record, ...body } };
}

function notice(message, action) {
  const note = el('div', { class: 'toast', role: 'alert' }, el('p', {}, message));
  const close = () => note.remove();
  if (action) note.append(button({ label: action.label, look: 'quiet', press: () => { close(); action.press(); } }));
  note.append(button({ label: words.action.dismiss, name: 'close', look: 'icon', hidden: true, press: close }));
  document.getElementById('toasts').replaceChildren(note);
}

/** Tells it. */
export function showRefusal({ request }, problem) {
  const { errors = [], detail, title, status } = problem;
  const said = errors.map((one) => one.message).join(' ') || detail || title || words.line.failed(status);
  const form = errors.length ? entered(request) : null;
  if (!form) return notice(words.line.refused(said));
  const open = () => {
    reopen(form, Object.fromEntries(errors.map(({ field, message }) => [field, message])));
    location.hash = formOf(form);
  };
  // Who is still where saving led goes back to the form; who has gone on is asked.
  if (location.hash === form.at) open();
  notice(words.line.refused(said), location.hash === formOf(form) ? null : { label: words.line.form, press: open });
}
