// People at their limits: the month's builds of a plan, and the month's budget. Nothing is lost, and both go on.
import type { APIRequestContext, Page } from '@playwright/test';
import { build, expect, signUp, startBuild, test } from '../support/test.ts';

const WORDS = 'A recipe box where my family can save recipes with ingredients and rate them';

test.setTimeout(180_000);

test('the sixth build of a free workspace is parked, explained, and runs after an upgrade', async ({ page }) => {
  await signUp(page.request);
  for (let n = 0; n < 5; n += 1) await startBuild(page.request, WORDS);

  await page.goto('/');
  await page.getByRole('textbox', { name: 'What do you want to build?' }).fill('A chore list for a shared flat with turns and reminders');
  await page.getByRole('button', { name: 'Build it', exact: true }).click();
  await expect(page).toHaveURL(/\/builds\/[0-9a-f-]{36}$/);
  const parked = page.url();
  await expect(page.getByText('Parked until next month')).toBeVisible();
  const now = page.locator('main').getByText('This month\'s builds of your plan are used');
  await expect(now).toContainText('or at once with a higher plan');
  await expect(now.locator('time')).toHaveAttribute('datetime', firstOfNextMonth());

  await test.step('the queue has it, with the way on', async () => {
    await page.goto('/queue');
    const kept = page.getByRole('region', { name: 'Kept for a later month' }).getByRole('listitem');
    await expect(kept).toHaveCount(1);
    await expect(kept.locator('time')).toHaveAttribute('datetime', firstOfNextMonth());
    await kept.getByRole('link', { name: 'Choose a higher plan' }).click();
    await expect(page).toHaveURL('/plans');
  });

  await test.step('the plan says that it starts, and it does', async () => {
    await expect(page.locator('details', { hasText: 'Up to Starter' })).toContainText('1 build that waits for room in the month is let in at once');
    await page.getByRole('button', { name: 'Change to Starter' }).click();
    await expect(page.getByRole('row', { name: /^Starter/ })).toContainText('your plan');
    await page.goto(parked);
    await expect(page.getByText('There is room for this build now')).toBeVisible();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 });
  });
});

test.describe('a budget', () => {
  // Going on without room is refused with a 402.
  test.use({ expectedMessages: /status of 402/ });

  test('warns at 80 %, pauses a build when it has no room, and lets it go on when it is raised', async ({ page, playwright, baseURL }) => {
    const whole = await costOfOne(await playwright.request.newContext({ baseURL }));
    await signUp(page.request);
    // Room for one build and the beginning of another: its longest agent may cost more than is left then.
    await setBudget(page, (whole * 1.9).toFixed(4));
    await build(page.request, WORDS);
    await page.goto('/budget');
    await expect(page.getByRole('row', { name: /^50 %/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /^80 %/ })).toHaveCount(0);

    const second = await startBuild(page.request, WORDS);
    await page.goto(`/builds/${second}`);
    await expect(page.getByText("80 % of this month's budget is used")).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('main p[data-state=paused]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('main p', { hasText: "This month's budget has no room for the next agent" }).getByRole('link', { name: 'See the budget' })).toBeVisible();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText("The month's budget has no room for this build's next agent. Raise the budget")).toBeVisible();
    const spent = await page.locator('dl div', { hasText: 'Cost so far' }).locator('strong').textContent();

    await test.step('the queue says what it needs', async () => {
      await page.goto('/queue');
      const paused = page.getByRole('region', { name: 'Paused by the budget' }).getByRole('listitem');
      await expect(paused).toContainText(/Needs room for \$\d/);
      await expect(paused).toContainText(spent ?? 'nothing');
      await paused.getByRole('link', { name: 'Raise the budget' }).click();
      await expect(page).toHaveURL('/budget');
      await expect(page.getByRole('row', { name: /^80 %/ })).toBeVisible();
    });

    await setBudget(page, '50');
    await page.goto(`/builds/${second}`);
    await expect(page.getByText('The budget has room again')).toBeVisible();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  });
});

async function setBudget(page: Page, dollars: string): Promise<void> {
  await page.goto('/budget');
  await page.getByRole('radio', { name: /^Stop/ }).check();
  await page.getByLabel('Dollars a calendar month').fill(dollars);
  await page.getByRole('button', { name: 'Save the budget' }).click();
  await expect(page.getByText('It stops: no agent begins that could pass it')).toBeVisible();
}

/** What a build of these words costs where nothing stops it; the same every time. */
async function costOfOne(stranger: APIRequestContext): Promise<number> {
  await signUp(stranger);
  const { costUsd } = await build(stranger, WORDS);
  await stranger.dispose();
  return costUsd;
}

function firstOfNextMonth(): string {
  const now = new Date();
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return next.toISOString().replace('.000Z', '+00:00');
}
