// A build is looked at as it was, and gone on from there.
import type { Page } from '@playwright/test';
import { build, expect, signUp, test } from '../support/test.ts';

const WORDS = 'A recipe box where my family can save recipes with ingredients and rate them';

test.setTimeout(120_000);

test('the timeline shows a build as it was, by keyboard, and a new version goes on from there', async ({ page }) => {
  await signUp(page.request);
  const { buildId } = await build(page.request, WORDS);
  await page.goto(`/builds/${buildId}/timeline`);
  const last = Number(await slider(page).getAttribute('max'));
  const all = await files(page);
  await expect(page.locator('iframe')).toBeVisible();

  await test.step('at its middle there are fewer files, and no preview of what was not there yet', async () => {
    await page.goto(`/builds/${buildId}/timeline?at=${Math.floor(last / 3)}`);
    expect(await files(page)).toBeLessThan(all);
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(page.locator('a[aria-current=step]')).toHaveCount(1);
  });

  await test.step('the slider is moved by keys and keeps the focus', async () => {
    const before = Number(await slider(page).inputValue());
    await slider(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(new RegExp(`at=${before + 2}#moment$`));
    await expect(slider(page)).toBeFocused();
    await page.keyboard.press('End');
    await expect(page).toHaveURL(new RegExp(`at=${last}#moment$`));
    expect(await files(page)).toBe(all);
  });

  await test.step('a file is read as it was', async () => {
    await page.goto(`/builds/${buildId}/timeline?at=${Math.floor(last / 3)}`);
    const first = page.getByRole('region', { name: 'Files' }).getByRole('link').first();
    await expect(first).toHaveAttribute('href', new RegExp(`at=${Math.floor(last / 3)}`));
    await first.click();
    await expect(page.getByRole('region', { name: 'Content of the file' })).toBeVisible();
    await page.goBack();
  });

  await test.step('a version goes on from there and is finished', async () => {
    await page.getByRole('link', { name: 'Go on from here' }).click();
    await expect(page.getByText(`From the moment after event ${Math.floor(last / 3)}`)).toBeVisible();
    await page.getByRole('button', { name: 'Build it' }).click();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.frameLocator('iframe').locator('h1').first()).toBeVisible();
    await page.getByRole('link', { name: 'Versions and sharing' }).click();
    await expect(page.getByText(`Went on from event ${Math.floor(last / 3)} of version 1`)).toBeVisible();
  });
});

function slider(page: Page) {
  return page.getByRole('slider', { name: /^Moment/ });
}

async function files(page: Page): Promise<number> {
  return Number(await page.locator('main dl div', { hasText: 'Files' }).locator('dd').textContent());
}
