// A link shows one application to whoever has it, until it is revoked.
import { contentOf } from '../support/handed-over.ts';
import { build, expect, signUp, test, watch } from '../support/test.ts';

const WORDS = 'A reading list: books with author, pages and a rating';

test.setTimeout(90_000);

test('a guest sees a shared application, takes it along, and sees nothing once the link is revoked', async ({ page, browser, baseURL }) => {
  await signUp(page.request);
  const { buildId, title } = await build(page.request, WORDS);
  await page.goto(`/builds/${buildId}/versions`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = page.getByRole('link', { name: /\/shared\// });
  await expect(link).toHaveText(new RegExp(`^${baseURL}/shared/`));
  const path = (await link.getAttribute('href')) ?? '';

  const context = await browser.newContext({ baseURL });
  const seen = watch(context);
  const guest = await context.newPage();

  await test.step('how it was built, its files and the application itself are there', async () => {
    await guest.goto(path);
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(guest.frameLocator('iframe').locator('h1').first()).toBeVisible();
    await guest.locator('#agent-oracle summary').click();
    await expect(guest.locator('#agent-oracle').getByRole('heading', { name: 'Decided' })).toBeVisible();
    await guest.getByRole('region', { name: 'Files' }).getByRole('link', { name: 'README.md' }).click();
    await expect(guest.getByRole('region', { name: 'Content of the file' })).toContainText('serve.mjs');
    await guest.goBack();
  });

  await test.step('nothing of it can be changed', async () => {
    await expect(guest.locator('main form')).toHaveCount(0);
    await expect(guest.locator('main a[href*="/builds/"]')).toHaveCount(0);
    expect((await context.request.get(`/api/v1/build/${buildId}`)).status()).toBe(401);
  });

  await test.step('its zip is whole', async () => {
    const downloading = guest.waitForEvent('download');
    await guest.getByRole('link', { name: 'Download zip' }).click();
    const files = await contentOf(await downloading);
    expect([...files.keys()]).toEqual(expect.arrayContaining(['README.md', 'index.html']));
  });
  expect(seen).toEqual([]);

  await test.step('revoked, it is gone', async () => {
    await page.getByRole('button', { name: 'Revoke the link' }).click();
    await expect(page.getByRole('button', { name: 'Make a link' })).toBeVisible();
    expect((await guest.goto(path))?.status()).toBe(404);
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
    expect((await context.request.get(`${path}/files/README.md`)).status()).toBe(404);
    expect((await context.request.get(`${path}/archive`)).status()).toBe(404);
  });
  await context.close();
});
