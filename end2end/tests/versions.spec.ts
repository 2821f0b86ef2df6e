// A finished build is changed: only some agents work, the difference is shown, and the old version comes back.
import type { Page } from '@playwright/test';
import { build, expect, signUp, test } from '../support/test.ts';

const WORDS = 'A recipe box where my family can save recipes with ingredients and rate them';
const CHANGE = 'Add a due date to recipes';

test.setTimeout(120_000);

test('a change is worked on by a few agents, shows what differs, and can be taken back', async ({ page }) => {
  await signUp(page.request);
  const first = await build(page.request, WORDS);
  await page.goto(`/builds/${first.buildId}`);
  const everybody = await agentsDone(page);

  await test.step('what it would mean is said before anybody works', async () => {
    await page.getByRole('link', { name: 'Change something' }).click();
    await page.getByLabel('What should be different?').fill(CHANGE);
    await page.getByRole('button', { name: 'What would it mean?' }).click();
    const meaning = page.getByRole('status').filter({ hasText: 'What it would mean' });
    await expect(meaning).toContainText(/due date/i);
    await expect(meaning).toContainText(/\$\d/);
    await expect(page.getByLabel('What should be different?')).toHaveValue(CHANGE);
  });

  await test.step('it becomes version 2, made by those whom it concerns', async () => {
    await page.getByRole('button', { name: 'Build it' }).click();
    await expect(page).not.toHaveURL(new RegExp(first.buildId));
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('header').filter({ hasText: 'Version 2:' })).toContainText(CHANGE);
    const few = await agentsDone(page);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(everybody);
  });

  await test.step('the difference is shown line by line', async () => {
    await page.getByRole('link', { name: 'Versions and sharing' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: CHANGE })).toHaveAttribute('aria-current', 'true');
    await page.getByRole('link', { name: 'What differs in version 2' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Version 2 against 1');
    const model = page.getByRole('region', { name: 'Differences in app.model.json' });
    await expect(model.locator('[data-kind=added]').filter({ hasText: /due/i }).first()).toBeVisible();
  });

  await test.step('version 1 comes back as version 3, at once and for nothing', async () => {
    await page.getByRole('link', { name: 'Versions', exact: true }).click();
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await expect(page.getByText('Done', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Versions and sharing' }).click();
    const restored = page.getByRole('listitem').filter({ hasText: 'Restored from version 1' });
    await expect(restored).toContainText('nobody had to work');
    await expect(restored).toContainText('$0');
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, expectedMessages: /status of 400/ });

  test('words of which nothing can be made are answered beside the field, and kept', async ({ page }) => {
    await signUp(page.request);
    const { buildId } = await build(page.request, WORDS);
    await page.goto(`/builds/${buildId}/change`);
    const field = page.getByLabel('What should be different?');

    await page.getByRole('button', { name: 'What would it mean?' }).click();
    await expect(page.locator('#instruction-help')).toContainText('Say what should be different');

    await field.fill('Zwxq the blorp');
    await page.getByRole('button', { name: 'Build it' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveValue('Zwxq the blorp');
    await expect(page.locator('#instruction-help')).toContainText('Nothing could be made of this');

    await field.fill(CHANGE);
    await page.getByRole('button', { name: 'What would it mean?' }).click();
    await expect(page.getByRole('heading', { name: 'What it would mean' })).toBeVisible();
    await page.getByRole('button', { name: 'Build it' }).click();
    await expect(page.getByText('Version 2:')).toBeVisible();
  });
});

async function agentsDone(page: Page): Promise<number> {
  return Number(await page.locator('dl div', { hasText: 'Agents done' }).locator('strong').textContent());
}
