
describe('{{title}}', () => {
  const isLow = async (id) => (await api.get('/{{entity}}/low')).body.some((one) => one.id === id);

  test('is listed at its level and below, and not above', async () => {
    const { id } = await add('{{entity}}', { {{quantity}}: 6, {{threshold}}: 5 });
    assert.equal(await isLow(id), false);
    const taken = await api.post(`/{{entity}}/${id}/adjust`, { by: -1 });
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    assert.equal(taken.body.{{quantity}}, 5);
    assert.equal(await isLow(id), true);
    await api.post(`/{{entity}}/${id}/adjust`, { by: 3 });
    assert.equal(await isLow(id), false);
  });

  test('is never less than nothing', async () => {
    const { id } = await add('{{entity}}', { {{quantity}}: 1, {{threshold}}: 5 });
    isRefused(await api.post(`/{{entity}}/${id}/adjust`, { by: -2 }), 409);
    isRefused(await api.post(`/{{entity}}/${id}/adjust`, { by: 'all' }), 400, 'by');
    assert.equal((await api.get(`/{{entity}}/${id}`)).body.{{quantity}}, 1);
  });

  test('counts right when several take at once', async () => {
    const { id } = await add('{{entity}}', { {{quantity}}: 3, {{threshold}}: 5 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => api.post(`/{{entity}}/${id}/adjust`, { by: -1 })));
    assert.equal(answers.filter((one) => one.status === 200).length, 3);
    assert.equal((await api.get(`/{{entity}}/${id}`)).body.{{quantity}}, 0);
  });
});
