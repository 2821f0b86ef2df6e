// The three pictures of the README: the question with its quote, a build at work, a finished application.
import { fileURLToPath } from 'node:url';
import { PASSWORD, build, expect, signUp, test } from '../support/test.ts';

const picture = (name: string) => fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));

test.use({ pace: 350, colorScheme: 'light' });

test('landing.png', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'What do you want to build?' }).fill('A recipe box where my family can save recipes with ingredients and rate them');
  await expect(page.getByRole('region', { name: 'Quote' })).toContainText('$');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture('landing'), animations: 'disabled' });
});

test('build.png', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'What do you want to build?' }).fill('A recipe box where my family can save recipes with ingredients and rate them');
  await page.getByRole('button', { name: 'Build it', exact: true }).click();
  await page.getByLabel('Email').fill('ada@shopify.com');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up and build it' }).click();
  // The moment when much is done and something is at work.
  await page.setViewportSize({ width: 1360, height: 1020 });
  const percent = async () => Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'));
  await expect.poll(percent, { intervals: [100] }).toBeGreaterThan(80);
  await expect(page.locator('svg[role=img] g[data-state=running]').first()).toBeVisible();
  await page.screenshot({ path: picture('build'), animations: 'disabled' });
});

test('application.png', async ({ page }) => {
  await signUp(page.request);
  const made = await build(page.request, 'A recipe box where my family can save recipes with ingredients and rate them');
  await page.goto(made.previewUrl);
  await expect(page.locator('h1')).toBeVisible();
  await page.screenshot({ path: picture('application'), animations: 'disabled' });
});
