// Using a made application as a person does, in its frame or in a window of its own.
import { expect, type FrameLocator, type Page } from '@playwright/test';

/** Where the application is: a page or a frame. */
export type Surface = Page | FrameLocator;

/** Follows a link of the navigation, which may be behind its menu button. */
export async function goTo(app: Surface, name: string): Promise<void> {
  await expect(app.locator('#nav-list a').first()).toBeAttached();
  const menu = app.getByRole('button', { name: 'Menu', exact: true });
  const link = app.locator('#nav-list').getByRole('link', { name: new RegExp(`^${name}\\b`) });
  if ((await menu.isVisible()) && (await menu.getAttribute('aria-expanded')) !== 'true') await menu.click();
  await link.click();
}

/** Makes, changes, finds, deletes and brings back a recipe. */
export async function keepARecipe(app: Surface, title: string): Promise<void> {
  await goTo(app, 'Recipes');
  await app.getByRole('link', { name: 'New recipe' }).click();
  await app.getByRole('button', { name: 'Add recipe' }).click();
  await expect(app.locator('#field-title-error')).toBeVisible();
  await app.getByLabel('Title').fill(title);
  await app.locator('textarea[name=ingredients]').fill('2 carrots\n1 onion');
  await app.locator('textarea[name=steps]').fill('Chop.\nStew.');
  await app.getByRole('button', { name: 'Add recipe' }).click();
  await expect(app.getByRole('heading', { level: 1, name: title })).toBeVisible();

  await app.getByRole('link', { name: 'Edit', exact: true }).click();
  await app.locator('textarea[name=ingredients]').fill('3 carrots');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByText('3 carrots')).toBeVisible();

  await goTo(app, 'Recipes');
  await app.locator('#list-search').fill(title);
  await expect(app.locator('.found')).toHaveText('1 recipe');
  await expect(app.locator('mark').first()).toBeVisible();
  await app.getByRole('link', { name: title }).first().click();

  await app.getByRole('button', { name: 'Delete' }).click();
  await expect(app.locator('.toast')).toContainText(title);
  await app.locator('#list-search').fill(title);
  await expect(app.getByText('Nothing matches')).toBeVisible();
}
