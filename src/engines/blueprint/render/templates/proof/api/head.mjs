// Proves the HTTP interface of {{name}}: starts the real server with an empty database and drives it as a browser does.
// Run: npm test
import assert from 'node:assert/strict';
import { request as rawRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { app, entities, refersTo, roles } from '../js/schema.js';
import { client, next } from './support/client.mjs';
import { startServer } from './support/server.mjs';
import { {{day}}findable, refused, valid, wordOf } from './support/values.mjs';

let server;
/** Who may do everything. */
let api;

before(async () => {
  server = await startServer();
  api = await manager();
});
after(() => server.stop());

/** Somebody new at the page. */
const visitor = () => client(server.address);

/** Somebody who may change what others made: the account of a role that manages, where there are accounts. */
async function manager() {
  const one = visitor();
  const account = app.accounts.find(({ role }) => roles.find(({ id }) => id === role).manages) ?? app.accounts[0];
  if (account) assert.equal((await one.signIn(account.email)).status, 200, 'the example account signs in');
  return one;
}

/** Adds a record that every rule accepts. */
async function add(entity, changes = {}, by = api) {
  const values = { ...await valid(entity, async (other) => (await add(other, {}, by)).id), ...changes };
  const made = await by.post(`/${entity}`, values);
  assert.equal(made.status, 201, `${entity}: ${JSON.stringify(made.body)}`);
  return made.body;
}

/** An answer that refuses: its status, in the one shape of every error, and about which field. */
function isRefused(answer, status, field) {
  assert.ok([status].flat().includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
  assert.ok(answer.problem, 'errors are application/problem+json');
  assert.equal(answer.body.status, answer.status);
  assert.ok(answer.body.title);
  if (field) assert.ok(answer.body.errors?.some((one) => one.field === field && one.message), `${field} is named: ${JSON.stringify(answer.body)}`);
}

for (const { id: entity, singular, fields } of Object.values(entities)) {
  const path = `/${entity}`;
  describe(singular, () => {
    test('is added, read, listed, found, changed and deleted', async () => {
      const values = await valid(entity, async (other) => (await add(other)).id);
      const made = await api.post(path, values);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const { id } = made.body;
      for (const [name, value] of Object.entries(values)) assert.deepEqual(made.body[name], value, name);
      assert.ok(made.body.createdAt && made.body.updatedAt);

      assert.deepEqual((await api.get(`${path}/${id}`)).body, made.body);
      assert.ok((await api.get(path)).body.items.some((one) => one.id === id));
      const field = findable(entity);
      if (field) {
        const found = await api.get(`${path}?q=${encodeURIComponent(wordOf(values[field.id]))}`);
        assert.deepEqual(found.body.items.map((one) => one.id), [id]);
      }

      const [changed] = fields.filter((one) => ['long_text', 'number', 'money', 'text', 'date', 'date_time', 'boolean'].includes(one.type));
      if (changed) {
        const { [changed.id]: value } = await valid(entity, async (other) => (await add(other)).id);
        const answer = await api.patch(`${path}/${id}`, { [changed.id]: value });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        assert.deepEqual({ ...answer.body, updatedAt: '' }, { ...made.body, [changed.id]: value, updatedAt: '' });
      }

      assert.equal((await api.remove(`${path}/${id}`)).status, 204);
      isRefused(await api.get(`${path}/${id}`), 404);
    });

    test('is refused without what it needs, and the answer says which field', async () => {
      const values = await valid(entity, async (other) => (await add(other)).id);
      for (const field of fields.filter((one) => one.required && one.type !== 'boolean')) {
        const { [field.id]: _, ...rest } = values;
        isRefused(await api.post(path, rest), 400, field.id);
      }
    });

    test('is refused with values that a field cannot hold', async () => {
      const values = await valid(entity, async (other) => (await add(other)).id);
      for (const field of fields) {
        for (const value of refused(field)) isRefused(await api.post(path, { ...values, [field.id]: value }), 400, field.id);
      }
    });

    test('is changed only into what would be accepted as new', async () => {
      const { id } = await add(entity);
      for (const field of fields) {
        for (const value of refused(field).slice(0, 1)) isRefused(await api.patch(`${path}/${id}`, { [field.id]: value }), 400, field.id);
      }
      isRefused(await api.patch(`${path}/${id}`, { no_such_field: 1 }), 400, 'no_such_field');
    });

    test('has no other fields, and its marks are the server’s', async () => {
      const values = await valid(entity, async (other) => (await add(other)).id);
      isRefused(await api.post(path, { ...values, no_such_field: 1 }), 400, 'no_such_field');
    });

    test('keeps the id that it was sent with, which nobody else may take', async () => {
      const id = `test-${next()}`;
      const values = await valid(entity, async (other) => (await add(other)).id);
      assert.equal((await api.post(path, { ...values, id })).body.id, id);
      const others = await valid(entity, async (other) => (await add(other)).id);
      isRefused(await api.post(path, { ...others, id }), 409);
      isRefused(await api.post(path, { ...others, id: '../etc' }), 400, 'id');
    });

    test('is not there under an id that was never given', async () => {
      isRefused(await api.get(`${path}/never-given`), 404);
      isRefused(await api.patch(`${path}/never-given`, {}), 404);
      isRefused(await api.remove(`${path}/never-given`), 404);
    });

    test('is listed page by page, each once', async () => {
      await add(entity);
      await add(entity);
      const seen = [];
      let after = '';
      do {
        const { status, body } = await api.get(`${path}?limit=1${after && `&after=${encodeURIComponent(after)}`}`);
        assert.equal(status, 200);
        assert.ok(body.items.length <= 1);
        seen.push(...body.items.map((one) => one.id));
        after = body.next;
      } while (after && seen.length < 1000);
      assert.equal(new Set(seen).size, seen.length);
      assert.equal(seen.length, (await api.get('/everything')).body.records[entity].length);
    });

    test('takes along what cannot be without it, and leaves the rest', async () => {
      for (const { entity: other, field } of refersTo(entity).filter((one) => one.entity !== entity)) {
        const { id } = await add(entity);
        const child = await add(other, { [field.id]: field.type === 'reference' ? id : [id] });
        assert.equal((await api.remove(`${path}/${id}`)).status, 204);
        const left = await api.get(`/${other}/${child.id}`);
        if (field.required && field.type === 'reference') isRefused(left, 404);
        else assert.ok(![left.body[field.id] ?? []].flat().includes(id), `${other} no longer names it`);
      }
    });
  });
}

describe('The interface', () => {
  test('answers every mistake in one shape', async () => {
    isRefused(await api.get('/no-such-thing'), 404);
    isRefused(await api.post('/{{main}}', '{ not json'), 400);
    isRefused(await api.post('/{{main}}', '[]'), 400);
    const put = await api.put('/{{main}}', {});
    isRefused(put, 405);
    assert.match(put.headers.get('allow') ?? '', /POST/);
    isRefused(await api.post('/{{main}}', { text: 'x'.repeat(1_100_000) }), 413);
    isRefused(await api.post('/{{main}}', { text: 'a\0b' }), 400);
  });

  test('takes writes from its own pages only', async () => {
    isRefused(await api.call('POST', '/{{main}}', '{}', { 'content-type': 'text/plain' }), 415);
    isRefused(await api.call('POST', '/{{main}}', '{}', { origin: 'https://elsewhere.example' }), 403);
  });

  test('treats whatever is searched for as words', async () => {
    for (const text of ["'; DROP TABLE \"{{main}}\"; --", '%', '"', 'a AND OR NOT (', '*', '\u0000']) {
      assert.equal((await api.get(`/{{main}}?q=${encodeURIComponent(text)}`)).status, 200, text);
    }
  });

  test('tells of each change, in order, and what has gone', async () => {
    const { seq } = (await api.get('/everything')).body;
    const { id } = await add('{{main}}');
    await api.remove(`/{{main}}/${id}`);
    const { changes, seq: now } = (await api.get(`/changes?since=${seq}`)).body;
    const mine = changes.filter((one) => one.entity === '{{main}}' && one.id === id);
    assert.equal(mine.at(-1).record, null);
    assert.ok(now > seq);
    assert.deepEqual(changes.map((one) => one.seq), changes.map((one) => one.seq).sort((a, b) => a - b));
    assert.deepEqual((await api.get(`/changes?since=${now}`)).body.changes, []);
  });

  test('serves the pages, and nothing beside them', async () => {
    const raw = (path) => new Promise((resolve, reject) => {
      rawRequest(`${server.address}`, { path }, (answer) => { answer.resume(); answer.on('end', () => resolve(answer)); }).on('error', reject).end();
    });
    for (const path of ['/', '/index.html', '/js/app.js', '/css/tokens.css', '/assets/icon.svg', '/healthz', '/readyz']) {
      assert.equal((await raw(path)).statusCode, 200, path);
    }
    for (const path of ['/package.json', '/README.md', '/server/{{server}}', '/migrations/', '/data/app.db', '/js/../package.json', '/js/..%2fpackage.json', '/%2e%2e/package.json', '/js/%00', '//etc/passwd']) {
      assert.notEqual((await raw(path)).statusCode, 200, path);
    }
    const { headers } = await raw('/');
    assert.match(headers['content-security-policy'], /default-src 'self'|script-src 'self'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(await (await fetch(`${server.address}/`)).text(), /<meta name="server" content="\/api">/);
  });

  test('keeps everything when it is ended and started again', async () => {
    const own = await startServer();
    const me = client(own.address);
    const account = app.accounts.find(({ role }) => roles.find(({ id }) => id === role).manages) ?? app.accounts[0];
    if (account) await me.signIn(account.email);
    const values = await valid('{{main}}', async (other) => (await add(other, {}, me)).id);
    const made = (await me.post('/{{main}}', values)).body;
    const before = (await me.get('/everything')).body.records;
    assert.equal(await own.stop({ keep: true }), 0, 'it ends cleanly');

    const again = await startServer({ data: own.data });
    const me2 = client(again.address);
    if (account) await me2.signIn(account.email);
    assert.deepEqual((await me2.get(`/{{main}}/${made.id}`)).body, made);
    const after = (await me2.get('/everything')).body.records;
    for (const entity of Object.keys(entities)) assert.equal(after[entity].length, before[entity].length, `${entity} is neither lost nor made twice`);
    await again.stop();
  });
});
