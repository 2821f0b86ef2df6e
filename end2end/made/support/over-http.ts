// Using a made application as a program does: over HTTP, with the cookie of who is signed in.
import { expect, request as http, type APIRequestContext } from '@playwright/test';
import type { Application } from './application.ts';
import { another, findable, record, wordOf } from './values.ts';

/** What comes with every example account. */
const EXAMPLE_PASSWORD = 'example-password';

/** Lists, creates, reads, changes, searches and deletes what the application is about. */
export async function keepARecordOverHttp(application: Application): Promise<void> {
  const { main, manager, url } = application;
  const call = await http.newContext({ baseURL: url });
  const path = `/api/${main.id}`;
  await checkServed(call, application);
  if (manager) await signInOverHttp(call, application);

  expect((await json(await call.get(path))).items.length, 'it starts with examples').toBeGreaterThan(0);
  const values = await record(main, async (entity) => (await json(await call.get(`/api/${entity}?limit=1`))).items[0]?.id);
  const created = await call.post(path, { data: values });
  expect(created.status(), await created.text()).toBe(201);
  const { id } = await json(created);
  expect(await json(await call.get(`${path}/${id}`))).toMatchObject({ ...values, id });

  const refused = await call.post(path, { data: { 'no-such-field': 1 } });
  expect(refused.status()).toBe(400);
  expect(refused.headers()['content-type']).toContain('application/problem+json');

  const field = findable(main);
  if (field) {
    const changed = another(field);
    const answer = await call.patch(`${path}/${id}`, { data: { [field.id]: changed } });
    expect(answer.status(), await answer.text()).toBe(200);
    const found = await json(await call.get(`${path}?q=${wordOf(changed)}`));
    expect(found.items.map((one: { id: string }) => one.id)).toEqual([id]);
    expect((await json(await call.get(`${path}?q=${wordOf(values[field.id])}`))).items).toEqual([]);
  }
  expect((await call.delete(`${path}/${id}`)).status()).toBe(204);
  expect((await call.get(`${path}/${id}`)).status()).toBe(404);
  await call.dispose();
}

/** The page comes with its headers; the code of the server and its data do not. */
async function checkServed(call: APIRequestContext, { files, main }: Application): Promise<void> {
  const page = await call.get('/');
  expect(page.status()).toBe(200);
  expect(page.headers()['content-security-policy']).toBeTruthy();
  expect(await json(await call.get('/healthz'))).toMatchObject({ status: 'ok' });
  for (const path of ['/package.json', '/app.model.json', '/data/app.db', '/js/%2e%2e/README.md']) expect((await call.get(path)).status(), path).toBe(404);
  const { paths } = JSON.parse(files.get('docs/openapi.json')?.toString() ?? '{}') as { paths: Record<string, unknown> };
  expect(Object.keys(paths).some((path) => path.endsWith(`/${main.id}`)), 'the API is described').toBe(true);
}

async function signInOverHttp(call: APIRequestContext, { main, manager }: Application): Promise<void> {
  const email = manager?.email ?? '';
  expect((await call.post(`/api/${main.id}`, { data: {} })).status(), 'nobody is signed in').toBe(401);
  expect((await call.post('/api/session', { data: { email, password: 'not the password' } })).status()).toBe(401);
  const entered = await call.post('/api/session', { data: { email, password: EXAMPLE_PASSWORD } });
  expect(entered.status(), await entered.text()).toBe(200);
  expect((await json(await call.get('/api/session'))).person.name).toBe(manager?.name);
}

/** What a file server has to give: the page and its code, and nothing outside of its folder. */
export async function fetchFiles({ url }: Application): Promise<void> {
  const call = await http.newContext({ baseURL: url });
  expect((await call.get('/')).headers()['content-type']).toContain('text/html');
  expect((await call.get('/js/app.js')).headers()['content-type']).toContain('javascript');
  for (const path of ['/no-such-file', '/js/%2e%2e/%2e%2e/%2e%2e/etc/passwd']) expect((await call.get(path)).status(), path).toBe(404);
  await call.dispose();
}

async function json(answer: { json(): Promise<unknown> }): Promise<any> {
  return answer.json();
}
