// What concerns the person who looks: from the server where there is one, otherwise counted from the records.
import { hrefOf } from './addresses.js';
import { needsName{{manages}} } from './access.js';
{{formats}}{{rules_import}}import { entities } from './schema.js';
import { ask, hasServer } from './server.js';
import { find, isServed, setting, subscribe{{title}}, touch } from './store.js';
import { announce, el, icon } from './ui.js';
import { words } from './words.js';

{{days}}let sent = [];
let before = null;

const seen = () => new Set((setting('notices-seen') ?? '').split(' '));

/** A notice as the server sends it. */
function fromServer({ id, entity, of, text, createdAt, read }) {
  const isThere = entities[entity] && find(entity, of);
  return { id, text, at: createdAt, isSeen: read, icon: entities[entity]?.icon ?? 'bell', href: isThere ? hrefOf(entity, of) : '#/notices' };
}

/** What the records themselves ask for. */
function counted() {
  const known = seen();
  return found().map((one) => ({ ...one, isSeen: known.has(one.id) }));
}

{{found}}
/** All notices. */
export const notices = () => (isServed() ? sent.map(fromServer) : counted());

/** Those that nobody has looked at. */
export const fresh = () => notices().filter((one) => !one.isSeen);

/** From now on only new ones count. */
export async function markSeen() {
  const ids = notices().map((one) => one.id);
  if (isServed()) {
    sent = sent.map((one) => ({ ...one, read: true }));
    await ask('POST', ['notices', 'read'], { ids }).catch(() => {});
  } else {
    setting('notices-seen', ids.join(' '));
  }
  announce(words.notices.wasSeen);
  touch();
}

/** The bell in the header, with how many are new. */
export function bell() {
  if (needsName()) return null;
  const many = fresh().length;
  return el('a', { class: 'button icon', href: '#/notices', 'aria-label': words.notices.bell(many), title: words.notices.bell(many) }, icon('bell'), many ? el('span', { class: 'badge active', 'aria-hidden': 'true' }, String(many)) : null);
}

async function look() {
  if (!hasServer() || needsName()) return;
  const { status, body } = await ask('GET', ['notices']);
  const items = status === 200 ? body.items : [];
  const differs = JSON.stringify(items) !== JSON.stringify(sent);
  sent = items;
  if (differs) touch({ far: true });
}

// New ones are said once, politely.
function sayNew() {
  const now = new Map(fresh().map((one) => [one.id, one.text]));
  const added = before ? [...now].filter(([id]) => !before.has(id)) : [];
  before = now;
  if (added.length) announce(added.length === 1 ? added[0][1] : words.notices.bell(now.size));
}

/** Looks now, and after each change. */
export function startNotices() {
  let timer = null;
  sayNew();
  subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}).then(sayNew), 500);
  });
  look().catch(() => {});
}
