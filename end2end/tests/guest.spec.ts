// A guest's way: words, quote, link, two fields, a build that is watched, an application that is used and taken along.
import { contentOf, startFromReadme } from '../support/handed-over.ts';
import { goTo, keepARecipe } from '../support/made.ts';
import { PASSWORD, expect, newEmail, test } from '../support/test.ts';

const WORDS = 'A recipe box where my family can save recipes with ingredients and rate them';

// Slow enough to be watched.
test.use({ pace: 150 });
test.setTimeout(150_000);

test('a guest gets a quote while typing, a build that lives, and an application that runs', async ({ page, browser, baseURL }) => {
  await page.goto('/');
  const quote = page.getByRole('region', { name: 'Quote' });

  await test.step('the quote appears while typing pauses', async () => {
    await expect(quote).toContainText('The quote appears here');
    await page.getByRole('textbox', { name: 'What do you want to build?' }).pressSequentially(WORDS);
    await expect(quote).toContainText(/\$\d+\.\d\d to \$\d+\.\d\d/);
    await expect(quote.locator('dl div', { hasText: 'Agents' }).locator('strong')).toHaveText(/^\d+$/);
    await expect(quote.getByRole('button', { name: 'Build it without Ratings' })).toBeVisible();
    await expect(quote.locator('li', { hasText: 'Ratings' }).locator('q')).toContainText('rate');
    await expect(page).toHaveURL('/');
  });

  await test.step('a feature is taken out and put back', async () => {
    await quote.getByRole('button', { name: 'Build it without Ratings' }).click();
    await expect(quote.getByRole('button', { name: 'put back' })).toBeVisible();
    await expect(quote.getByRole('button', { name: 'Build it without Ratings' })).toHaveCount(0);
    await quote.getByRole('button', { name: 'put back' }).click();
    await expect(quote.getByRole('button', { name: 'Build it without Ratings' })).toBeVisible();
  });

  await test.step('the request waits under a link that another device opens', async () => {
    await page.getByRole('button', { name: 'Build it', exact: true }).click();
    await expect(page).toHaveURL(/\/signup\?queue=/);
    const request = page.getByRole('complementary', { name: 'Your request' });
    await expect(request).toContainText(WORDS);
    const link = await request.getByRole('link', { name: /\/queue\// }).getAttribute('href');
    const elsewhere = await (await browser.newContext({ baseURL })).newPage();
    await elsewhere.goto(link ?? '');
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Ready to be built');
    await expect(elsewhere.getByText(WORDS)).toBeVisible();
    await elsewhere.context().close();
  });

  await test.step('two fields later the build runs', async () => {
    await expect(page.locator('form input:visible')).toHaveCount(2);
    await page.getByLabel('Email').fill(newEmail('guest'));
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up and build it' }).click();
    await expect(page).toHaveURL(/\/builds\/[0-9a-f-]{36}$/);
  });
  const address = page.url();

  await test.step('it is seen working, without a reload', async () => {
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const cost = page.locator('dl div', { hasText: 'Cost so far' }).locator('strong');
    const bar = page.getByRole('progressbar', { name: 'Progress of the build' });
    const story = page.getByRole('region', { name: 'What is happening' }).getByRole('listitem');
    await expect(page.locator('p[data-state=running]')).toContainText('Running');
    await expect(page.locator('svg[role=img] g[data-state=running]').first()).toBeVisible();
    const before = { cost: await amount(cost), percent: Number(await bar.getAttribute('aria-valuenow')), lines: await story.count() };
    await expect.poll(() => amount(cost)).toBeGreaterThan(before.cost);
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(before.percent);
    await expect.poll(() => story.count()).toBeGreaterThan(before.lines);
    await expect(page.locator('svg[role=img] g[data-state=completed]').first()).toBeVisible();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 });
    await expect(bar).toHaveAttribute('aria-valuenow', '100');
    await expect(page.locator('svg[role=img] g:not([data-state=completed])[data-state]')).toHaveCount(0);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });

  await test.step('an agent opens to what it decided, wrote and cost', async () => {
    const agent = page.locator('#agent-pixel');
    await agent.locator('summary').click();
    await expect(agent.getByRole('heading', { name: 'Decided' })).toBeVisible();
    await expect(agent.getByRole('link', { name: 'index.html' })).toBeVisible();
    await expect(agent.getByText(/tokens in/)).toBeVisible();
  });

  await test.step('the application is used in its frame', async () => {
    await expect(page.locator('iframe')).toHaveAttribute('sandbox', /^(?!.*allow-same-origin)/);
    await keepARecipe(page.frameLocator('iframe'), 'Stew of the frame');
  });

  await test.step('its files are read', async () => {
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Files');
    await page.getByRole('link', { name: 'README.md', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Content of the file' })).toContainText('node serve.mjs');
    await page.goto(`${address}/costs`);
    const lines = await page.locator('tbody td.money').allTextContents();
    const total = await page.locator('tfoot td.money').textContent();
    expect(sumOf(lines)).toBe(sumOf([total ?? '']));
  });

  await test.step('the zip runs with the one command of its README', async () => {
    await page.goto(address);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download zip' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+\.zip$/);
    const files = await contentOf(download);
    const application = await startFromReadme(files);
    await page.goto(application.url);
    await keepARecipe(page, 'Stew of the zip');
    await keepsOverAReload();
    await application.stop();
  });

  async function keepsOverAReload() {
    await goTo(page, 'Recipes');
    const kept = page.locator('.title-link').first();
    const name = await kept.textContent();
    await page.reload();
    await expect(page.getByRole('link', { name: name ?? '' }).first()).toBeVisible();
  }
});

async function amount(locator: import('@playwright/test').Locator): Promise<number> {
  return Number((await locator.textContent())?.replace('$', ''));
}

/** Exact: in ten-thousandths of a cent, as whole numbers. */
function sumOf(amounts: string[]): bigint {
  const units = (text: string) => {
    const [whole, decimals = ''] = text.replace(/[$,\s]/g, '').replace('−', '-').split('.') as [string, string?];
    return BigInt(`${whole}${decimals.padEnd(8, '0')}`);
  };
  return amounts.map(units).reduce((sum, one) => sum + one, 0n);
}
