
describe('{{title}}', () => {
  const take = (slot) => valid('{{booking}}', async () => slot.id).then((values) => api.post('/{{booking}}', { ...values, {{field}}: slot.id{{seats}} }));

  test('fills up to the places there are, and a cancelled place is free again', async () => {
    const slot = await add('{{slot}}', { {{starts}}: {{soon}}, {{capacity}}: 2 });
    const [first, second, third] = [await take(slot), await take(slot), await take(slot)];
    assert.deepEqual([first.status, second.status], [201, 201], JSON.stringify(second.body));
    isRefused(third, 409);
    await api.remove(`/{{booking}}/${first.body.id}`);
    assert.equal((await take(slot)).status, 201);
  });

  test('gives the last place once, however many ask at once', async () => {
    const slot = await add('{{slot}}', { {{starts}}: {{soon}}, {{capacity}}: 1 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(slot)));
    assert.equal(answers.filter((one) => one.status === 201).length, 1);
  });
});
