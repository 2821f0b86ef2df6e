
  test('takes no more than there is', async () => {
    const one = await add('{{entity}}', { {{price}}: 1250, {{stock}}: 1 });
    const me = await {{someone}};
    isRefused(await me.post(`/{{entity}}/${one.id}/basket`, { quantity: 2 }), 409);
    assert.ok((await me.post(`/{{entity}}/${one.id}/basket`, { quantity: 1 })).status < 300);
    await api.patch(`/{{entity}}/${one.id}`, { {{stock}}: 0 });
    isRefused(await me.post('/checkout', to), 409);
    await api.patch(`/{{entity}}/${one.id}`, { {{stock}}: 1 });
    assert.ok((await me.post('/checkout', to)).status < 300);
  });
