
describe('{{title}}', () => {
  const pay = (id, amount) => api.post(`/{{entity}}/${id}/payments`, { amount });
  const state = async (id) => (await api.get(`/{{entity}}/${id}`)).body.{{status}};

  test('lowers what is owed, and settles it when nothing is left', async () => {
    const { id } = await add('{{entity}}', { {{amount}}: {{total}}, {{status}}: {{open}} });
    const part = await pay(id, 4000);
    assert.ok(part.status < 300, JSON.stringify(part.body));
    assert.equal(part.body.{{invoice}}, id);
    assert.notEqual(await state(id), {{paid}});
    assert.ok((await pay(id, 6000)).status < 300);
    assert.equal(await state(id), {{paid}});
  });

  test('is more than nothing, and whole cents', async () => {
    const { id } = await add('{{entity}}', { {{amount}}: {{total}}, {{status}}: {{open}} });
    for (const amount of [0, -100, 1.5, 'all', undefined]) assert.equal((await pay(id, amount)).status, 400, String(amount));
    isRefused(await pay('never-given', 100), 404);
  });
});
