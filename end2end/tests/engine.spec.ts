// Who plays the agents: chosen by a form, with a key that nobody sees again.
import type { Page } from '@playwright/test';
import { expect, signUp, test } from '../support/test.ts';

const KEY = 'sk-a-key-that-nobody-may-see-wxyz';

test.use({ expectedMessages: /status of 400/ });

test('an engine is chosen, kept and removed, and its key is in no page and no answer', async ({ page }) => {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));
  await signUp(page.request);
  await page.goto('/workspace');
  const section = page.getByRole('region', { name: 'Engine' });
  await expect(section).toContainText('the built-in engine plays the agents');
  await expect(section.getByLabel('Key', { exact: true })).toBeHidden();

  await test.step('what is wrong stands beside its field, and what was typed stays', async () => {
    await section.getByRole('radio', { name: /^Anthropic/ }).check();
    await fillModels(page);
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#key-message')).toContainText('needs a key');
    await expect(page.locator('[id="models.deep.name"]')).toHaveValue('deep-model');
    await expect(page.locator('[id="models.deep.priceIn"]')).toHaveValue('2.50');
  });

  await test.step('with a key it is kept, of which four signs are shown', async () => {
    await section.getByLabel('Key', { exact: true }).fill(KEY);
    await section.getByRole('checkbox', { name: /^Safety net/ }).check();
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(page).toHaveURL(/\/workspace#engine$/);
    await expect(section).toContainText('Anthropic plays the agents');
    await expect(page.locator('#key-message')).toContainText('ends in wxyz');
    await expect(section.getByRole('checkbox', { name: /^Safety net/ })).toBeChecked();
    await expect(page.locator('[id="models.light.name"]')).toHaveValue('light-model');
  });

  await test.step('another address asks for the key again', async () => {
    await section.getByLabel('Address').fill('https://8.8.8.8/v1');
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#key-message')).toContainText('enter the key again');
    await expect(section.getByLabel('Address')).toHaveValue('https://8.8.8.8/v1');
  });

  await test.step('a price that is none is said', async () => {
    await page.locator('[id="models.light.priceOut"]').fill('cheap');
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('[id="models.light.priceOut-message"]')).toContainText('dollars for a million tokens');
  });

  await test.step('removed, it is what the server has set up', async () => {
    await page.goto('/workspace');
    await section.getByRole('button', { name: 'Remove' }).click();
    await expect(section).toContainText('the built-in engine plays the agents');
    await expect(section.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  });

  answers.push((await page.request.get('/api/v1/tenant/engine')).text());
  for (const text of await Promise.all(answers)) expect(text).not.toContain(KEY);
});

async function fillModels(page: Page): Promise<void> {
  for (const name of ['light', 'standard', 'deep']) {
    await page.locator(`[id="models.${name}.name"]`).fill(`${name}-model`);
    await page.locator(`[id="models.${name}.priceIn"]`).fill('2.50');
    await page.locator(`[id="models.${name}.priceOut"]`).fill('10');
  }
}
