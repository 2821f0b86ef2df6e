{{alone:// Keeps the data: in the browser's storage where that is allowed, otherwise in memory for as long as the page is open.:}}{{server:// Keeps the data: what the server gave where there is one, otherwise in the browser's storage, or in memory while the page is open.:}}
import { app, entities, refersTo } from './schema.js';
import { seeds } from './seeds.js';
import { isoTime, moment, plusDays, isoDate } from './format.js';

const key = `${app.slug}:data`;
const listeners = new Set();
let data = null;
let keeps = true;
{{server:
let journal = null;
let noted = {};
let acting = false;
const renamed = new Map();
:}}

function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** Whether what is entered outlives the page. */
export function isKept() {
  load();
  return keeps;
}

/** A small setting kept beside the data. */
export function setting(name, value) {
  try {
    if (value === undefined) return storage()?.getItem(`${app.slug}:${name}`) ?? null;
    storage()?.setItem(`${app.slug}:${name}`, value);
  } catch {
    keeps = false;
  }
  return value ?? null;
}

function load() {
  if (data) return data;
  try {
    const text = storage()?.getItem(key);
    if (!storage()) keeps = false;
    if (text) data = JSON.parse(text);
  } catch {
    data = null;
  }
  if (!data?.records) data = { version: 1, records: seeded(new Date()) };
  return data;
}

function save({{server:operation:}}) {
{{server:
  if (acting) return;
  if (journal) {
    journal({ before: noted, after: data.records, operation });
    noted = { ...data.records };
    for (const listener of listeners) listener({ far: false });
    return;
  }
:}}
  try {
    if (!storage()) throw new Error('no storage');
    storage().setItem(key, JSON.stringify(data));
  } catch {
    keeps = false;
  }
  for (const listener of listeners) listener({{server:{ far: false }:}});
}
{{server:

/** Keeps what a server gave from now on; `hears` is told of each change: `{ before, after, operation }`. */
export function join(records, hears) {
  journal = hears;
  replace(records);
}

/** Whether a server keeps the data. */
export const isServed = () => journal !== null;

/** Shows what a server says now. */
export function replace(records) {
  data = { version: 1, records };
  noted = { ...records };
  for (const listener of listeners) listener({ far: true });
}

/** A record got its lasting id. */
export function rename(from, to) {
  renamed.set(from, to);
}

/** Does several changes as one. A server is asked for `operation` instead of them: it decides, and its answer is what stays. */
export function perform(operation, work) {
  if (!journal || acting) return work();
  acting = true;
  try {
    return work();
  } finally {
    acting = false;
    save(operation);
  }
}
:}}

/** The example records, their dates counted from `now`: `@+3` is in three days, `@-2T18:30` was two days ago. */
export function seeded(now) {
  const today = isoDate(now);
  const dated = (value) => {
    if (Array.isArray(value)) return value.map(dated);
    const match = /^@([+-]?\d+)(T\d\d:\d\d)?$/.exec(typeof value === 'string' ? value : '');
    return match ? plusDays(today, Number(match[1])) + (match[2] ?? '') : value;
  };
  const records = {};
  for (const [entity, list] of Object.entries(seeds)) {
    records[entity] = list.map((seed, index) => {
      const values = Object.fromEntries(Object.entries(seed).map(([name, value]) => [name, dated(value)]));
      // As if they had been added one after the other over the last weeks.
      const ago = (days) => isoTime(new Date(now.getTime() - days * 86400000));
      return { ...values, id: String(seed.id ?? `${entity}-${index + 1}`), createdAt: ago(index * 2.7 + 3.2), updatedAt: ago(index * 1.9 + 0.4) };
    });
  }
  return records;
}

/** Calls `listener` after each change{{server:, with `far` when it came from elsewhere:}}; gives back how to stop. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All records of an entity, newest first. */
export function all(entity) {
  return [...(load().records[entity] ?? [])];
}

/** One record, or undefined. */
export function find(entity, id) {
  return (load().records[entity] ?? []).find((record) => record.id === {{server:lasting(id):}}{{alone:id:}});
}
{{server:

const lasting = (id) => renamed.get(id) ?? id;
:}}

/** The records of `entity` whose `field` points at `id`. */
export function related(entity, field, id) {
  return all(entity).filter((record) => [record[field]].flat().includes(id));
}

/** What a record is called. */
export function titleOf(entity, record) {
  const first = entities[entity]?.fields[0];
  if (!record || !first) return '';
  const value = record[first.id];
  if (first.type === 'reference') return titleOf(first.entity, find(first.entity, value)) || entities[entity].singular;
  return value === undefined || value === '' || value === null ? entities[entity].singular : String(value);
}

function newId(entity) {
  const taken = new Set((load().records[entity] ?? []).map((record) => record.id));
  let id;
  do id = `${entity.replace(/^_/, '')}-${Date.now().toString(36)}${Math.floor(Math.random() * 46656).toString(36)}`; while (taken.has(id));
  return id;
}

/** Adds a record and gives it back. */
export function create(entity, values, by) {
  const now = isoTime();
  const record = { ...values, id: newId(entity), createdAt: now, updatedAt: now, ...(by ? { createdBy: by } : {}) };
  load().records[entity] = [record, ...(data.records[entity] ?? [])];
  note(entity, record.id, 'created', by);
  save();
  return record;
}

/** Changes some fields of a record; gives back how to undo it. */
export function update(entity, id, changes, by) {
  const before = find(entity, id);
  if (!before) return () => {};
  const after = { ...before, ...changes, updatedAt: isoTime() };
  put(entity, after);
  note(entity, id, 'changed', by, Object.keys(changes));
  save();
  return () => { put(entity, {{server:{ ...find(entity, id), ...Object.fromEntries(Object.keys(changes).map((name) => [name, before[name] ?? null])) }:}}{{alone:before:}}); save(); };
}

function put(entity, record) {
  load().records[entity] = data.records[entity].map((one) => (one.id === record.id ? record : one));
}

/** Removes a record, and with it those that cannot be without it. `{ removed, undo }`. */
export function remove(entity, id, by) {
  const before = { ...load().records };
  const removed = drop(entity, {{server:lasting(id):}}{{alone:id:}});
  note(entity, id, 'deleted', by);
  save({{server:{ method: 'DELETE', path: [entity, id] }:}});
{{server:
  const after = { ...data.records };
  return { removed, undo: () => { bringBack(before, after); save(); } };
:}}
{{alone:
  return { removed, undo: () => { data.records = before; save(); } };
:}}
}

{{server:
// Only what went: what others did meanwhile stays.
function bringBack(before, after) {
  for (const [entity, list] of Object.entries(before).filter(([name]) => before[name] !== after[name])) {
    const left = new Map(after[entity].map((record) => [record.id, record]));
    const gone = list.filter((record) => !left.has(record.id));
    data.records[entity] = [...gone, ...data.records[entity].filter((record) => !gone.some((one) => one.id === record.id))];
    for (const record of list.filter((one) => left.has(one.id) && left.get(one.id) !== one)) {
      const lost = Object.entries(record).filter(([name, value]) => left.get(record.id)[name] !== value);
      put(entity, { ...find(entity, record.id), id: record.id, ...Object.fromEntries(lost) });
    }
  }
}

:}}
function drop(entity, id) {
  let removed = 1;
  data.records[entity] = (data.records[entity] ?? []).filter((record) => record.id !== id);
  for (const { entity: other, field } of refersTo(entity)) {
    for (const record of related(other, field.id, id)) {
      if (field.required && field.type === 'reference') removed += drop(other, record.id);
      else put(other, { ...record, [field.id]: Array.isArray(record[field.id]) ? record[field.id].filter((one) => one !== id) : null });
    }
  }
  return removed;
}

function note(entity, id, action, by, fields) {
  if (!app.keepsHistory || entity.startsWith('_')) return;
  const entry = { id: newId('_history'), entity, of: id, action, by: by ?? null, fields: fields ?? [], createdAt: isoTime() };
  data.records._history = [entry, ...(data.records._history ?? [])].slice(0, 500);
}

/** Everything, as text that `importAll` reads. */
export function exportAll() {
  return JSON.stringify({ application: app.slug, ...load() }, null, 2);
}

/** Replaces everything; gives back how to undo it. Throws when the text is not an export of this application. */
export function importAll(text) {
  const incoming = JSON.parse(text);
  const lists = incoming.records && Object.values(incoming.records);
  if (incoming.application !== app.slug || !lists?.every(Array.isArray)) throw new Error('not an export of this application');
  const before = load();
  data = { version: 1, records: incoming.records };
  save();
  return () => { data = before; save(); };
}

/** Back to the examples; gives back how to undo it. */
export function reset() {
  const before = load();
  data = { version: 1, records: seeded(new Date()) };
  save();
  return () => { data = before; save(); };
}

/** Tells everyone who listens that something other than the records has changed. */
export function touch({{server:{ far = false } = {}:}}) {
  for (const listener of listeners) listener({{server:{ far }:}});
}

/** How long ago a record was made, in milliseconds. */
export function age(record) {
  return Date.now() - (moment(record.createdAt)?.getTime() ?? 0);
}
