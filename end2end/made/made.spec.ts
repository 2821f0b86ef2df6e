// Thirty requests, and what they give: handed over whole, started by one command, used by programs and by people.
import { test as base, expect } from '@playwright/test';
import { watch } from '../support/test.ts';
import { startApplication, type Application } from './support/application.ts';
import { enterNothing, keepARecord, lookAround, useAnAccount } from './support/in-chromium.ts';
import { expectGreen } from './support/own-tests.ts';
import { fetchFiles, keepARecordOverHttp } from './support/over-http.ts';
import { chosen } from './support/requests.ts';

/** Whose own journeys through a browser are run too; they take a minute each. */
const WITH_JOURNEYS = ['donors', 'repaircafe'];

const test = base.extend<{ guard: void }>({
  guard: [
    async ({ context }, use) => {
      const seen = watch(context);
      await use();
      expect(seen).toEqual([]);
    },
    { auto: true },
  ],
});

for (const { request, depth } of chosen()) {
  test.describe(`${request.name}, a request for ${request.kind}, at ${depth} depth`, () => {
    test.describe.configure({ mode: 'default' });
    let application: Application;

    test.beforeAll('it is built, its zip is what the manifest says, and the command of its README starts it', async () => {
      test.setTimeout(90_000);
      application = await startApplication(request, depth);
    });
    test.afterAll(() => application?.stop());

    test('programs keep records over HTTP', async () => {
      expect(application.hasServer).toBe(depth !== 'starter');
      if (application.hasServer) await keepARecordOverHttp(application);
      else await fetchFiles(application);
    });

    test('a person creates, edits, finds, deletes and brings back', async ({ page }) => {
      await keepARecord(page, application);
    });

    test('a person makes an account and signs in, or is never asked to', async ({ page }) => {
      if (application.manager) await useAnAccount(page, application);
      else await enterNothing(page, application);
    });

    test('home, list, record and form break no rule of axe in light and dark', async ({ page }) => {
      await lookAround(page, application);
    });

    test('its own tests are green', async () => {
      test.setTimeout(120_000);
      await expectGreen(application, 'test');
      if (application.files.has('tests/load.mjs')) await expectGreen(application, 'test:load', '--seconds', '2', '--connections', '5');
    });

    if (WITH_JOURNEYS.includes(request.name) && ['ultimate', 'enterprise'].includes(depth)) {
      test('its own journeys through a browser are green', async () => {
        test.setTimeout(240_000);
        await expectGreen(application, 'test:e2e');
      });
    }
  });
}
