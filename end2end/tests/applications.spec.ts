// Five requests give five applications that fit them: each is opened and its main promise tried.
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/axe.ts';
import { goTo, keepARecipe } from '../support/made.ts';
import { build, expect, signUp, test, type Build } from '../support/test.ts';

const requests = {
  recipes: 'A recipe box where my family can save recipes with ingredients and rate them',
  invoices: 'Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard',
  gym: 'Gym class booking with login for members and trainers',
  parts: 'An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login',
  wiki: 'Internal wiki with approval of edits and full-text search',
};
type Name = keyof typeof requests;

const made = {} as Record<Name, Build & { files: Map<string, string> }>;

test.setTimeout(120_000);

test.beforeAll('five builds at once, each of its own workspace', async ({ playwright, baseURL }) => {
  await Promise.all(
    Object.entries(requests).map(async ([name, description]) => {
      const request = await playwright.request.newContext({ baseURL });
      await signUp(request);
      const done = await build(request, description);
      const { data } = await (await request.get(`/api/v1/build/${done.buildId}/files`)).json();
      const files = new Map((data as { path: string; sha256: string }[]).map(({ path, sha256 }) => [path, sha256]));
      made[name as Name] = { ...done, files };
      await request.dispose();
    }),
  );
});

test('the five differ in name, in what they keep, in how they look and in how they begin', () => {
  const all = Object.values(made);
  const distinct = (values: (string | undefined)[]) => new Set(values).size;
  expect(distinct(all.map(({ title }) => title))).toBe(5);
  for (const path of ['js/schema.js', 'js/words.js', 'js/routes.js', 'js/pages/home.js', 'css/tokens.css', 'assets/icon.svg', 'docs/brief.md', 'README.md']) {
    expect(all.every(({ files }) => files.has(path)), path).toBe(true);
    expect(distinct(all.map(({ files }) => files.get(path))), path).toBe(5);
  }
  expect(distinct(all.map(({ files }) => files.get('css/layout.css')))).toBeGreaterThanOrEqual(3);
});

/** Opens the application, and looks at its first pages with a reader's eyes in both colours and on a phone. */
async function open(page: Page, name: Name): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(made[name].previewUrl);
      await expect(page.locator('h1')).toBeVisible();
      await expectNoSidewaysScroll(page, `${name}, ${width} px`);
      await expectAccessible(page, `${name}, ${colorScheme}, ${width} px`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('recipes are kept and rated', async ({ page }) => {
  await open(page, 'recipes');
  await keepARecipe(page, 'Stew of the test');
  await page.locator('#list-search').fill('');
  await page.locator('.title-link').first().click();
  const score = page.locator('.rating-average');
  const before = await score.textContent();
  await page.locator('.rate-form .star-input label').last().click();
  await page.getByRole('button', { name: 'Save rating' }).click();
  await expect(page.locator('.toast')).toContainText('Thank you');
  await expect(score).not.toHaveText(before ?? '');
  await expectAccessible(page, 'a recipe');
});

test('a payment settles an invoice', async ({ page }) => {
  await open(page, 'invoices');
  await goTo(page, 'Invoices');
  await expectAccessible(page, 'the invoices');
  await page.getByRole('button', { name: /^Record payment/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reference').fill('T-1');
  await expectAccessible(page, 'a payment');
  await dialog.getByRole('button', { name: 'Record payment' }).click();
  await expect(page.locator('.toast')).toContainText('received');
  await goTo(page, 'Payments');
  await expect(page.getByRole('link', { name: 'T-1' })).toBeVisible();
  await page.goto(`${made.invoices.previewUrl}#/figures`);
  await expect(page.locator('main svg').first()).toBeVisible();
  await expectAccessible(page, 'the dashboard');
});

test('a member signs in and books, a trainer adds a class', async ({ page }) => {
  await open(page, 'gym');
  await page.getByRole('button', { name: /^Book: / }).first().click();
  await page.getByRole('dialog').getByRole('link', { name: 'Sign in' }).click();
  await expectAccessible(page, 'signing in');
  await page.locator('.example', { hasText: 'Member' }).click();
  const book = page.getByRole('button', { name: /^Book: / }).first();
  const name = (await book.getAttribute('aria-label'))?.replace('Book: ', '') ?? '';
  await book.click();
  await expect(page.locator('.toast')).toContainText(`Booked: ${name}`);
  await goTo(page, 'My bookings');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expectAccessible(page, 'my bookings');
  await goTo(page, 'Classes');
  await expect(page.getByRole('link', { name: 'New class' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('#account').getByRole('link', { name: 'Sign in' }).click();
  await page.locator('.example', { hasText: 'Trainer' }).click();
  await goTo(page, 'Classes');
  await expect(page.getByRole('link', { name: 'New class' })).toBeVisible();
});

test('low stock is shown at once, brands are found, and nobody has to sign in', async ({ page }) => {
  await open(page, 'parts');
  await expect(page.getByRole('region', { name: /Running low/ })).toBeVisible();
  await expect(page.getByText(/sign in|log in/i)).toHaveCount(0);
  await goTo(page, 'Spare parts');
  await expect(page.locator('.alert.warning')).toContainText(/run low|runs low/);
  await expectAccessible(page, 'the parts');
  const brand = (await page.locator('tbody tr').first().locator('td').allTextContents()).find((text) => /^[A-Z][A-Za-z+ ]+$/.test(text.trim()))?.trim() ?? '';
  expect(brand).not.toBe('');
  await page.locator('#list-search').fill(brand);
  await expect(page.locator('mark').first()).toHaveText(brand.split(' ')[0] ?? '');
  await page.locator('#list-search').fill('');
  const level = page.locator('.stepper-value').first();
  const before = await level.textContent();
  await page.getByRole('button', { name: /^One more/ }).first().click();
  await expect(level).not.toHaveText(before ?? '');
});

test('an edit is proposed, compared and approved, and every word is found', async ({ page }) => {
  await open(page, 'wiki');
  await goTo(page, 'Pages');
  await page.locator('main .title-link').first().click();
  const address = page.url();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  const body = page.locator('textarea.writing');
  await body.fill(`${await body.inputValue()}\n\nThe aurochs grazes behind the depot.`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  // Without accounts a name is asked for once, on trust.
  await page.locator('#your-name').fill('Mira');
  await page.locator('#your-name').press('Enter');
  await expect(page.locator('.toast')).toContainText('proposal is sent');
  await expect(page.locator('main')).not.toContainText('aurochs');
  await goTo(page, 'To review');
  await expect(page.locator('ins')).toContainText('aurochs');
  await expectAccessible(page, 'a proposal');
  // Nobody approves what was proposed in the same name.
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await page.locator('#reviewer').fill('Nora');
  await page.locator('#reviewer').press('Tab');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Nothing waits')).toBeVisible();
  await page.goto(address);
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await page.locator('#search').fill('aurochs');
  await expect(page.locator('.found')).toHaveText('1 result');
  await expect(page.locator('.results .title-link')).toBeVisible();
  await expectAccessible(page, 'the search');
});
