// The queue's page: what runs, what waits and why, live; and the live counter of a build against its quote.
import type { Page } from '@playwright/test';
import { expect, signUp, startBuild, test } from '../support/test.ts';

// Slow enough for a build to be seen at work.
test.use({ pace: 150 });
test.setTimeout(150_000);

const RECIPES = 'A recipe box where my family can save recipes with ingredients and rate them';
const CHORES = 'A chore list for a shared flat with turns and reminders';
const BOOKS = 'A reading list: books with author, pages and a rating';

const rows = (page: Page, list: string) => page.getByRole('region', { name: list }).getByRole('listitem');

test('the queue tells what runs, what waits and why, and follows without a reload', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/queue');
  await expect(page.getByText('Nothing runs and nothing waits')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isStill: true }));

  const first = await startBuild(page.request, RECIPES);
  const second = await startBuild(page.request, CHORES);
  const third = await startBuild(page.request, BOOKS);
  await expect(rows(page, 'Running')).toContainText(['Slot 1 of 1']);
  await expect(rows(page, 'Running').getByRole('link')).toHaveAttribute('href', `/builds/${first}`);
  await expect(rows(page, 'Waiting')).toHaveCount(2);
  await expect(rows(page, 'Waiting').first()).toContainText(/Position 1.*Starts in about .*\(.*\), waiting because your plan runs 1 build at a time/s);
  await expect(rows(page, 'Waiting').nth(1).getByRole('link')).toHaveAttribute('href', `/builds/${third}`);
  await expect(page.getByText('Your plan, Free, runs 1 build at a time and starts 5 a month')).toBeVisible();

  await expect(rows(page, 'Running').getByRole('link')).toHaveAttribute('href', `/builds/${second}`, { timeout: 60_000 });
  await expect(rows(page, 'Waiting')).toHaveCount(1);
  expect(await page.evaluate(() => 'isStill' in window), 'nothing was loaded again').toBe(true);
});

test('a build is cancelled from the queue, and put back', async ({ page }) => {
  await signUp(page.request);
  await startBuild(page.request, RECIPES);
  await startBuild(page.request, CHORES);
  await startBuild(page.request, BOOKS);
  await page.goto('/queue');
  await rows(page, 'Waiting').first().getByRole('button', { name: /^Cancel/ }).click();
  await expect(page).toHaveURL(/\/queue\?cancelled=/);
  await expect(page.getByText(/^Cancelled: .*What it had made is kept/)).toBeVisible();
  await expect(rows(page, 'Waiting')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo: let it go on' }).click();
  await expect(page).toHaveURL('/queue');
  await expect(rows(page, 'Waiting')).toHaveCount(2);
});

test('it is one of the places to go, in the header and in the palette', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/builds');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Queue' }).click();
  await expect(page).toHaveURL('/queue');
  await page.getByRole('link', { name: 'Start a build' }).click();
  await expect(page).toHaveURL('/');
  const palette = page.getByRole('dialog', { name: 'Go to' });
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible({ timeout: 500 });
  }).toPass();
  await palette.getByRole('textbox').fill('queue');
  await palette.getByRole('link', { name: 'Queue' }).click();
  await expect(page).toHaveURL('/queue');
});

test('a build counts what each phase and agent cost so far, against what was quoted', async ({ page }) => {
  await signUp(page.request);
  const id = await startBuild(page.request, RECIPES);
  await page.goto(`/builds/${id}`);
  const meter = page.getByRole('meter', { name: 'Cost so far against the quote' });
  await expect(meter).toHaveAttribute('aria-valuetext', /^\$\d.* of about \$\d.*, quoted \$.* to \$/);
  const counter = page.getByRole('region', { name: 'Cost by phase' });
  const discovery = counter.locator('details', { hasText: 'Discovery' });
  await expect(discovery.locator('summary')).toContainText(/\$0\.\d*[1-9]\d*.*of about \$0\.\d+/s, { timeout: 30_000 });
  await expect(discovery.getByText('Oracle')).toBeHidden();
  await discovery.locator('summary').click();
  await expect(discovery.getByText('Oracle')).toBeVisible();
  await expect(discovery.getByRole('listitem').filter({ hasText: 'Oracle' })).toContainText(/of about \$/);
  const quoted = await counter.locator('details > summary').evaluateAll((all) => all.map((one) => Number(/of about \$([\d.]+)/.exec(one.textContent ?? '')?.[1])));
  const total = Number(/of about \$([\d.]+)/.exec((await counter.locator('p').textContent()) ?? '')?.[1]);
  expect(Math.abs(quoted.reduce((sum, one) => sum + one, 0) - total), 'the phases are the whole quote').toBeLessThan(0.05);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the queue is complete, and asks for itself again', async ({ page }) => {
    await signUp(page.request);
    await startBuild(page.request, RECIPES);
    await startBuild(page.request, CHORES);
    await page.goto('/queue');
    await expect(rows(page, 'Waiting').first()).toContainText(/Starts in about .*waiting because your plan runs 1 build at a time/);
    await expect(page.locator('meta[http-equiv=refresh]')).toHaveCount(1);
    await rows(page, 'Waiting').first().getByRole('button', { name: /^Cancel/ }).click();
    await expect(page.getByText(/^Cancelled: .*What it had made is kept/)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Waiting' })).toHaveCount(0);
  });
});
