// Tests of the line to the server, with a server that is only played. Run: node --test tests/
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applied, differences, requestsOf } from '../js/changes.js';
import { openLine } from '../js/line.js';
import { perform, all, create, find, join, remove, rename, replace, seeded, titleOf, update } from '../js/store.js';

const main = '{{main}}';
const [example] = seeded(new Date())[main];
const { id: _, createdAt: _made, updatedAt: _changed, ...values } = example;

/** A server in memory: it refuses what `says` answers to, and does not answer while `gone`. */
function play({ says = () => null } = {}) {
  const server = { records: seeded(new Date()), changes: [], seq: 0, gone: false, asked: [], says };
  const write = (entity, id, record) => {
    const rest = (server.records[entity] ?? []).filter((one) => one.id !== id);
    server.records[entity] = record ? [record, ...rest] : rest;
    server.seq += 1;
    server.changes.push({ seq: server.seq, entity, id, record });
  };
  const answers = {
    GET: ([what], _body, { since } = {}) => (what === 'everything'
      ? { status: 200, body: { seq: server.seq, records: structuredClone(server.records) } }
      : { status: 200, body: { seq: server.seq, changes: server.changes.filter((one) => one.seq > since) } }),
    POST([entity, id], body) {
      const record = { createdAt: '2026-01-01T10:00', updatedAt: '2026-01-01T10:00', ...values, ...body, id: id ? 'made-there' : body.id };
      write(id ? main : entity, record.id, record);
      return { status: 201, body: record };
    },
    PATCH([entity, id], body) {
      const record = { ...server.records[entity].find((one) => one.id === id), ...body };
      write(entity, id, record);
      return { status: 200, body: record };
    },
    DELETE([entity, id]) {
      write(entity, id, null);
      return { status: 204 };
    },
  };
  server.ask = async (method, path, body, query) => {
    if (server.gone) throw new TypeError('no connection');
    if (method !== 'GET') server.asked.push({ method, path, body });
    return server.says({ method, path, body }) ?? answers[method](path, body, query);
  };
  server.write = write;
  return server;
}

/** The application, joined to `server`. */
async function start(server, kept = []) {
  const heard = { refused: [], states: [], waits: [] };
  const shelf = { kept, read: () => shelf.kept, write: (waiting) => { shelf.kept = waiting; } };
  let isJoined = false;
  const line = openLine({
    ask: server.ask, shelf, wait: (time, work) => { heard.waits.push({ time, work }); },
    show: (records) => { if (isJoined) replace(records); else join(records, line.push); isJoined = true; },
    hears: { changed: (state) => heard.states.push(state), refused: (change, problem) => heard.refused.push({ change, problem }), renamed: rename },
  });
  await line.load();
  return { line, heard, shelf };
}

test('what was added, changed and deleted is sent, in this order', async () => {
  const server = play();
  const { line } = await start(server);
  const made = create(main, values);
  update(main, made.id, { {{title}}: {{title_other}} });
  remove(main, made.id);
  await line.settled();
  assert.deepEqual(server.asked.map(({ method, path }) => `${method} ${path.join('/')}`), [`POST ${main}`, `PATCH ${main}/${made.id}`, `DELETE ${main}/${made.id}`]);
  assert.deepEqual(server.asked[1].body, { {{title}}: {{title_other}} });
  assert.equal(find(main, made.id), undefined);
});

test('a change shows at once, before the server has answered', async () => {
  const server = play();
  const { line } = await start(server);
  update(main, example.id, { {{title}}: {{title_other}} });
  assert.equal(find(main, example.id).{{title}}, {{title_other}});
  await line.settled();
  assert.equal(find(main, example.id).{{title}}, {{title_other}});
});

test('a refused change is taken back, and who listens hears why', async () => {
  const problem = { status: 400, detail: 'That is not accepted.', errors: [{ field: '{{title}}', message: 'Not this one.' }] };
  const server = play({ says: ({ method }) => (method === 'PATCH' ? { status: 400, body: problem } : null) });
  const { line, heard } = await start(server);
  const before = find(main, example.id).{{title}};
  update(main, example.id, { {{title}}: {{title_other}} });
  await line.settled();
  assert.equal(find(main, example.id).{{title}}, before);
  assert.deepEqual(heard.refused[0].problem, problem);
  assert.equal(heard.refused[0].change.request.method, 'PATCH');
});

test('a refused change takes nothing else back with it', async () => {
  const server = play({ says: ({ method }) => (method === 'DELETE' ? { status: 403, body: { status: 403, detail: 'No.' } } : null) });
  const { line } = await start(server);
  const made = create(main, values);
  remove(main, example.id);
  await line.settled();
  assert.ok(find(main, example.id));
  assert.ok(find(main, made.id));
});

test('while there is no connection changes wait, in order, and are sent when it is back', async () => {
  const server = play();
  const { line, heard, shelf } = await start(server);
  server.gone = true;
  const made = create(main, values);
  update(main, made.id, { {{title}}: {{title_other}} });
  await line.settled();
  assert.deepEqual(line.state(), { waiting: 2, isOffline: true });
  assert.equal(shelf.kept.length, 2);
  assert.ok(find(main, made.id), 'what waits is shown');
  server.gone = false;
  heard.waits.at(-1).work();
  await line.settled();
  assert.deepEqual(line.state(), { waiting: 0, isOffline: false });
  assert.deepEqual(server.asked.map(({ method }) => method), ['POST', 'PATCH']);
  assert.equal(server.records[main].find((one) => one.id === made.id).{{title}}, {{title_other}});
});

test('what waited is sent after the page was loaded again', async () => {
  const server = play();
  const first = await start(server);
  server.gone = true;
  const made = create(main, values);
  await first.line.settled();
  server.gone = false;
  const second = await start(server, JSON.parse(JSON.stringify(first.shelf.kept)));
  assert.ok(find(main, made.id));
  await second.line.send();
  assert.ok(server.records[main].some((one) => one.id === made.id));
});

test('between tries the pauses grow, up to half a minute', async () => {
  const server = play();
  const { line, heard } = await start(server);
  server.gone = true;
  create(main, values);
  await line.settled();
  for (let tries = 0; tries < 8; tries += 1) await heard.waits.at(-1).work();
  const pauses = heard.waits.map(({ time }) => time);
  assert.deepEqual(pauses, [...pauses].sort((a, b) => a - b));
  assert.equal(pauses.at(-1), 30000);
});

test('a server that asks for a pause gets it', async () => {
  let calls = 0;
  const server = play({ says: ({ method }) => (method === 'POST' && (calls += 1) === 1 ? { status: 429, after: 7000 } : null) });
  const { line, heard } = await start(server);
  const made = create(main, values);
  await line.settled();
  assert.equal(heard.waits.at(-1).time, 7000);
  await heard.waits.at(-1).work();
  assert.ok(server.records[main].some((one) => one.id === made.id));
});

test('what others change comes in, and a change of one\'s own that still waits stays on top of it', async () => {
  const server = play();
  const { line } = await start(server);
  server.gone = true;
  update(main, example.id, { {{title}}: {{title_other}} });
  await line.settled();
  server.gone = false;
  server.write(main, 'from-afar', { ...values, id: 'from-afar', createdAt: '2026-01-01T10:00', updatedAt: '2026-01-01T10:00' });
  await line.catchUp();
  assert.ok(find(main, 'from-afar'));
  assert.equal(find(main, example.id).{{title}}, {{title_other}});
  server.write(main, 'from-afar', null);
  await line.catchUp();
  assert.equal(find(main, 'from-afar'), undefined);
});

test('undoing a deletion brings back only what went, not the state of that moment', async () => {
  const server = play();
  const { line } = await start(server);
  const { undo } = remove(main, example.id);
  await line.settled();
  server.write(main, 'from-afar', { ...values, id: 'from-afar', createdAt: '2026-01-01T10:00', updatedAt: '2026-01-01T10:00' });
  await line.catchUp();
  undo();
  await line.settled();
  assert.ok(find(main, example.id));
  assert.ok(find(main, 'from-afar'));
  assert.ok(server.records[main].some((one) => one.id === example.id));
});

test('an action asks for its own operation, and its record gets the id that the server gave', async () => {
  const server = play();
  const { line } = await start(server);
  const made = perform({ method: 'POST', path: [main, example.id, 'copy'], body: {}, gives: main }, () => create(main, values));
  await line.settled();
  assert.deepEqual(server.asked.map(({ path }) => path.join('/')), [`${main}/${example.id}/copy`]);
  assert.equal(find(main, made.id).id, 'made-there');
  assert.equal(all(main).filter((one) => one.id === made.id).length, 0);
  update(main, made.id, { {{title}}: {{title_other}} });
  await line.settled();
  assert.equal(server.asked.at(-1).path.at(-1), 'made-there');
});

test('a first try whose answer was lost is not taken for a refusal', async () => {
  let calls = 0;
  const server = play();
  server.says = ({ method, path, body }) => {
    if (method === 'GET' && path.length === 2) return { status: server.records[main].some((one) => one.id === path[1]) ? 200 : 404 };
    if (method !== 'POST') return null;
    calls += 1;
    if (calls > 1) return { status: 409, body: { status: 409, detail: 'There is one already.' } };
    server.write(main, body.id, { ...values, ...body, createdAt: '2026-01-01T10:00', updatedAt: '2026-01-01T10:00' });
    throw new TypeError('the connection broke');
  };
  const { line, heard } = await start(server);
  const made = create(main, values);
  await line.settled();
  await heard.waits.at(-1).work();
  assert.deepEqual(heard.refused, []);
  assert.ok(find(main, made.id));
});

test('what points at something new is sent after it', () => {
  const added = ['b', 'a'].map((id) => ({ kind: 'added', entity: main, id, record: { id, link: id === 'b' ? 'a' : null } }));
  assert.deepEqual(requestsOf(added).map(({ body }) => body.id), ['a', 'b']);
});

test('a difference done to the earlier state gives the later one', () => {
  const before = { [main]: [{ id: 'one', text: 'x' }, { id: 'two', text: 'y' }] };
  const after = { [main]: [{ id: 'three', text: 'new' }, { id: 'one', text: 'z' }] };
  assert.deepEqual(applied(before, differences(before, after)), after);
  assert.equal(titleOf(main, undefined), '');
});
