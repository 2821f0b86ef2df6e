
test('every open window hears of a change', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.address}/api/live`, { signal: stop.signal, headers: { cookie: api.cookie() } });
  assert.match(stream.headers.get('content-type'), /text\/event-stream/);
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  const { seq } = (await api.get('/everything')).body;
  await add('{{main}}');
  let heard = '';
  let latest = 0;
  while (latest <= seq) {
    const { value, done } = await reader.read();
    assert.ok(!done, 'the stream stays open');
    heard += value;
    latest = Math.max(0, ...[...heard.matchAll(/data: \{"seq": ?(\d+)/g)].map((one) => Number(one[1])));
  }
  stop.abort();
});
