
describe('{{title}}', () => {
  const to = { name: 'Some Body', email: 'somebody@example.com', street: 'Main Street 1', city: '1000 Town' };

  test('becomes an order at the price of the record, and the stock goes down', async () => {
    const one = await add('{{entity}}', { {{price}}: 1250{{stock_four}} });
    const me = await {{someone}};
    assert.ok((await me.post(`/{{entity}}/${one.id}/basket`, { quantity: 2 })).status < 300);
    const ordered = await me.post('/checkout', to);
    assert.ok(ordered.status < 300, JSON.stringify(ordered.body));
    assert.equal(ordered.body.total, 2500);
{{stock_left}}    isRefused(await me.post('/checkout', to), 409);
  });
{{stock_tests}}
  test('needs an address', async () => {
    const one = await add('{{entity}}', { {{price}}: 1250{{stock_four}} });
    const me = await {{someone}};
    await me.post(`/{{entity}}/${one.id}/basket`, { quantity: 1 });
    isRefused(await me.post('/checkout', { ...to, email: 'nobody' }), 400, 'email');
    isRefused(await me.post(`/{{entity}}/${one.id}/basket`, { quantity: 0 }), 400, 'quantity');
    assert.ok((await me.post('/checkout', to)).status < 300, 'nothing was lost by the mistake');
  });
});
