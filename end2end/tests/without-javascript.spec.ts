// The same way with JavaScript off, as far as a finished build and its download.
import { contentOf } from '../support/handed-over.ts';
import { PASSWORD, expect, newEmail, test } from '../support/test.ts';

test.use({ javaScriptEnabled: false });
test.setTimeout(90_000);

test('a guest comes to a finished build and its zip without JavaScript', async ({ page }) => {
  await page.goto('/');
  const quote = page.getByRole('region', { name: 'Quote' });
  await page.getByRole('textbox', { name: 'What do you want to build?' }).fill('A recipe box where my family can save recipes with ingredients and rate them');
  await page.getByRole('button', { name: 'Show the quote' }).click();
  await expect(quote).toContainText(/\$\d+\.\d\d to \$\d+\.\d\d/);
  await expect(page.getByRole('textbox')).toHaveValue(/recipe box/);

  await quote.getByRole('button', { name: 'Build it without Ratings' }).click();
  await expect(quote.getByRole('button', { name: 'Build it without Ratings' })).toHaveCount(0);
  await quote.getByRole('button', { name: 'put back' }).click();
  await expect(quote.getByRole('button', { name: 'Build it without Ratings' })).toBeVisible();

  await page.getByRole('button', { name: 'Build it', exact: true }).click();
  await expect(page).toHaveURL(/\/signup\?queue=/);
  await page.getByLabel('Email').fill(newEmail('plain'));
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up and build it' }).click();
  await expect(page).toHaveURL(/\/builds\/[0-9a-f-]{36}$/);

  // The page asks for itself again until there is nothing more to come.
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(page.locator('meta[http-equiv=refresh]')).toHaveCount(0);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download zip' }).click();
  const files = await contentOf(await downloading);
  expect([...files.keys()]).toEqual(expect.arrayContaining(['README.md', 'index.html', 'manifest.json', 'serve.mjs']));

  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await page.getByRole('link', { name: 'index.html', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Content of the file' })).toContainText('<!doctype html>');
});

test('an example fills the field by a link', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Spare parts for a bicycle shop' }).click();
  await expect(page.getByRole('textbox')).toHaveValue(/find a part by brand/);
  await expect(page.getByRole('region', { name: 'Quote' })).toContainText('$');
});

test('words that are too few are kept and answered', async ({ page }) => {
  await page.goto('/?description=short');
  await expect(page.getByRole('textbox')).toHaveValue('short');
  await expect(page.locator('#description-message')).toContainText('10');
});
