
describe('Search', () => {
  test('finds a new record by a word of it, and not after it is gone', async () => {
    const field = findable('{{main}}');
    const made = await add('{{main}}');
    const find = async () => (await api.get(`/search?q=${encodeURIComponent(wordOf(made[field.id]))}`)).body.items;
    const [hit] = await find();
    assert.equal(hit.entity, '{{main}}');
    assert.equal(hit.id, made.id);
    assert.ok(hit.title);
    await api.remove(`/{{main}}/${made.id}`);
    assert.deepEqual(await find(), []);
  });

  test('takes any text as words', async () => {
    for (const text of ['"', 'a AND', '(', 'NEAR/2', '*', "' OR 1=1 --", 'title:x', '-']) {
      assert.equal((await api.get(`/search?q=${encodeURIComponent(text)}`)).status, 200, text);
    }
  });
});
