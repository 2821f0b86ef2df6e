
describe('{{title}}', () => {
  test('is one vote a person, and can be taken back', async () => {
    const { id } = await add('{{entity}}');
    const votes = async () => (await api.get('/everything')).body.records._votes.filter((one) => one.of === id).length;
    const [one, other] = {{people}};
    for (const voter of [one, one, other]) assert.ok((await voter.put(`/{{entity}}/${id}/vote`)).status < 300);
    assert.equal(await votes(), {{voters}});
    assert.ok((await one.remove(`/{{entity}}/${id}/vote`)).status < 300);
    assert.equal(await votes(), {{voters}} - 1);
    isRefused(await one.put('/{{entity}}/never-given/vote'), 404);
  });
});
