// Paragraphs with headings, lists and emphasis; written as Markdown with a preview beside it.
import { markdown, plain } from '../markdown.js';
import { button, el } from '../ui.js';
import { words } from '../words.js';

export const rich_text = {
  edit(field, value, attrs) {
    const area = el('textarea', { rows: 14, class: 'writing', ...attrs, value: value ?? '' });
    const preview = el('div', { class: 'preview', hidden: true });
    const toggle = button({ label: words.field.preview, look: 'quiet', 'aria-pressed': 'false', press: () => {
      const showing = preview.hidden;
      preview.hidden = !showing;
      toggle.setAttribute('aria-pressed', String(showing));
      preview.replaceChildren(markdown(area.value));
    } });
    area.addEventListener('input', () => { if (!preview.hidden) preview.replaceChildren(markdown(area.value)); });
    const node = el('div', { class: 'rich' }, area, el('div', { class: 'rich-bar' }, el('span', { class: 'hint' }, words.field.markdown), toggle), preview);
    return { node, control: area, read: () => area.value.trim() };
  },
  show: (field, value, { top } = {}) => (value ? markdown(value, top) : null),
  text: (field, value) => plain(value),
};
