// The `test` of all journeys: a server, a guard on the console and on foreign requests, people and their builds.
import { test as base, expect, type APIRequestContext, type BrowserContext } from '@playwright/test';
import { QUICK } from './global-setup.ts';
import { startOlympus } from './olympus.ts';

export { expect };

/** Good enough for every account here. */
export const PASSWORD = 'seven quiet olive trees';

/** What a file of tests may ask for. */
export interface Options {
  /** Messages on the console that a test causes on purpose. */
  expectedMessages: RegExp;
}

interface WorkerOptions {
  /** Milliseconds between two sentences of a build; another value than the usual one gets a server of its own. */
  pace: number;
  /** Address and data folder of the server. */
  server: { url: string; data: string };
}

interface Fixtures extends Options {
  /** Fails the test on any message on the console and any request to another host. */
  guard: void;
}

export const test = base.extend<Fixtures, WorkerOptions>({
  pace: [QUICK, { option: true, scope: 'worker' }],
  server: [
    async ({ pace }, use) => {
      if (pace === QUICK) return use({ url: process.env.E2E_URL ?? '', data: process.env.E2E_DATA ?? '' });
      const own = await startOlympus(pace);
      await use(own);
      await own.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  expectedMessages: [/(?!)/, { option: true }],
  guard: [
    async ({ context, expectedMessages }, use) => {
      const seen = watch(context);
      await use();
      expect(seen.filter((message) => !expectedMessages.test(message))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects what must not happen in any page of `context`. */
export function watch(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => seen.push(`exception: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost') seen.push(`request to ${request.url()}`);
  });
  return seen;
}

let people = 0;

/** An address that nobody has yet. */
export function newEmail(name = 'person'): string {
  people += 1;
  return `${name}.${process.pid}.${Date.now()}.${people}@example.com`;
}

/** Signs up over the API; the session is in the cookies of `request`. */
export async function signUp(request: APIRequestContext, email = newEmail()): Promise<string> {
  const answer = await request.post('/api/v1/auth/signup', { data: { email, password: PASSWORD } });
  expect(answer.status(), await answer.text()).toBe(201);
  return email;
}

/** A finished build, as the API shows it. */
export interface Build {
  buildId: string;
  status: string;
  title: string;
  previewUrl: string;
  costUsd: number;
}

/** Asks for a build over the API; without a `tier` it goes as deep as the plan does. */
export async function startBuild(request: APIRequestContext, description: string, tier?: string): Promise<string> {
  const answer = await request.post('/api/v1/build', { data: { description, tier } });
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()).data.buildId;
}

/** Asks for a build over the API and waits until it is done. */
export async function build(request: APIRequestContext, description: string, tier?: string): Promise<Build> {
  return finished(request, await startBuild(request, description, tier));
}

/** Makes a later version over the API and waits until it is done. */
export async function change(request: APIRequestContext, id: string, instruction: string): Promise<Build> {
  const answer = await request.post(`/api/v1/build/${id}/iterate`, { data: { instruction } });
  expect(answer.status(), await answer.text()).toBe(200);
  return finished(request, (await answer.json()).data.buildId);
}

async function finished(request: APIRequestContext, id: string): Promise<Build> {
  let shown: Build | undefined;
  const status = async () => {
    shown = (await (await request.get(`/api/v1/build/${id}`)).json()).data;
    return shown?.status;
  };
  await expect.poll(status, { timeout: 90_000 }).toMatch(/completed|failed/);
  expect(shown?.status, JSON.stringify(shown)).toBe('completed');
  return shown as Build;
}
