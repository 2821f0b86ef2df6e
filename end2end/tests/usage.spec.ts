// What two builds cost is on the usage page to the last digit: by build, by agent, by day, as a table and as a picture.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/axe.ts';
import { execute } from '../support/database.ts';
import { build, expect, signUp, test } from '../support/test.ts';

const RECIPES = 'A recipe box where my family can save recipes with ingredients and rate them';
const BOOKS = 'A reading list: books with author, pages and a rating';

test.setTimeout(150_000);

test('the numbers are those of the builds, however they are told apart', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/usage');
  await expect(page.getByText('Nothing was spent')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Start a build' })).toBeVisible();

  const builds = [await build(page.request, RECIPES), await build(page.request, BOOKS)];
  const ledgers: bigint[] = [];
  for (const { buildId } of builds) {
    await page.goto(`/builds/${buildId}/costs`);
    ledgers.push(exact(await page.getByRole('row', { name: /^Total/ }).locator('.money').innerText()));
  }
  const spent = ledgers.reduce((sum, ledger) => sum + ledger);

  await test.step('each build has its ledger’s total, and the total is their sum', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('link', { name: 'Build', exact: true }).click();
    await expect(page).toHaveURL('/usage?range=30d&group=build');
    for (const [place, { title }] of builds.entries()) {
      expect(await amount(page, 'Cost by build', title)).toBe(ledgers[place]);
    }
    expect(await amount(page, 'Cost by build', 'Total')).toBe(spent);
  });

  await test.step('by agent and by day it is the same sum', async () => {
    await page.getByRole('link', { name: 'Agent', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Cost by agent' }).getByRole('row', { name: /^Oracle/ })).toBeVisible();
    expect(await amount(page, 'Cost by agent', 'Total')).toBe(spent);
    await page.getByText('Day by day').click();
    expect(await amount(page, 'Cost by day', 'Total')).toBe(spent);
  });

  await test.step('the picture says what it shows, part by part', async () => {
    const chart = page.getByRole('img', { name: /^Cost of each day, .* in all/ });
    await expect(chart).toBeVisible();
    const titles = await chart.locator('rect title').allTextContents();
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.every((title) => /^\d+ [A-Z][a-z]+: .+ \$\d/.test(title)), titles.join('\n')).toBe(true);
  });

  await test.step('the file for spreadsheets has the same sum', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^olympus-usage-.*-by-agent\.csv$/);
    const [, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(rows.map((row) => exact(row.split(',').at(-1) ?? '')).reduce((sum, cost) => sum + cost)).toBe(spent);
  });

  await test.step('two builds on one day are too little for a forecast', async () => {
    await expect(page.getByText('No forecast yet')).toBeVisible();
    await expect(page.getByText('It needs 5 complete days')).toBeVisible();
  });
});

test('with enough days there is a range to the end of the month, and the days before to compare with', async ({ page, server }) => {
  await signUp(page.request);
  const { buildId } = await build(page.request, RECIPES);
  await spread(server.data, buildId);
  await page.goto('/usage?range=7d');
  const month = page.getByRole('region', { name: /to its end$/ });
  await expect(month).toContainText(/\$[\d.]+ to \$[\d.]+/);
  await expect(month).toContainText(/n = \d+ complete days/);
  await expect(page.getByRole('region', { name: 'The 7 days before' })).toContainText(/These days cost .* (more|less)|the same/);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      for (const path of ['/usage', '/usage?range=month&group=phase', '/usage?range=month&group=build']) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await page.evaluate(() => document.fonts.ready);
        await expectNoSidewaysScroll(page, `${path} ${colorScheme} ${width}`);
        await expectAccessible(page, `${path} ${colorScheme} ${width}`);
      }
    }
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('days are chosen by a form, and stay in the address', async ({ page }) => {
    await signUp(page.request);
    await build(page.request, BOOKS);
    const today = new Date().toISOString().slice(0, 10);
    await page.goto('/usage?group=phase');
    const total = await amount(page, 'Cost by phase', 'Total');
    await page.getByLabel('From', { exact: true }).fill(today);
    await page.getByLabel('To', { exact: true }).fill(today);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(`/usage?range=custom&group=phase&from=${today}&to=${today}`);
    expect(await amount(page, 'Cost by phase', 'Total')).toBe(total);

    await page.getByLabel('From', { exact: true }).fill('2025-03-02');
    await page.getByLabel('To', { exact: true }).fill('2025-03-09');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('Nothing was spent in these days: 2 Mar to 9 Mar 2025')).toBeVisible();
    await expect(page.getByLabel('From', { exact: true })).toHaveValue('2025-03-02');
  });
});

test.describe('wrong dates', () => {
  test.use({ expectedMessages: /status of 400/ });

  test('are kept, and what is wrong is said beside them', async ({ page }) => {
    await signUp(page.request);
    await page.goto('/usage');
    await page.getByLabel('From', { exact: true }).fill('2026-03-02');
    await page.getByLabel('To', { exact: true }).fill('2026-03-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByRole('alert')).toContainText('The last day must not be before the first day.');
    await expect(page.getByLabel('To', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('From', { exact: true })).toHaveValue('2026-03-02');
  });
});

/** `$0.0123` in units of 10⁻¹², exactly. */
function exact(text: string): bigint {
  const [, whole = '', decimals = ''] = /^\$?(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  expect(whole, text).not.toBe('');
  return BigInt(whole + decimals.padEnd(12, '0'));
}

async function amount(page: Page, table: string, row: string): Promise<bigint> {
  const cell = page.getByRole('region', { name: table }).getByRole('row').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) });
  return exact(await cell.locator('.money').innerText());
}

/** Lets the lines of a build have come on the days before, as if it had taken weeks. */
async function spread(data: string, buildId: string): Promise<void> {
  await execute(data, `update build_costs set at = at - (1 + abs(hashtext(agent_id)) % 21) * interval '1 day' where build_id = '${buildId}'`);
}
