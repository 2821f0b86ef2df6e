
describe('{{title}}', () => {
  test('counts each day once', async () => {
    const { id } = await add('{{entity}}');
    const days = async () => (await api.get('/everything')).body.records.{{log}}.filter((one) => one.{{field}} === id).map((one) => one.{{date}}.slice(0, 10));
    for (const date of [day(-1), day(0), day(0)]) assert.ok((await api.post(`/{{entity}}/${id}/tick`, { date })).status < 300);
    assert.deepEqual((await days()).sort(), [day(-1), day(0)]);
    isRefused(await api.post(`/{{entity}}/${id}/tick`, { date: 'today' }), 400, 'date');
  });
});
