// An address that leads nowhere.
import { el, heading, linkButton } from '../ui.js';
import { words } from '../words.js';

export function notFound() {
  return { title: words.error.address.title, node: el('div', { class: 'narrow' }, heading(words.error.address.title, { text: words.error.address.text }),
    el('div', { class: 'actions' }, linkButton({ label: words.action.home, look: 'main', href: '#/' }), linkButton({ label: words.nav.search, name: 'search', href: '#/search' }))) };
}
