// The line to the server: sends in order what was changed here, applies the answers, takes back what was refused, and catches up.
import { applied, differences, requestsOf } from './changes.js';

const longest = 30000;

/**
 * A line. `ask(method, path, body)` gives `{ status, body, after }` or throws while offline; `show(records)` takes what is true now;
 * `hears` is told of what happens: `changed(state)`, `refused(change, problem)`, `renamed(from, to)`; `shelf` keeps what waits.
 */
export function openLine({ ask, show, hears, shelf, wait = (time, work) => setTimeout(work, time) }) {
  let base = {};
  let seq = 0;
  let waiting = shelf.read();
  let isOffline = false;
  let running = null;
  let catching = null;
  let timer = null;
  let tries = 0;
  const names = new Map();
  const lasting = (id) => names.get(id) ?? id;

  const now = ({ effects }) => effects.map((one) => ({ ...one, id: lasting(one.id) }));
  const paint = () => show(waiting.reduce((records, change) => applied(records, now(change)), { ...base }));
  const tell = () => hears.changed({ waiting: waiting.length, isOffline });
  const keep = () => { shelf.write(waiting); tell(); };

  /** Everything anew: at the start, and when another person has signed in. */
  async function load() {
    const { status, body } = await ask('GET', ['everything']);
    if (status !== 200) throw new Error(`the server answers ${status}`);
    ({ seq } = body);
    base = Object.fromEntries(Object.entries(body.records).map(([entity, list]) => [entity, [...list].sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))]));
    isOffline = false;
    paint();
    tell();
  }

  /** What others did meanwhile. One call at a time: a second one follows the first. */
  function catchUp() {
    catching = (catching ?? Promise.resolve()).catch(() => {}).then(follow);
    return catching;
  }

  async function follow() {
    const { status, body } = await ask('GET', ['changes'], undefined, { since: seq });
    if (status !== 200) return undefined;
    if (body.seq < seq) return load();
    ({ seq } = body);
    // Of several changes to one record the last says it all, and its record is what it is now.
    for (const { entity, id, record } of body.changes) {
      const known = base[entity] ?? [];
      if (!record) base = { ...base, [entity]: known.filter((one) => one.id !== id) };
      else if (known.some((one) => one.id === id)) base = { ...base, [entity]: known.map((one) => (one.id === id ? record : one)) };
      else base = { ...base, [entity]: [record, ...known] };
    }
    if (body.changes.length) paint();
    return body.changes.length > 0;
  }

  /** Takes a change that was just made here. With `operation` the server is asked for that instead of for each part. */
  function push({ before, after, operation }) {
    const effects = differences(before, after);
    const requests = operation ? [operation] : requestsOf(effects);
    if (!requests.length) return;
    waiting = [...waiting, { requests, effects }];
    keep();
    send();
  }

  /** Sends what waits, unless that is going on already. */
  function send() {
    running ??= sendAll().finally(() => { running = null; });
    return running;
  }

  async function sendAll() {
    while (waiting.length) {
      const [change] = waiting;
      const [request] = change.requests;
      let answer;
      try {
        answer = await ask(request.method, request.path.map(lasting), renamedIn(request.body));
      } catch {
        return later();
      }
      if (answer.status === 429 || answer.status >= 500) {
        tries += 1;
        // Where the server keeps failing over one change, the others must not wait for ever.
        if (answer.status !== 500 || tries < 4) return later(answer.after);
      }
      back();
      await settle(change, request, answer);
    }
    return undefined;
  }

  const isGone = (request, { status }) => request.method === 'DELETE' && status === 404;

  async function settle(change, request, answer) {
    const isDone = answer.status < 400 || isGone(request, answer) || await arrivedBefore(request, answer);
    tries = 0;
    if (isDone) learn(change, answer.body);
    const rest = isDone ? change.requests.slice(1) : [];
    if (rest.length) {
      change.requests = rest;
      return keep();
    }
    // From here on the server's word counts; only where it cannot be had, what was done here is taken for it.
    waiting = waiting.filter((one) => one !== change);
    const isShown = await catchUp().catch(() => { if (isDone) base = applied(base, now(change)); });
    if (!isShown) paint();
    keep();
    if (!isDone) hears.refused({ ...change, request }, answer.body ?? { status: answer.status });
    return undefined;
  }

  // The first try arrived and its answer was lost: the record is there with the id that it was given here.
  async function arrivedBefore(request, { status }) {
    if (status !== 409 || request.method !== 'POST' || !request.body?.id || !tries) return false;
    return (await ask('GET', [...request.path, request.body.id])).status === 200;
  }

  // What a rule made has an id of the server's: what was shown meanwhile becomes that.
  function learn(change, record) {
    if (!record?.id) return;
    const added = change.effects.filter((one) => one.kind === 'added' && !one.entity.startsWith('_history'));
    if (added.some((one) => one.id === record.id)) return;
    const [own, ...others] = added.filter((one) => one.entity === change.requests[0].gives);
    if (!own || others.length) return;
    names.set(own.id, record.id);
    hears.renamed(own.id, record.id);
  }

  function renamedIn(body) {
    return body && Object.fromEntries(Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(lasting) : lasting(value)]));
  }

  function back() {
    if (!isOffline) return;
    isOffline = false;
    tell();
  }

  function later(after) {
    tries += 1;
    isOffline = true;
    tell();
    clearTimeout(timer);
    timer = wait(after ?? Math.min(longest, 1000 * 2 ** Math.min(tries, 5)), send);
  }

  return {
    load, catchUp, push, send,
    /** When everything that waits has been sent. */
    settled: () => running ?? Promise.resolve(),
    /** Forgets what waits: somebody else is here now. */
    forget() { waiting = []; keep(); },
    /** Shows nothing: nobody is signed in. */
    clear() { base = {}; seq = 0; paint(); },
    state: () => ({ waiting: waiting.length, isOffline }),
  };
}
