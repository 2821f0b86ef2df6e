
describe('{{title}}', () => {
  test('takes one score from each person, the last one', async () => {
    const { id } = await add('{{entity}}');
    const me = await {{someone}};
    const scores = async () => (await api.get('/everything')).body.records._ratings.filter((one) => one.of === id).map((one) => one.score);
    for (const score of [1, {{max}}]) assert.ok((await me.put(`/{{entity}}/${id}/rating`, { score })).status < 300);
    assert.deepEqual(await scores(), [{{max}}]);
    for (const score of [0, {{max}} + 1, 'good', undefined]) isRefused(await me.put(`/{{entity}}/${id}/rating`, { score }), 400, 'score');
    isRefused(await me.put('/{{entity}}/never-given/rating', { score: 1 }), 404);
  });
});
