// What every page has: the switch of colours, the palette, the keys.
import { expect, signUp, test } from '../support/test.ts';

test.use({ colorScheme: 'light' });

/** Repeats until the page is awake enough to answer. */
const once = (act: () => Promise<void>) => expect(act).toPass({ timeout: 10_000 });

test('the colours are switched, and the next page arrives in them', async ({ page }) => {
  await page.goto('/');
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const day = await ink();
  await once(async () => {
    await page.getByRole('button', { name: 'Switch between light and dark colours' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark', { timeout: 500 });
  });
  await expect.poll(ink).not.toBe(day);
  const night = await ink();
  await page.goto('/plans');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await ink()).toBe(night);
  await page.getByRole('button', { name: 'Switch between light and dark colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('Control K opens the palette, which leads anywhere', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/plans');
  const palette = page.getByRole('dialog', { name: 'Go to' });
  await once(async () => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible({ timeout: 500 });
  });
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.press('Control+k');
  await palette.getByRole('textbox').fill('work');
  await expect(palette.getByRole('link')).toHaveText(['Workspace']);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/workspace');
});

test('a question mark lists the keys, a slash goes to the field', async ({ page }) => {
  await page.goto('/');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await once(async () => {
    await page.keyboard.press('?');
    await expect(keys).toBeVisible({ timeout: 500 });
  });
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('/');
  const field = page.getByRole('textbox', { name: 'What do you want to build?' });
  await expect(field).toBeFocused();
  await page.keyboard.type('either/or?');
  await expect(field).toHaveValue('either/or?');
  await expect(keys).toBeHidden();
});

test('the first Tab offers the way past the header', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
