
describe('{{title}}', () => {
  const path = (record, verb) => `/{{slot}}/${record.id}/${verb}`;
  const open = (places) => add('{{slot}}', { {{starts}}: {{soon}}, {{capacity}}: places });

  test('fills up to the places there are, and a cancelled place is free again', async () => {
    const slot = await open(1);
    const [first, second] = {{people}};
    const booked = await first.post(path(slot, 'book'));
    assert.ok([200, 201].includes(booked.status), JSON.stringify(booked.body));
    assert.equal(booked.body.{{field}}, slot.id);
    isRefused(await second.post(path(slot, 'book')), 409);
    const cancelled = await first.post(path(slot, 'cancel'));
    assert.ok([200, 204].includes(cancelled.status), JSON.stringify(cancelled.body));
    assert.ok([200, 201].includes((await second.post(path(slot, 'book'))).status));
  });

  test('gives the last place to one person only, however many ask at once', async () => {
    const slot = await open(2);
    const crowd = await Promise.all(Array.from({ length: 6 }, () => {{someone}}));
    const answers = await Promise.all(crowd.map((one) => one.post(path(slot, 'book'))));
    const won = answers.filter((one) => one.status < 300).length;
    assert.equal(won, {{winners}}, answers.map((one) => one.status).join(' '));
    assert.equal((await api.get('/everything')).body.records.{{booking}}.filter((one) => one.{{field}} === slot.id).length, won);
  });

  test('holds no second place for the same person', async () => {
    const slot = await open(5);
    const me = await {{someone}};
    await me.post(path(slot, 'book'));
    isRefused(await me.post(path(slot, 'book')), 409);
  });

  test('is over when it has begun', async () => {
    const slot = await add('{{slot}}', { {{starts}}: {{past}}, {{capacity}}: 5 });
    isRefused(await (await {{someone}}).post(path(slot, 'book')), 409);
    isRefused(await (await {{someone}}).post('/{{slot}}/never-given/book'), 404);
  });
});
