// The examples that an empty database begins with, their dates counted from the day of the first start.
import { isoDate, isoTime, plusDays } from '../js/format.js';
import { entities, validate } from '../js/schema.js';
import { seeds } from '../js/seeds.js';

/** `@+3` is in three days, `@-2T18:30` was two days ago. */
function dated(value, today) {
  if (Array.isArray(value)) return value.map((one) => dated(one, today));
  const match = /^@([+-]?\d+)(T\d\d:\d\d)?$/.exec(typeof value === 'string' ? value : '');
  return match ? plusDays(today, Number(match[1])) + (match[2] ?? '') : value;
}

const idOf = (entity, seed, index) => String(seed.id ?? `${entity}-${index + 1}`);

/** An example as a record. */
function recordOf(entity, seed, index, now) {
  const ago = (days) => isoTime(new Date(now.getTime() - days * 86400000));
  const record = Object.fromEntries(Object.entries(seed).map(([name, value]) => [name, dated(value, isoDate(now))]));
  // As if they had been added one after the other over the last weeks.
  return { ...record, id: idOf(entity, seed, index), createdAt: ago(index * 2.7 + 3.2), updatedAt: ago(index * 1.9 + 0.4) };
}

/** Takes out of `record` what is not needed and would be refused: values of the wrong kind, references to what is not there. */
function tidy(entity, record, examples) {
  for (const field of entities[entity].fields) {
    const value = record[field.id];
    const known = (id) => examples[field.entity]?.some((one) => one.id === id);
    if (field.entity && Array.isArray(value)) record[field.id] = value.filter(known);
    else if (field.entity && value && !known(value)) delete record[field.id];
    if (!field.required && validate(entity, record)[field.id]) delete record[field.id];
  }
  return record;
}

/** The examples that can be kept; one that goes may take others along. */
function acceptable(examples) {
  const kept = Object.fromEntries(Object.entries(examples).map(([entity, list]) =>
    [entity, list.filter((record) => Object.keys(validate(entity, tidy(entity, record, examples))).length === 0)]));
  return Object.keys(kept).some((entity) => kept[entity].length < examples[entity].length) ? acceptable(kept) : kept;
}

/** Fills `db` with the examples. */
export function seed(db, records) {
  const now = new Date();
  const examples = Object.fromEntries(Object.entries(seeds).map(([entity, list]) => [entity, list.map((one, index) => recordOf(entity, one, index, now))]));
  db.transaction(() => {
    // Examples point at each other in any order; all of them are there when the transaction ends.
    db.exec('PRAGMA defer_foreign_keys = ON');
    // The last added is shown first.
    for (const [entity, list] of Object.entries(acceptable(examples))) for (const record of list.reverse()) records.put(entity, record);
  });
}
