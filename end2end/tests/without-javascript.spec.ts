// The same way with JavaScript off, as far as a finished build and its download.
import { contentOf } from '../support/handed-over.ts';
import { PASSWORD, build, expect, newEmail, signUp, test } from '../support/test.ts';

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

test('a kept link can be copied whole, and says at sign-up when it was used', async ({ page, browser, baseURL }) => {
  const { queueId } = await (await page.request.post('/api/v1/build', { data: { description: 'A reading list: books with author, pages and a rating' } })).json();
  await page.goto(`/queue/${queueId}`);
  await expect(page.getByRole('link', { name: /\/queue\// })).toHaveText(`${baseURL}/queue/${queueId}`);
  await signUp(page.request);
  expect((await page.request.post('/api/v1/build/claim', { data: { queueId } })).status()).toBe(200);

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
  await stranger.goto(`/signup?queue=${queueId}`);
  await expect(stranger.getByText('This link was used')).toBeVisible();
  await expect(stranger.getByRole('button', { name: 'Sign up', exact: true })).toBeVisible();
  await stranger.context().close();
});

test('somebody who is signed in is not asked to sign up', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/signup');
  await expect(page).toHaveURL('/builds');
});

test('the story of a build opens at its newest line', async ({ page }) => {
  await signUp(page.request);
  const { buildId } = await build(page.request, 'A reading list: books with author, pages and a rating');
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.goto(`/builds/${buildId}`);
  const lines = page.getByRole('region', { name: 'What is happening' }).getByRole('listitem');
  await expect(lines.last()).toBeInViewport();
  await expect(lines.first()).not.toBeInViewport();
});

test('a form that cannot be read is answered with a page', async ({ request }) => {
  const tooLong = await request.post('/signup', { form: { email: 'a@example.com', password: 'x'.repeat(2_000_000) } });
  expect(tooLong.status()).toBe(413);
  expect(await tooLong.text()).toContain('more than a form may send');
  const noForm = await request.post('/signup', { headers: { 'content-type': 'text/plain' }, data: 'email=a' });
  expect(noForm.status()).toBe(400);
  expect(await noForm.text()).toContain('was not this form');
});
