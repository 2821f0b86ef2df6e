
describe('{{title}}', () => {
  test('stands below its record, and nothing is added without words', async () => {
    const { id } = await add('{{entity}}');
    const me = await {{someone}};
    const comments = async () => (await api.get('/everything')).body.records._comments.filter((one) => one.of === id);
    assert.ok((await me.post(`/{{entity}}/${id}/comments`, { text: 'Well said <b>here</b>.' })).status < 300);
    assert.deepEqual((await comments()).map((one) => one.text), ['Well said <b>here</b>.']);
    isRefused(await me.post(`/{{entity}}/${id}/comments`, { text: '   ' }), 400, 'text');
    assert.equal((await comments()).length, 1);
    await api.remove(`/{{entity}}/${id}`);
    assert.deepEqual(await comments(), [], 'it goes with its record');
  });
});
