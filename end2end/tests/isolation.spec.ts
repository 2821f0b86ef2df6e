// A made application is a stranger: it gets nothing of ours, in its frame or in a window of its own.
import type { Frame, Page } from '@playwright/test';
import { build, expect, signUp, test } from '../support/test.ts';

// The browser tells of each attempt that it refuses.
test.use({ expectedMessages: /Content Security Policy|Refused to|sandboxed|Unsafe attempt|Blocked a frame/ });
test.setTimeout(90_000);

interface Findings {
  origin: string;
  cookie: string;
  storage: string;
  database: string;
  call: string;
  parent: string;
}

/** What a script of the made application finds when it looks around. */
function lookAround(where: Frame | Page): Promise<Findings> {
  return where.evaluate(async () => {
    const attempt = async (act: () => unknown) => {
      try {
        return `got: ${String(await act())}`;
      } catch {
        return 'refused';
      }
    };
    return {
      origin: window.origin,
      cookie: await attempt(() => document.cookie),
      storage: await attempt(() => localStorage.length),
      database: await attempt(() => new Promise((resolve, reject) => {
        const request = indexedDB.open('x');
        request.onsuccess = resolve;
        request.onerror = reject;
      })),
      call: await attempt(async () => (await fetch('/api/v1/auth/me', { credentials: 'include' })).status),
      parent: window.parent === window ? 'none' : await attempt(() => window.parent.document.title),
    };
  });
}

const nothing: Findings = { origin: 'null', cookie: 'refused', storage: 'refused', database: 'refused', call: 'refused', parent: 'refused' };

test('a made application reaches nothing of ours', async ({ page }) => {
  await signUp(page.request);
  const made = await build(page.request, 'A garden diary with beds, plants and watering days');

  await test.step('from its frame', async () => {
    await page.goto(`/builds/${made.buildId}`);
    await expect(page.frameLocator('iframe').locator('#nav-list a').first()).toBeAttached();
    const frame = page.frames().find((one) => one.url().includes('/preview/'));
    expect(await lookAround(frame as Frame)).toEqual(nothing);
    await (frame as Frame).evaluate(() => {
      try {
        window.top?.location.assign('/plans');
      } catch {
        // Refused, as it must be.
      }
    });
    await expect(page.getByText('Done', { exact: true })).toBeVisible();
    expect(page.url()).toContain(`/builds/${made.buildId}`);
  });

  await test.step('from a window of its own', async () => {
    const opening = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    const own = await opening;
    await expect(own.locator('#nav-list a').first()).toBeAttached();
    expect(await lookAround(own)).toEqual({ ...nothing, parent: 'none' });
    expect(await own.evaluate(() => window.opener)).toBeNull();
  });

  await test.step('and nobody opens it without its address', async () => {
    const answer = await page.request.get(made.previewUrl.replace(/(\/preview\/..)./, '$1_'));
    expect(answer.status()).toBe(404);
  });
});

test('our own pages hand their session to no script', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/builds');
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');
  const cookie = (await page.context().cookies()).find((one) => one.name.includes('session'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('a form on another site cannot act for a member', async ({ page, playwright, baseURL }) => {
  await signUp(page.request);
  const session = await page.context().cookies();
  const foreign = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', cookie: session.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  expect((await foreign.post('/logout')).status()).toBe(403);
  expect((await foreign.post('/keys', { form: { name: 'theirs' } })).status()).toBe(403);
  expect((await page.request.get('/api/v1/auth/me')).status()).toBe(200);
  await foreign.dispose();
});
