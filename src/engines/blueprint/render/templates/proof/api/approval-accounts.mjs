
describe('{{title}}, by somebody who may not decide', () => {
  test('is neither gone around nor decided by its own writer', async () => {
    const record = await add('{{entity}}');
    const writer = await {{someone}};
    const direct = await writer.patch(`/{{entity}}/${record.id}`, { {{body}}: 'Past the yes.' });
    assert.ok([403, 409].includes(direct.status), String(direct.status));
    await writer.post(`/{{entity}}/${record.id}/proposals`, { {{body}}: 'Mine.' });
    const { id } = (await api.get('/everything')).body.records._proposals.find((one) => one.of === record.id);
    isRefused(await writer.post(`/{{entity}}/${record.id}/proposals/${id}/decision`, { accept: true }), 403);
    assert.equal((await api.get(`/{{entity}}/${record.id}`)).body.{{body}}, record.{{body}});
  });
});
