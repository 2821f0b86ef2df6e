// The application's place on a live page, from the first agent to the last: never empty, and silent on the console.
import { expect, signUp, startBuild, test } from '../support/test.ts';

test.setTimeout(150_000);
test.use({ pace: 150 });

test('a whole build with a server is watched without an error, and the frame opens when everybody is done', async ({ page }) => {
  await signUp(page.request);
  expect((await page.request.post('/api/v1/tenant/plan', { data: { tier: 'professional' } })).status()).toBe(200);
  const buildId = await startBuild(page.request, 'A tool for a repair shop: customers, repairs with status and due date, search, and sign-in for staff');
  await page.goto(`/builds/${buildId}`);
  const place = page.getByRole('region', { name: 'The application' });
  await expect(place.getByText(/^It opens here when .+ (is|are) done\.$/)).toBeVisible();
  await expect(place.getByRole('list', { name: 'Decided so far' }).getByRole('listitem').first()).toBeVisible();
  await expect(page.locator('iframe')).toBeVisible({ timeout: 90_000 });
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByText('Done: the application is ready to open.')).toBeVisible({ timeout: 90_000 });
});
