// The main journeys: what everybody does with every thing that {{name}} keeps.
import { entities } from '../../js/schema.js';
import { words } from '../../js/words.js';
import { add, enter, expect, fillIn, listOf, open, pageOf, test, typed } from '../support/browser.mjs';
import { findable, wordOf } from '../support/values.mjs';

/** Things whose changes wait for a yes from everybody. */
const waiting = {{waiting}};
const shown = Object.values(entities).filter((entity) => entity.inNavigation);
const save = (page, name) => page.locator('form.form').getByRole('button', { name, exact: true });

test.beforeEach(async ({ page }) => { await enter(page); });

test('it opens with its examples, and every link of the navigation leads somewhere', async ({ page }) => {
  await open(page);
  const links = await page.locator('#nav-list a').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
  expect(links.length).toBeGreaterThan(1);
  for (const href of links) {
    await open(page, href);
    await expect(page.locator('main h1').first()).not.toHaveText(words.error.address.title);
    // What a page says when a value is missing that it counted on.
    expect(await page.locator('body').innerText()).not.toMatch(/\b(null|undefined|NaN)\b|\[object /);
  }
});

for (const { id: entity, singular } of shown) {
  const field = findable(entity);

  test(`${singular}: added by its form, there after a reload, changed, found`, async ({ page }) => {
    const values = await typed(page, entity);
    await open(page, listOf(entity));
    await page.locator('[data-new]').first().click();
    await fillIn(page, entity, values);
    await save(page, words.things[entity].add).click();
    await expect(page).toHaveURL(new RegExp(`#/${entities[entity].path}/(?!new)[^/]+$`));
    await expect(page.locator('main')).toContainText(field ? wordOf(values[field.id]) : singular);
    // A page that is left before the server has answered would have to send it again.
    const { hash } = new URL(page.url());
    await expect.poll(async () => (await page.request.get(`/api/${entity}/${hash.split('/').at(-1)}`)).status()).toBe(200);
    await page.reload();
    if (!field) return;
    await expect(page.locator('main')).toContainText(wordOf(values[field.id]));

    if (!waiting.includes(entity)) {
      await page.getByRole('link', { name: words.action.edit, exact: true }).click();
      const other = (await typed(page, entity))[field.id];
      await page.locator(`#field-${field.id}`).fill(other);
      await save(page, words.action.save).click();
      await expect(page.locator('main')).toContainText(wordOf(other));
      values[field.id] = other;
    }
    await open(page, listOf(entity));
    await page.locator('#list-search').fill(wordOf(values[field.id]));
    await expect(page.locator('.found')).toHaveText(/^1 /);
    await open(page, '#/search');
    await page.locator('#search').fill(wordOf(values[field.id]));
    await expect(page.locator('.found')).toHaveText(/^1 /);
  });

  test(`${singular}: deleted, and brought back by one press`, async ({ page }) => {
    const record = await add(page, entity);
    await open(page, pageOf(entity, record.id));
    await page.locator('main').getByRole('button', { name: words.action.remove, exact: true }).click();
    await expect(page.locator('.toast')).toBeVisible();
    await expect.poll(async () => (await page.request.get(`/api/${entity}/${record.id}`)).status()).toBe(404);
    await page.locator('.toast').getByRole('button', { name: words.action.undo }).click();
    await expect.poll(async () => (await page.request.get(`/api/${entity}/${record.id}`)).status()).toBe(200);
    await open(page, pageOf(entity, record.id));
    await expect(page.getByText(words.error.gone.title)).toHaveCount(0);
  });

  test(`${singular}: an empty form says what is missing, and keeps the focus there`, async ({ page }) => {
    await open(page, listOf(entity, '/new'));
    // What the form fills in by itself is emptied, so that something is missing.
    for (const input of await page.locator('form.form input[type=text]').all()) await input.fill('');
    await save(page, words.things[entity].add).click();
    const needed = entities[entity].fields.find((one) => one.required && !['boolean', 'status', 'choice'].includes(one.type));
    if (!needed) return;
    await expect(page.locator('.error:visible').first()).toBeVisible();
    await expect(page.locator('[aria-invalid="true"]').first()).toBeFocused();
    await expect(page).toHaveURL(/\/new$/);
  });
}

test('an address that does not exist says so', async ({ page }) => {
  await open(page, '#/no-such-place/at/all');
  await expect(page.locator('main h1')).toHaveText(words.error.address.title);
});
