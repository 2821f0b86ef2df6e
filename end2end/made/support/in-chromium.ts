// Using a made application as a person does, in Chromium.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Account, Application, Field } from './application.ts';
import { expectNothingFound } from './scan.ts';
import { another, findable, record, wordOf } from './values.ts';

const PASSWORD = 'a long enough password';

/** Opens an address of the application anew. */
export async function open(page: Page, { url }: Application, hash = '#/'): Promise<void> {
  await page.goto('about:blank');
  await page.goto(new URL(hash, url).href);
  await expect(page.locator('main h1').first()).toBeVisible();
}

/** Signs in with one press on an example account, where there are accounts. */
export async function enter(page: Page, application: Application, account: Account | undefined = application.manager): Promise<void> {
  if (!account) return;
  await open(page, application, '#/sign-in');
  await page.getByRole('button', { name: application.words.access.enterAs(account.name) }).click();
  await expect(page.locator('#account')).toContainText(account.name);
}

/** Creates, edits, finds, deletes and brings back what the application is about. */
export async function keepARecord(page: Page, application: Application): Promise<void> {
  const { main, words, waits } = application;
  const field = findable(main);
  const form = page.locator('form.form');
  await enter(page, application);
  await open(page, application, `#/${main.path}`);
  await page.locator('[data-new]').first().click();
  const values = await fillIn(page, application);
  await form.getByRole('button', { name: words.things[main.id]?.add, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`#/${main.path}/(?!new$)[^/]+$`));
  const address = new URL(page.url()).hash;
  if (field) await expect(page.locator('main')).toContainText(wordOf(values[field.id]));
  await kept(page, application, address);
  await page.reload();
  if (field) await expect(page.locator('main')).toContainText(wordOf(values[field.id]));

  if (field && !waits) {
    await page.getByRole('link', { name: words.action.edit, exact: true }).click();
    values[field.id] = another(field);
    await page.locator(`#field-${field.id}`).fill(String(values[field.id]));
    await form.getByRole('button', { name: words.action.save, exact: true }).click();
    await expect(page.locator('main')).toContainText(wordOf(values[field.id]));
  }
  if (field) {
    await open(page, application, `#/${main.path}`);
    await page.locator('#list-search').fill(wordOf(values[field.id]));
    await expect(page.locator('.found')).toHaveText(/^1 /);
  }
  await open(page, application, address);
  await page.locator('main').getByRole('button', { name: words.action.remove, exact: true }).click();
  const undo = page.locator('.toast').getByRole('button', { name: words.action.undo });
  await expect(undo).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(`${address}$`));
  await undo.click();
  await expect(undo).toHaveCount(0);
  await kept(page, application, address);
  await open(page, application, address);
  await expect(page.getByText(words.error.gone.title)).toHaveCount(0);
}

/** Waits until the server, where there is one, has what the page already shows. */
async function kept(page: Page, { hasServer, main }: Application, address: string): Promise<void> {
  if (!hasServer) return;
  // Nothing waits to be sent any more: leaving the page now cuts nothing off that would have to be sent twice.
  const nothingWaits = () => Object.entries(sessionStorage).every(([name, value]) => !name.endsWith(':waiting') || value === '[]');
  await expect.poll(() => page.evaluate(nothingWaits)).toBe(true);
  const path = `/api/${main.id}/${address.split('/').at(-1)}`;
  await expect.poll(async () => (await page.request.get(new URL(path, page.url()).href)).status()).toBe(200);
}

/** Fills in the form of the main thing; gives back what was entered. */
async function fillIn(page: Page, { main, words }: Application): Promise<Record<string, unknown>> {
  await expect(page.locator('form.form')).toBeVisible();
  // What can be pointed at is what the form offers.
  const offered = async ({ id, type }: Field) => {
    const choices = page.locator(type === 'reference' ? `#field-${id} option` : `#field-${id} input`);
    const ids = await choices.evaluateAll((nodes) => nodes.map((node) => (node as HTMLInputElement | HTMLOptionElement).value));
    return ids.find((one) => one !== '');
  };
  const references = main.fields.filter(({ type }) => type === 'reference' || type === 'references');
  const values = await record({ ...main, fields: main.fields.filter((field) => !references.includes(field)) }, async () => undefined);
  for (const field of references) values[field.id] = await offered(field);
  for (const field of main.fields.filter(({ id }) => values[id] !== undefined)) {
    await (setters[field.type] ?? type)(page.locator(`#field-${field.id}`), values[field.id], words);
  }
  return values;
}

type Setter = (at: Locator, value: any, words: Application['words']) => Promise<unknown>;

const type: Setter = (at, value) => at.fill(String(value));
const select: Setter = (at, value) => at.selectOption(value);

const setters: Record<string, Setter> = {
  boolean: (at, value) => at.setChecked(value),
  choice: select,
  status: select,
  reference: select,
  references: (at, value) => at.locator(`input[value="${value}"]`).check(),
  // The stars lie above what is really chosen.
  rating: (at, value) => at.locator(`input[value="${value}"]`).check({ force: true }),
  tags: (at, value) => at.fill(value.join(', ')),
  lines: (at, value) => at.fill(value.join('\n')),
  money: (at, value) => at.fill((value / 100).toFixed(2)),
  async line_items(at, [item], { field: { item: label } }) {
    await at.getByLabel(label.description).first().fill(item.description);
    await at.getByLabel(label.quantity).first().fill(String(item.quantity));
    await at.getByLabel(label.price).first().fill((item.unitPrice / 100).toFixed(2));
  },
};

/** Makes an account, leaves, and comes back with the password; who is not signed in is asked to. */
export async function useAnAccount(page: Page, application: Application): Promise<void> {
  const { words, main } = application;
  const out = page.getByRole('button', { name: words.access.signOut });
  const email = `new.${process.pid}.${Date.now()}@example.com`;
  await open(page, application, `#/${main.path}/new`);
  await expect(page.locator('.sign-in')).toBeVisible();

  await open(page, application, '#/sign-in');
  await page.locator('details.join summary').click();
  await page.locator('#sign-name').fill('Some Body');
  await page.locator('#join-email').fill(email);
  await page.locator('#join-password').fill(PASSWORD);
  await page.getByRole('button', { name: words.access.signUp }).click();
  await expect(page.locator('#account')).toContainText('Some Body');
  await page.reload();
  await expect(page.locator('#account')).toContainText('Some Body');
  await out.click();
  await expect(out).toHaveCount(0);

  await open(page, application, '#/sign-in');
  await page.locator('#sign-email').fill(email);
  await page.locator('#sign-password').fill(PASSWORD);
  await page.locator('.sign-in-forms form').first().getByRole('button', { name: words.access.signIn }).click();
  await expect(page.locator('#account')).toContainText('Some Body');
}

/** Where there are no accounts, the form is there at once and nothing speaks of signing in. */
export async function enterNothing(page: Page, application: Application): Promise<void> {
  await open(page, application, `#/${application.main.path}/new`);
  await expect(page.locator('form.form')).toBeVisible();
  await expect(page.locator('a[href^="#/sign-in"]')).toHaveCount(0);
}

/** Home, list, one record and its form, in both colours, with the eyes of axe. */
export async function lookAround(page: Page, application: Application): Promise<void> {
  const { main } = application;
  await enter(page, application);
  const list = `#/${main.path}`;
  await open(page, application, list);
  const links = await page.locator(`main a[href^="${list}/"]`).evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href') ?? ''));
  const one = links.find((href) => /^[^/]*\/[^/]+\/(?!new$)[^/?]+$/.test(href));
  expect(one, 'the list leads to a record').toBeTruthy();
  for (const address of ['#/', list, one ?? '', `${list}/new`]) {
    await open(page, application, address);
    for (const colorScheme of ['light', 'dark'] as const) await expectNothingFound(page, address, colorScheme);
  }
}
