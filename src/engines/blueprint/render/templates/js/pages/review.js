// Proposals that wait for a yes, with what they change.
import { isOwn, manages, nameOf, refusal, reviewer, whenKnown } from '../access.js';
import { diffView } from '../behaviours/approval.js';
import { hrefOf } from '../addresses.js';
import { relative } from '../format.js';
import { approvals } from '../rules.js';
import { entities } from '../schema.js';
import { find, titleOf } from '../store.js';
import { button, el, empty, heading, toast } from '../ui.js';
import { words } from '../words.js';

// Nobody says yes to a change of their own.
const accept = (rule, one) => whenKnown(() => (isOwn(one) ? toast(words.approval.own) : rule.accept(one)), { named: true });

function proposal(rule, one) {
  const record = find(rule.entity, one.of);
  if (!record) return null;
  const other = entities[rule.entity].fields.filter((field) => field.id !== rule.body && JSON.stringify(record[field.id] ?? null) !== JSON.stringify(one.values[field.id] ?? null));
  const reason = el('input', { type: 'text', id: `reason-${one.id}` });
  const text = (value) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));
  return el('li', { class: 'proposal' },
    el('h2', {}, el('a', { class: 'title-link', href: hrefOf(rule.entity, record.id) }, titleOf(rule.entity, record))),
    el('p', { class: 'aside' }, words.approval.by(nameOf(one.createdBy) || one.by, relative(one.createdAt))),
    other.map((field) => el('div', {}, el('h3', {}, field.label), diffView(text(record[field.id]), text(one.values[field.id])))),
    diffView(record[rule.body] ?? '', one.values[rule.body] ?? ''),
    el('div', { class: 'field' }, el('label', { for: reason.id }, words.approval.reason), reason),
    isOwn(one) ? el('p', { class: 'notice' }, words.approval.own) : null,
    el('div', { class: 'form-foot' }, isOwn(one) ? null : button({ label: words.approval.accept, name: 'check', look: 'main', press: () => accept(rule, one) }), button({ label: words.approval.reject, name: 'close', press: () => rule.reject(one, reason.value.trim()) })));
}

export function review() {
  if (!manages()) return refusal(words.error.notAllowed);
  const list = approvals.flatMap((rule) => rule.waiting().map((one) => proposal(rule, one))).filter(Boolean);
  return { title: words.approval.title, node: el('div', { class: 'narrow' }, heading(words.approval.title, { text: words.approval.about }), reviewer(),
    list.length ? el('ul', { class: 'proposals' }, list) : empty({ name: 'check', title: words.approval.nothing, text: words.approval.nothingText })) };
}
