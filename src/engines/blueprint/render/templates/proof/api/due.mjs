
describe('{{title}}', () => {
  test('begins the day after, and ends when it is done', async () => {
    const isListed = async (id) => (await api.get('/{{entity}}/overdue')).body.some((one) => one.id === id);
    const late = await add('{{entity}}', { {{date}}: {{yesterday}}, {{status}}: {{open}} });
    const early = await add('{{entity}}', { {{date}}: {{tomorrow}}, {{status}}: {{open}} });
    assert.equal(await isListed(late.id), true);
    assert.equal(await isListed(early.id), false);
    assert.equal((await api.patch(`/{{entity}}/${late.id}`, { {{status}}: {{done}} })).status, 200);
    assert.equal(await isListed(late.id), false);
  });
});
