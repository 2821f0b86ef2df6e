// A plan says how deep a build goes; another plan, and the next build has a server of its own.
import { contentOf } from '../support/handed-over.ts';
import { build, expect, signUp, test } from '../support/test.ts';

const WORDS = 'A tool for a repair shop: customers, repairs with status and due date, sign-in for staff';

test.setTimeout(150_000);

test('a changed plan lets a build make a server', async ({ page }) => {
  await signUp(page.request);
  await page.goto('/plans');
  await expect(page.getByRole('row', { name: /^Free/ })).toContainText('your plan');
  await page.getByRole('button', { name: 'Change to Professional' }).click();
  await expect(page).toHaveURL('/plans');
  await expect(page.getByRole('row', { name: /^Professional/ })).toContainText('your plan');
  await expect(page.getByRole('button', { name: 'Change to Professional' })).toHaveCount(0);

  const { buildId } = await build(page.request, WORDS);
  await page.goto(`/builds/${buildId}`);
  await expect(page.getByRole('heading', { level: 3, name: /^Backend/ })).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download zip' }).click();
  const files = [...(await contentOf(await downloading)).keys()];
  expect(files.filter((path) => path.startsWith('server/')), files.join(' ')).not.toEqual([]);
  expect(files.filter((path) => path.endsWith('.sql')), files.join(' ')).not.toEqual([]);
});

test('a guest reads what each plan means without being offered a change', async ({ page }) => {
  await page.goto('/plans');
  await expect(page.getByRole('heading', { name: 'How far a build goes' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Change to/ })).toHaveCount(0);
});

test('an owner reads what each change would mean here before changing', async ({ page }) => {
  await signUp(page.request);
  await build(page.request, WORDS);
  await page.goto('/plans');
  await expect(page.getByText('of 5 builds used this month')).toBeVisible();
  const starter = page.locator('details', { hasText: 'Up to Starter' });
  await expect(starter).toHaveAttribute('open', '');
  await expect(starter).toContainText('Nothing is charged on this server');
  await expect(starter).toContainText('49 left until');
  const ultimate = page.locator('details', { hasText: 'Up to Ultimate' });
  await ultimate.locator('summary').click();
  await expect(ultimate).toContainText('It brings: backend phase, integration phase, analytics, testing phase.');
  await page.getByRole('button', { name: 'Change to Ultimate' }).click();
  const down = page.locator('details', { hasText: 'Down to Free' });
  await down.locator('summary').click();
  await expect(down).toContainText('what was built deeper stays as it is');
});
