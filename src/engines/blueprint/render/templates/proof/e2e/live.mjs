
test('what somebody else adds shows up without a reload', async ({ page }) => {
  const field = findable('{{main}}');
  await open(page, listOf('{{main}}'));
  const many = async () => Number.parseInt(await page.locator('.found').innerText(), 10);
  const before = await many();
  const record = await add(page, '{{main}}');
  await expect.poll(many).toBe(before + 1);
  await page.locator('#list-search').fill(wordOf(record[field.id]));
  await expect(page.locator('.found')).toHaveText(/^1 /);
});
