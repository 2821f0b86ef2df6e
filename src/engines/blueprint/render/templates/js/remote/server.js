// Joins the application to its server, where there is one: the page names it, otherwise everything stays in this browser.
import { openLine } from './line.js';
import { app } from './schema.js';
import { isServed, join, rename, replace, touch } from './store.js';

const seconds = 20;
const shelfName = `${app.slug}:waiting`;
const base = globalThis.document?.querySelector('meta[name="server"]')?.content ?? null;
const shown = { waiting: 0, isOffline: false, isLate: false };
const patience = 1500;
let timer = null;
let reads = () => true;
let tellRefusal = () => {};
let line = null;

/** Whether the page came from a server that keeps the data. */
export const hasServer = () => base !== null;

/** How many changes wait, and whether people should know: `{ waiting, isOffline, isLate }`. */
export const lineState = () => ({ ...shown });

/** Who tells people about a change that the server refused. */
export function whenRefused(tell) {
  tellRefusal = tell;
}

/** The address of something that the server offers. */
export const addressOf = (...path) => `${base}/${path.map(encodeURIComponent).join('/')}`;

/** Asks the server: `{ status, body }`, and `after` how many milliseconds one should try again. Throws while offline. */
export async function ask(method, path, body, query = {}) {
  const asked = new URLSearchParams(query).toString();
  const isReading = method === 'GET';
  const answer = await fetch(`${addressOf(...path)}${asked ? `?${asked}` : ''}`, {
    method, credentials: 'same-origin', cache: 'no-store',
    ...(isReading ? {} : { headers: { 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const pause = Number(answer.headers.get('retry-after'));
  return { status: answer.status, body: parsed(text), ...(pause > 0 ? { after: pause * 1000 } : {}) };
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

// What waits outlives a reload of this tab.
const shelf = {
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(shelfName)) ?? [];
    } catch {
      return [];
    }
  },
  write(waiting) {
    try {
      sessionStorage.setItem(shelfName, JSON.stringify(waiting));
    } catch {
      // It still waits in memory.
    }
  },
};

const hears = {
  changed(state) {
    const before = { ...shown };
    Object.assign(shown, state, { isLate: state.waiting > 0 && (state.isOffline || shown.isLate) });
    clearTimeout(timer);
    // A change that is sent within a moment needs no word.
    if (shown.waiting && !shown.isLate) timer = setTimeout(() => { shown.isLate = true; touch({ far: true }); }, patience);
    if (shown.isLate !== before.isLate || (shown.isLate && shown.waiting !== before.waiting)) touch({ far: true });
  },
  refused: (change, problem) => tellRefusal(change, problem),
  renamed(from, to) {
    rename(from, to);
    // The address must stay good when the page is loaded again.
    const at = globalThis.location?.hash ?? '';
    if (at.includes(`/${from}`)) history.replaceState(null, '', at.replace(`/${from}`, `/${to}`));
  },
};

/** Loads everything and keeps it fresh; `mayRead` says whether this person may see anything. Gives false where there is no server. */
export async function connect(mayRead) {
  if (!hasServer()) return false;
  reads = mayRead;
  line ??= openLine({ ask, hears, shelf, show: (records) => (isServed() ? replace(records) : join(records, line.push)) });
  await load();
  line.send();
  setInterval(() => { if (document.visibilityState === 'visible') catchUp(); }, seconds * 1000);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') catchUp(); });
  addEventListener('online', () => { line.send(); catchUp(); });
  addEventListener('beforeunload', (event) => { if (shown.waiting) event.preventDefault(); });
  return true;
}

// Who may see nothing gets nothing, without asking for it.
const load = () => (reads() ? line.load() : line.clear());

/** Whether there is a server that shows this person anything. */
export const isConnected = () => line !== null && reads();

/** Asks what has changed elsewhere; while offline the next time will do. */
export async function catchUp() {
  if (isConnected()) await line.catchUp().catch(() => {});
}

/** Loads everything anew, as somebody else. */
export async function reload() {
  line?.forget();
  if (line) await load();
}

/** Waits until what was changed is sent. */
export const settled = () => line?.settled();

/** Tries again at once. */
export const sendNow = () => line?.send();
