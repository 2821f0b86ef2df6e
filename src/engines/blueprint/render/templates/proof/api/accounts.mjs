
describe('Accounts', () => {
  const plain = roles.filter((role) => !role.manages);
  /** Somebody new, signed in. */
  const joined = async (more) => {
    const one = visitor();
    await one.signUp(more);
    return one;
  };

  test('are made, signed in with, and left', async () => {
    const email = `somebody-${next()}@example.com`;
    const me = visitor();
    const made = await me.post('/people', { name: 'Some Body', email, password: 'a long password' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal((await me.get('/session')).body.person.name, 'Some Body');
    const cookie = me.cookie();
    assert.equal((await me.remove('/session')).status, 204);
    const stolen = await fetch(`${server.address}/api/session`, { headers: { cookie } });
    assert.equal((await stolen.json()).person, null, 'a cookie is worth nothing once its owner has left');
    const entered = await me.signIn(email, 'a long password');
    assert.equal(entered.status, 200);
    assert.match(entered.headers.getSetCookie().join(), /HttpOnly/i);
    assert.match(entered.headers.getSetCookie().join(), /SameSite=Lax/i);
    isRefused(await visitor().post('/people', { name: 'Another', email: email.toUpperCase(), password: 'a long password' }), [400, 409], 'email');
  });

  test('ask for a name, an address and a long password', async () => {
    for (const [field, value] of [['name', ' '], ['email', 'nobody'], ['password', 'short']]) {
      isRefused(await visitor().post('/people', { name: 'Some Body', email: `a-${next()}@example.com`, password: 'a long password', [field]: value }), 400, field);
    }
  });

  test('do not open with a wrong password, and the answer does not say whether the address is known', async () => {
    const [known] = app.accounts;
    const wrong = await visitor().signIn(known.email, 'not the password');
    const unknown = await visitor().signIn(`nobody-${next()}@example.com`, 'not the password');
    isRefused(wrong, 401);
    assert.deepEqual(unknown.body, wrong.body);
  });

  test('slow down whoever guesses', async () => {
    const own = await startServer();
    let last;
    for (let attempt = 0; attempt < 8; attempt += 1) last = await client(own.address).signIn(app.accounts[0].email, `guess ${attempt}`);
    await own.stop();
    isRefused(last, 429);
    assert.ok(Number(last.headers.get('retry-after')) > 0);
  });

  test('give nobody a role that manages by asking for it', async () => {
    for (const role of plain.length ? roles.filter((one) => one.manages) : []) {
      const me = visitor();
      const answer = await me.post('/people', { name: 'Some Body', email: `a-${next()}@example.com`, password: 'a long password', role: role.id });
      const given = (await me.get('/session')).body?.person?.role;
      assert.ok(answer.status >= 400 || plain.some((one) => one.id === given), `became ${given}`);
    }
  });

  test('are asked for before anything is written', async () => {
    for (const { id: entity } of Object.values(entities)) {
      const { id } = await add(entity);
      isRefused(await visitor().post(`/${entity}`, await valid(entity, async (other) => (await add(other)).id)), 401);
      isRefused(await visitor().patch(`/${entity}/${id}`, {}), 401);
      isRefused(await visitor().remove(`/${entity}/${id}`), 401);
      assert.equal((await visitor().get(`/${entity}`)).status, app.open ? 200 : 401);
    }
  });

  test('may do what their role may, and no more', async () => {
    for (const role of plain) {
      const me = await joined({ role: role.id });
      for (const { id: entity } of Object.values(entities)) {
        const allowed = role.entities[entity] ?? [];
        const values = await valid(entity, async (other) => (await add(other)).id);
        const made = await me.post(`/${entity}`, values);
        const mayAdd = allowed.includes('create') || allowed.includes('book');
        if (mayAdd) assert.equal(made.status, 201, `${role.id} adds ${entity}: ${JSON.stringify(made.body)}`);
        else isRefused(made, 403);
        const other = await add(entity);
        if (!allowed.includes('change-any')) isRefused(await me.patch(`/${entity}/${other.id}`, {}), 403);
        if (!allowed.includes('remove-any')) isRefused(await me.remove(`/${entity}/${other.id}`), 403);
        if (mayAdd && allowed.includes('remove-own')) assert.equal((await me.remove(`/${entity}/${made.body.id}`)).status, 204);
      }
    }
  });

  test('keep their secrets', async () => {
    const address = `private-${next()}@example.com`;
    await joined({ email: address });
    const everything = JSON.stringify((await api.get('/everything')).body);
    assert.doesNotMatch(everything, /scrypt|"hash"|"salt"|"password"/);
    assert.ok(!JSON.stringify((await visitor().get('/everything')).body).includes(address), 'nor does a stranger learn an address');
    assert.notEqual((await api.get('/_sessions')).status, 200);
  });
});
