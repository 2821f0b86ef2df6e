// Signing in, signing up, signing out.
import { entities } from '../../js/schema.js';
import { words } from '../../js/words.js';
import { enter, expect, listOf, manager, open, test } from '../support/browser.mjs';
import { next } from '../support/client.mjs';

const out = (page) => page.getByRole('button', { name: words.access.signOut });

test('an example account is entered by one press and left by another', async ({ page }) => {
  await enter(page);
  await expect(page.locator('#account')).toContainText(manager.name);
  await page.reload();
  await expect(page.locator('#account')).toContainText(manager.name);
  await out(page).click();
  await expect(out(page)).toHaveCount(0);
  await page.reload();
  await expect(out(page)).toHaveCount(0);
});

test('somebody new makes an account, leaves, and comes back with the password', async ({ page }) => {
  const email = `new-${next()}@example.com`;
  await open(page, '#/sign-in');
  await page.locator('details.join summary').click();
  await page.locator('#sign-name').fill('Some Body');
  await page.locator('#join-email').fill(email);
  await page.locator('#join-password').fill('a long password');
  await page.getByRole('button', { name: words.access.signUp }).click();
  await expect(page.locator('#account')).toContainText('Some Body');
  await out(page).click();
  await open(page, '#/sign-in');
  await page.locator('#sign-email').fill(email);
  await page.locator('#sign-password').fill('a long password');
  await page.locator('.sign-in-forms form').first().getByRole('button', { name: words.access.signIn }).click();
  await expect(page.locator('#account')).toContainText('Some Body');
});

test.describe('refusals', () => {
  test.use({ provoked: ['401', '429'] });

  test('a wrong password is said, and nobody is signed in', async ({ page }) => {
    await open(page, '#/sign-in');
    await page.locator('#sign-email').fill(`nobody-${next()}@example.com`);
    await page.locator('#sign-password').fill('not the password');
    await page.locator('.sign-in-forms form').first().getByRole('button', { name: words.access.signIn }).click();
    await expect(page.locator('.error:visible')).toHaveText(words.access.wrong);
    await expect(out(page)).toHaveCount(0);
  });
});

test('whoever is not signed in is asked to before anything is added', async ({ page }) => {
  const [first] = Object.values(entities);
  await open(page, listOf(first.id, '/new'));
  await expect(page.locator('.sign-in')).toBeVisible();
});
