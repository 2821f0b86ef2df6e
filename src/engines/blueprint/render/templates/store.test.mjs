// Tests of the data layer with this application's own things. Run: node --test tests/
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { entities, refersTo, validate } from '../js/schema.js';
import { seeds } from '../js/seeds.js';
import { all, create, exportAll, find, importAll, remove, reset, seeded, subscribe, titleOf, update } from '../js/store.js';

beforeEach(() => { reset(); });

test('the examples of every thing are there', () => {
  for (const [entity, list] of Object.entries(seeds)) assert.equal(all(entity).length, list.length, entity);
});

test('every example would be accepted by its form', () => {
  for (const entity of Object.keys(entities)) {
    for (const record of all(entity)) assert.deepEqual(validate(entity, record), {}, `${entity} ${record.id}`);
  }
});

test('every reference of an example leads to a record', () => {
  for (const entity of Object.keys(entities)) {
    for (const { entity: other, field } of refersTo(entity)) {
      for (const record of all(other)) {
        for (const id of [record[field.id] ?? []].flat()) assert.ok(find(entity, id), `${other} ${record.id} names the ${entity} ${id}`);
      }
    }
  }
});

test('dates of the examples are counted from the first day', () => {
  const text = JSON.stringify(seeded(new Date(2026, 0, 31)));
  assert.doesNotMatch(text, /"@[+-]?\d/);
});

test('a {{one}} is added, found, changed and deleted, and each can be undone', () => {
  const [example] = all('{{main}}');
  const { id: _, ...values } = example;
  const before = all('{{main}}').length;
  const made = create('{{main}}', { ...values, {{title}}: {{title_value}} });
  assert.equal(all('{{main}}').length, before + 1);
  assert.equal(find('{{main}}', made.id).{{title}}, {{title_value}});
  assert.ok(titleOf('{{main}}', made));

  const undoChange = update('{{main}}', made.id, { {{title}}: {{title_other}} });
  assert.equal(find('{{main}}', made.id).{{title}}, {{title_other}});
  undoChange();
  assert.equal(find('{{main}}', made.id).{{title}}, {{title_value}});

  const { undo } = remove('{{main}}', made.id);
  assert.equal(find('{{main}}', made.id), undefined);
  undo();
  assert.ok(find('{{main}}', made.id));
});

test('deleting takes along what cannot be without it, and undo brings all of it back', () => {
  for (const entity of Object.keys(entities)) {
    for (const record of all(entity)) {
      const counts = Object.keys(entities).map((one) => all(one).length);
      const { undo } = remove(entity, record.id);
      for (const { entity: other, field } of refersTo(entity)) {
        assert.ok(!all(other).some((one) => [one[field.id]].flat().includes(record.id)), `${other} still names ${record.id}`);
      }
      undo();
      assert.deepEqual(Object.keys(entities).map((one) => all(one).length), counts);
    }
  }
});

test('what is exported can be imported again', () => {
  const text = exportAll();
  remove('{{main}}', all('{{main}}')[0].id);
  importAll(text);
  assert.equal(exportAll(), text);
  assert.throws(() => importAll('{"application":"another","records":{}}'));
});

test('who listens hears of a change, once it stops no more', () => {
  let heard = 0;
  const stop = subscribe(() => { heard += 1; });
  update('{{main}}', all('{{main}}')[0].id, {});
  stop();
  update('{{main}}', all('{{main}}')[0].id, {});
  assert.equal(heard, 1);
});
