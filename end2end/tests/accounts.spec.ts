// Coming in and going out: what goes wrong is said beside its field, and what was typed stays.
import { execute } from '../support/database.ts';
import { PASSWORD, build, expect, newEmail, signUp, startBuild, test } from '../support/test.ts';

const WORDS = 'A garden diary with beds, plants and watering days';

test.describe('forms that are refused', () => {
  // The browser notes each answer that is not a success.
  test.use({ expectedMessages: /status of (400|401|409)/ });

  test('signing up names the field and keeps the address', async ({ page, playwright, baseURL }) => {
    const email = newEmail('taken');
    const other = await playwright.request.newContext({ baseURL });
    await signUp(other, email);
    await page.goto('/signup');

    await page.getByLabel('Email').fill(newEmail('short'));
    const typed = await page.getByLabel('Email').inputValue();
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#password-message')).toContainText('at least 8 characters');
    await expect(page.getByLabel('Email')).toHaveValue(typed);
    await expect(page.getByLabel('Password')).toHaveValue('');

    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.locator('#email-message')).toContainText('already has an account');
    await expect(page.getByLabel('Email')).toHaveValue(email);
    await expect(page.getByLabel('Email')).toBeFocused();
    await other.dispose();
  });

  test('signing in with a wrong password says so, and with the right one leads in', async ({ page, playwright, baseURL }) => {
    const other = await playwright.request.newContext({ baseURL });
    const email = await signUp(other);
    await page.goto('/login');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Email or password is wrong');
    await expect(page.getByLabel('Email')).toHaveValue(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL('/builds');
    await other.dispose();
  });
});

test('a member signs out and is a guest again', async ({ page }) => {
  const email = await signUp(page.request);
  await page.goto('/account');
  await expect(page.getByText(email)).toBeVisible();
  await expect(page.getByText('this one')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  await page.goto('/builds');
  await expect(page).toHaveURL('/login?next=/builds');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/builds');
});

test('a new address gets a workspace that fits its domain and can be changed in one click', async ({ page }) => {
  await signUp(page.request, newEmail('nurse').replace('example.com', 'mayoclinic.org'));
  await page.goto('/workspace');
  await expect(page.locator('main')).toContainText('healthcare');
  await page.getByLabel('Line of work').selectOption({ label: 'Education' });
  await page.getByRole('button', { name: 'Preset it again' }).click();
  await expect(page.locator('main')).toContainText('Preset for education');
});

test('an API key is shown once, works, and is revoked', async ({ page, playwright, baseURL }) => {
  await signUp(page.request);
  await page.goto('/account');
  await page.getByLabel('What is the new key for?').fill('The build robot');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const secret = (await page.getByText(/^oly_[\w-]{20,}$/).first().textContent()) ?? '';
  const robot = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
  expect((await robot.get('/api/v1/builds')).status()).toBe(200);
  await page.goto('/account');
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('The build robot')).toHaveCount(0);
  expect((await robot.get('/api/v1/builds')).status()).toBe(401);
  await robot.dispose();
});

test('a link whose hour is over offers to start again with the same text', async ({ page, server }) => {
  test.slow();
  await page.goto('/');
  await page.getByRole('textbox', { name: 'What do you want to build?' }).fill(WORDS);
  await page.getByRole('button', { name: 'Build it', exact: true }).click();
  const link = new URL(page.url()).searchParams.get('queue') ?? '';
  await execute(server.data, `update build_queue set expires_at = now() - interval '1 minute', created_at = now() - interval '61 minutes' where request->>'description' = '${WORDS}'`);
  // What was read of a link is believed for half a minute.
  await expect(async () => {
    await page.goto(`/queue/${link}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has ended', { timeout: 1000 });
  }).toPass({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page.getByRole('textbox', { name: 'What do you want to build?' })).toHaveValue(WORDS);
  await expect(page.getByRole('region', { name: 'Quote' })).toContainText('$');
});

test('a link is claimed by whoever signs in through it, once', async ({ page, playwright, baseURL }) => {
  const guest = await playwright.request.newContext({ baseURL });
  const { queueId } = await (await guest.post('/api/v1/build', { data: { description: WORDS } })).json();
  await signUp(page.request);
  await page.goto(`/queue/${queueId}`);
  await page.getByRole('button', { name: 'Build it', exact: true }).click();
  await expect(page).toHaveURL(/\/builds\/[0-9a-f-]{36}$/);
  await page.goto(`/queue/${queueId}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Already being built');
  await guest.dispose();
});

test('a second build of a free workspace waits, and says where and why', async ({ page }) => {
  await signUp(page.request);
  await startBuild(page.request, WORDS);
  const second = await startBuild(page.request, 'A chore list for a shared flat with turns and reminders');
  await page.goto(`/builds/${second}`);
  await expect(page.locator('main')).toContainText(/Position 1, starts in about .*waiting because your plan runs 1 build at a time/);
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 45_000 });
});

test.describe('what is not there, or somebody else’s', () => {
  test.use({ expectedMessages: /status of 404/ });

  test('an address without a page says so, with a way on', async ({ page }) => {
    const answer = await page.goto('/no/such/page');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
    await expect(page.getByRole('link', { name: 'Start page' })).toBeVisible();
  });

  test('a link that never was is a 404', async ({ page }) => {
    const answer = await page.goto('/queue/never-was');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
  });

  test('a second person finds nothing of the first one’s build', async ({ page, browser, baseURL }) => {
    test.setTimeout(90_000);
    await signUp(page.request);
    const made = await build(page.request, WORDS);
    await page.goto('/builds');
    await expect(page.getByRole('link', { name: made.title })).toBeVisible();

    const second = await browser.newContext({ baseURL });
    await signUp(second.request);
    const theirs = await second.newPage();
    for (const part of ['', '/files', '/files/index.html', '/costs']) {
      const answer = await theirs.goto(`/builds/${made.buildId}${part}`);
      expect(answer?.status(), part).toBe(404);
      await expect(theirs.locator('main')).not.toContainText(made.title);
    }
    for (const part of ['', '/files', '/files/index.html', '/costs', '/events', '/stream', '/archive']) {
      expect((await second.request.get(`/api/v1/build/${made.buildId}${part}`)).status(), part).toBe(404);
    }
    expect((await second.request.post(`/api/v1/build/${made.buildId}/cancel`)).status()).toBe(404);
    await theirs.goto('/builds');
    await expect(theirs.getByText('Nothing here yet')).toBeVisible();
    await second.close();
  });
});
