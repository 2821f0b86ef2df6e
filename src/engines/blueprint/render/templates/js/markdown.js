// A safe part of Markdown: headings, lists, quotes, code, emphasis, links. Builds elements, never markup from text.
import { el } from './ui.js';

const inline = /(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`|\[[^\]]+\]\([^)\s]+\))/;

/** The elements of one line. */
export function inlineNodes(text) {
  return text.split(inline).map((part) => {
    if (/^\*\*.+\*\*$/.test(part)) return el('strong', {}, part.slice(2, -2));
    if (/^\*.+\*$/.test(part)) return el('em', {}, part.slice(1, -1));
    if (/^`.+`$/.test(part)) return el('code', {}, part.slice(1, -1));
    const match = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (!match) return part;
    const [, label, href] = match;
    if (href.startsWith('#/')) return el('a', { href }, label);
    return /^(https?:|mailto:)/i.test(href) ? el('a', { href, rel: 'noopener noreferrer', target: '_blank' }, label) : label;
  });
}

const kinds = [
  { name: 'code', test: /^```/ },
  { name: 'heading', test: /^#{1,4}\s+/ },
  { name: 'list', test: /^\s*[-*]\s+/ },
  { name: 'numbers', test: /^\s*\d+[.)]\s+/ },
  { name: 'quote', test: /^>\s?/ },
  { name: 'rule', test: /^(-{3,}|\*{3,})$/ },
  { name: 'gap', test: /^\s*$/ },
];
const kindOf = (line) => kinds.find((kind) => kind.test.test(line))?.name ?? 'text';

/** A text as elements; headings start at `top`, below the page's own. */
export function markdown(text, top = 3) {
  const lines = String(text ?? '').split('\n');
  const root = el('div', { class: 'prose' });
  let index = 0;
  while (index < lines.length) {
    const kind = kindOf(lines[index]);
    const block = [];
    if (kind === 'code') {
      index += 1;
      while (index < lines.length && kindOf(lines[index]) !== 'code') block.push(lines[index++]);
      index += 1;
    } else {
      do block.push(lines[index++]); while (index < lines.length && kindOf(lines[index]) === kind && kind !== 'heading' && kind !== 'rule');
    }
    const node = build(kind, block, top);
    if (node) root.append(node);
  }
  return root;
}

function build(kind, block, top) {
  const items = (pattern) => block.map((line) => el('li', {}, inlineNodes(line.replace(pattern, ''))));
  switch (kind) {
    case 'code': return el('pre', { tabindex: 0 }, el('code', {}, block.join('\n')));
    case 'heading': return el(`h${block[0].startsWith('###') ? top + 1 : top}`, { id: slug(block[0]) }, inlineNodes(block[0].replace(/^#+\s+/, '')));
    case 'list': return el('ul', {}, items(/^\s*[-*]\s+/));
    case 'numbers': return el('ol', {}, items(/^\s*\d+[.)]\s+/));
    case 'quote': return el('blockquote', {}, el('p', {}, inlineNodes(block.map((line) => line.replace(/^>\s?/, '')).join(' '))));
    case 'rule': return el('hr');
    case 'text': return el('p', {}, block.flatMap((line, at) => (at ? [' ', inlineNodes(line)] : inlineNodes(line))));
    default: return null;
  }
}

function slug(line) {
  return `text-${line.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
}

/** The same text without its marks, for lists and search. */
export function plain(text) {
  return String(text ?? '').replace(/[#>*`]|\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/\s+/g, ' ').trim();
}
