
test('the figures name what happened', async () => {
  await api.get('/{{main}}');
  await api.get('/no-such-thing');
  const answer = await fetch(`${server.address}/metrics`);
  assert.equal(answer.status, 200);
  const text = await answer.text();
  for (const name of ['http_requests_total{', 'http_request_duration_seconds_bucket{', 'process_uptime_seconds', 'records{entity="{{main}}"}']) assert.ok(text.includes(name), name);
  assert.match(text, /status="404"/);
  assert.doesNotMatch(text, /never-given/, 'routes are patterns, or the figures would never end');
});
