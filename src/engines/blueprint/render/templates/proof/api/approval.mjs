
describe('{{title}}', () => {
  const propose = (by, id, text) => by.post(`/{{entity}}/${id}/proposals`, { {{body}}: text });
  const waiting = async (id) => (await api.get('/everything')).body.records._proposals.find((one) => one.of === id && one.state === 'waiting');

  test('keeps a proposed change apart until somebody says yes, and then the earlier version', async () => {
    const record = await add('{{entity}}');
    const writer = await {{writer}};
    const sent = await propose(writer, record.id, 'The new text.');
    assert.ok(sent.status < 300, JSON.stringify(sent.body));
    assert.equal((await api.get(`/{{entity}}/${record.id}`)).body.{{body}}, record.{{body}});
    const { id } = await waiting(record.id);
    const decided = await api.post(`/{{entity}}/${record.id}/proposals/${id}/decision`, { accept: true });
    assert.ok(decided.status < 300, JSON.stringify(decided.body));
    assert.equal((await api.get(`/{{entity}}/${record.id}`)).body.{{body}}, 'The new text.');
    assert.ok((await api.get('/everything')).body.records._versions.some((one) => one.of === record.id && one.values.{{body}} === record.{{body}}));
    isRefused(await api.post(`/{{entity}}/${record.id}/proposals/${id}/decision`, { accept: false }), 409);
  });

  test('is not accepted by whoever proposed it', async () => {
    const record = await add('{{entity}}');
    const writer = await {{own}};
    await propose(writer, record.id, 'Mine.');
    const { id } = await waiting(record.id);
    isRefused(await writer.post(`/{{entity}}/${record.id}/proposals/${id}/decision`, { accept: true }), 403);
    assert.equal((await api.get(`/{{entity}}/${record.id}`)).body.{{body}}, record.{{body}});
  });

  test('leaves everything as it was after a no', async () => {
    const record = await add('{{entity}}');
    await propose(await {{writer}}, record.id, 'Not this.');
    const { id } = await waiting(record.id);
    assert.ok((await api.post(`/{{entity}}/${record.id}/proposals/${id}/decision`, { accept: false })).status < 300);
    assert.equal((await api.get(`/{{entity}}/${record.id}`)).body.{{body}}, record.{{body}});
    assert.equal(await waiting(record.id), undefined);
  });
});
