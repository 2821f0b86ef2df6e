// Every page, in both colours and at two widths: scanned by axe, no sideways scroll, a silent console.
import { expectAccessible, expectNoSidewaysScroll } from '../support/axe.ts';
import { build, change, expect, signUp, startBuild, test } from '../support/test.ts';

const WORDS = 'A recipe box where my family can save recipes with ingredients and rate them';
const views = (['light', 'dark'] as const).flatMap((colorScheme) => [360, 1280].map((width) => ({ colorScheme, width })));

test.setTimeout(150_000);

for (const { colorScheme, width } of views) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, expectedMessages: /status of 40[04]/ });

    test('the pages of a guest', async ({ page }) => {
      const { queueId } = await (await page.request.post('/api/v1/build', { data: { description: WORDS } })).json();
      const paths = ['/', `/?description=${encodeURIComponent(WORDS)}`, '/plans', '/signup', `/signup?queue=${queueId}`, '/login', `/queue/${queueId}`, '/queue/never-was', '/no/such/page', '/api/docs'];
      for (const path of paths) await check(page, path);
    });

    test('the pages of a member', async ({ page }) => {
      await signUp(page.request);
      await check(page, '/builds');
      const { buildId } = await build(page.request, WORDS);
      const running = await startBuild(page.request, WORDS);
      await check(page, `/builds/${running}`);
      await check(page, '/queue');
      await startBuild(page.request, WORDS);
      const paths = ['/', '/queue', '/builds', `/builds/${buildId}`, `/builds/${buildId}/files`, `/builds/${buildId}/files/README.md`, `/builds/${buildId}/files/js/store.js`, `/builds/${buildId}/costs`, '/usage', '/usage?range=custom&group=build', '/budget', '/workspace', '/account'];
      for (const path of paths) await check(page, path);
    });

    test('the pages of versions, moments and sharing', async ({ page }) => {
      await signUp(page.request);
      const first = await build(page.request, WORDS);
      const second = await change(page.request, first.buildId, 'Add a due date to recipes');
      const { shareUrl } = (await (await page.request.post(`/api/v1/build/${second.buildId}/share`)).json()).data;
      const at = `/builds/${second.buildId}`;
      const paths = [at, `${at}/change`, `${at}/change?at=5`, `${at}/versions`, `${at}/changes?from=${first.buildId}`, `/builds/${first.buildId}/timeline`, `/builds/${first.buildId}/timeline?at=60`, shareUrl, `${shareUrl}/files/README.md`, '/plans'];
      for (const path of paths) await check(page, path);
    });

    test('a queue in which something runs, waits and is parked', async ({ page }) => {
      await signUp(page.request);
      const builds = [];
      for (let n = 0; n < 6; n += 1) builds.push(await startBuild(page.request, WORDS));
      for (const path of ['/queue', `/builds/${builds[4]}`, `/builds/${builds[5]}`]) await check(page, path);
      await page.request.post(`/api/v1/build/${builds[5]}/cancel`);
      await check(page, `/queue?cancelled=${builds[5]}`);
    });

    test('opened agents, and forms that have answered', async ({ page }) => {
      await signUp(page.request);
      const { buildId } = await build(page.request, WORDS);
      const at = `/builds/${buildId}`;
      await page.goto(`${at}/change`);
      await page.getByLabel('What should be different?').fill('Show the recipes as a board');
      await page.getByRole('button', { name: 'What would it mean?' }).click();
      await expect(page.getByRole('heading', { name: 'What it would mean' })).toBeVisible();
      await expectNoSidewaysScroll(page, 'what a change would mean');
      await expectAccessible(page, 'what a change would mean');

      await page.goto(at);
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      await expectNoSidewaysScroll(page, 'opened agents');
      await expectAccessible(page, 'opened agents');

      await page.goto('/workspace');
      await page.getByRole('radio', { name: /^Anthropic/ }).check();
      await page.getByRole('region', { name: 'Engine' }).getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Enter the price').first()).toBeVisible();
      await expectNoSidewaysScroll(page, 'the engine');
      await expectAccessible(page, 'the engine');
    });

    test('the palette', async ({ page }) => {
      await page.goto('/');
      await expect(async () => {
        await page.keyboard.press('Control+k');
        await expect(page.getByRole('dialog', { name: 'Go to' })).toBeVisible({ timeout: 500 });
      }).toPass();
      await expectAccessible(page, 'palette');
      await expectNoSidewaysScroll(page, 'palette');
    });
  });
}

async function check(page: import('@playwright/test').Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('h1').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await expectNoSidewaysScroll(page, path);
  await expectAccessible(page, path);
}
