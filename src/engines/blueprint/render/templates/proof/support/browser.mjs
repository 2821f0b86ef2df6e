// What every test in a browser needs: the server with data of its own, a page that must not complain, and forms.
import { rmSync } from 'node:fs';
import { defineConfig, expect, test as base } from '@playwright/test';
import { app, entities, roles } from '../../js/schema.js';
import { words } from '../../js/words.js';
import { command, freePort, newData, root } from './server.mjs';
import { valid } from './values.mjs';

export { expect };

/** The settings of Playwright for the tests in `testDir`. CHROMIUM_PATH names a browser that is there already. */
export async function settings(testDir) {
  // The processes of Playwright read the settings anew; what the first one chose holds for all.
  process.env.TEST_PORT ??= String(await freePort());
  if (!process.env.TEST_DATA) {
    const data = newData();
    process.env.TEST_DATA = data;
    process.on('exit', () => rmSync(data, { recursive: true, force: true }));
  }
  const address = `http://127.0.0.1:${process.env.TEST_PORT}`;
  const [program, ...args] = command;
  const executablePath = process.env.CHROMIUM_PATH || undefined;
  return defineConfig({
    testDir,
    outputDir: '../../test-results',
    // One server and one set of data: one journey after the other.
    workers: 1,
    timeout: 30_000,
    reporter: 'list',
    use: {
      baseURL: address, browserName: 'chromium', trace: 'retain-on-failure',
      // Chromium's sandbox cannot be set up by root, as in a container.
      launchOptions: { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] },
    },
    webServer: {
      command: [program === 'node' ? JSON.stringify(process.execPath) : program, ...args].join(' '),
      cwd: root,
      url: `${address}/readyz`,
      env: { PORT: process.env.TEST_PORT, HOST: '127.0.0.1', DATA_DIR: process.env.TEST_DATA },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    },
  });
}

/** A test whose page must not write one error into the console, except those that it says it provokes. */
export const test = base.extend({
  provoked: [[], { option: true }],
  page: async ({ page, provoked }, use) => {
    const wrong = [];
    page.on('console', (message) => { if (message.type() === 'error' && !provoked.some((one) => message.text().includes(one))) wrong.push(message.text()); });
    page.on('pageerror', (error) => wrong.push(String(error)));
    const reload = page.reload.bind(page);
    page.reload = async (options) => {
      await settled(page);
      return reload(options);
    };
    await use(page);
    expect(wrong, 'the console is clean').toEqual([]);
  },
});

/** The account that may do everything; undefined where nobody has to sign in. */
export const manager = app.accounts.find(({ role }) => roles.find(({ id }) => id === role).manages) ?? app.accounts[0];
/** An account that may not; undefined where all may the same. */
export const member = app.accounts.find(({ role }) => !roles.find(({ id }) => id === role).manages);

/** Until nothing waits to be sent: leaving the page earlier would cut off what then has to be sent twice. */
export async function settled(page) {
  if (!page.url().startsWith('http')) return;
  const nothingWaits = () => Object.entries(sessionStorage).every(([name, value]) => !name.endsWith(':waiting') || value === '[]');
  await expect.poll(() => page.evaluate(nothingWaits)).toBe(true);
}

/** Opens an address of the application anew. */
export async function open(page, hash = '#/') {
  await settled(page);
  await page.goto('about:blank');
  await page.goto(`/${hash}`);
  await expect(page.locator('main h1').first()).toBeVisible();
}

/** Signs in by one press on an example account, where there are accounts. */
export async function enter(page, account = manager) {
  if (!account) return;
  await open(page, '#/sign-in');
  await page.getByRole('button', { name: words.access.enterAs(account.name) }).click();
  // Asked of the server: on a narrow screen the way out is inside the menu.
  await expect.poll(async () => (await (await page.request.get('/api/session')).json()).person?.name).toBe(account.name);
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Adds a record past the page; who is signed in on the page adds it. */
export async function add(page, entity, changes = {}) {
  const values = { ...await valid(entity, async (other) => (await add(page, other)).id), ...changes };
  const answer = await page.request.post(`/api/${entity}`, { data: values });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

/** Values for a form: all fields but pictures. */
export async function typed(page, entity) {
  const values = await valid(entity, async (other) => (await add(page, other)).id);
  for (const field of entities[entity].fields) if (field.type === 'image') delete values[field.id];
  return values;
}

const setters = {
  boolean: (at, value) => at.setChecked(value),
  choice: (at, value) => at.selectOption(value),
  status: (at, value) => at.selectOption(value),
  reference: (at, value) => at.selectOption(value),
  async references(at, values) {
    for (const value of values) await at.locator(`input[value="${value}"]`).check();
  },
  rating: (at, value) => at.locator(`input[value="${value}"]`).check({ force: true }),
  async line_items(at, [item]) {
    await at.getByLabel(words.field.item.description).first().fill(item.description);
    await at.getByLabel(words.field.item.quantity).first().fill(String(item.quantity));
    await at.getByLabel(words.field.item.price).first().fill((item.unitPrice / 100).toFixed(2));
  },
  tags: (at, value) => at.fill(value.join(', ')),
  lines: (at, value) => at.fill(value.join('\n')),
  money: (at, value) => at.fill((value / 100).toFixed(2)),
};

/** Fills in a form. */
export async function fillIn(page, entity, values) {
  for (const field of entities[entity].fields.filter((one) => values[one.id] !== undefined)) {
    const at = page.locator(`#field-${field.id}`);
    await (setters[field.type] ?? ((place, value) => place.fill(String(value))))(at, values[field.id]);
  }
}

/** The list of a thing. */
export const listOf = (entity, rest = '') => `#/${entities[entity].path}${rest}`;
/** The page of one record. */
export const pageOf = (entity, id) => listOf(entity, `/${encodeURIComponent(id)}`);

/** Says who one is where there are no accounts and a name is asked for, once. */
export async function answerName(page) {
  const name = page.locator('#your-name');
  if (manager || !await name.isVisible()) return;
  await name.fill('Some Body');
  await page.locator('dialog').getByRole('button', { name: words.action.go }).click();
}
