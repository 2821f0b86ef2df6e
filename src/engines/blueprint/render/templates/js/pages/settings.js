// Settings: how it looks, and what happens to the data.
import { setTheme } from '../theme.js';
import { app } from '../schema.js';
import { exportAll, importAll, isKept,{{server: isServed,:}} reset, setting } from '../store.js';
import { button, download, el, heading, section, toast } from '../ui.js';
import { words } from '../words.js';

function themes() {
  const now = setting('theme') ?? document.documentElement.dataset.theme ?? 'auto';
  return el('fieldset', { class: 'field choices' }, el('legend', {}, words.settings.theme), ['auto', 'light', 'dark'].map((name) =>
    el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'theme', value: name, checked: now === name, onchange: () => setTheme(name) }), el('span', {}, words.settings.themes[name]))));
}

function importer() {
  const said = el('p', { class: 'error', role: 'alert' });
  const input = el('input', { type: 'file', id: 'import', accept: 'application/json,.json', 'aria-describedby': 'import-help' });
  input.addEventListener('change', async () => {
    try {
      const undo = importAll(await input.files[0].text());
      toast(words.settings.imported, undo);
    } catch {
      said.textContent = words.settings.notImported;
    }
  });
  return el('div', { class: 'field' }, el('label', { for: 'import' }, words.settings.import), el('p', { class: 'hint', id: 'import-help' }, words.settings.importHelp), input, said);
}

export function settings() {
  const node = el('div', { class: 'narrow' }, heading(words.nav.settings, { text: {{server:isServed() ? words.settings.served : :}}isKept() ? words.settings.kept : words.settings.notKept }),
    section(words.settings.look, themes()),
    section(words.settings.data, [
      el('div', { class: 'actions' },
        button({ label: words.settings.export, name: 'download', press: () => download(`${app.slug}.json`, exportAll(), 'application/json') }),
        {{server:isServed() ? null : :}}button({ label: words.settings.reset, name: 'history', press: () => toast(words.settings.wasReset, reset()) })),
      {{server:isServed() ? null : :}}importer()]),
    section(words.keys.title, el('dl', { class: 'keys' }, words.keys.list.map(([keys, meaning]) => el('div', {}, el('dt', {}, keys.map((key) => el('kbd', {}, key))), el('dd', {}, meaning))))));
  return { title: words.nav.settings, node };
}
