
describe('{{title}}', () => {
  test('is marked and unmarked, part by part', async () => {
    const { id } = await add('{{whole}}');
    const part = await add('{{part}}', { {{field}}: id });
    const me = {{progress_person}};
    const mark = (done, partId = part.id) => me.put(`/{{whole}}/${id}/progress`, { {{part}}Id: partId, done });
    const isDone = async () => {{is_done}};
    assert.ok((await mark(false)).status < 300);
    assert.equal(await isDone(), false);
    assert.ok((await mark(true)).status < 300);
    assert.equal(await isDone(), true);
    assert.ok((await mark(false)).status < 300);
    assert.equal(await isDone(), false);
    isRefused(await mark(true, 'never-given'), 404);
    isRefused(await mark('perhaps'), 400, 'done');
  });
});
