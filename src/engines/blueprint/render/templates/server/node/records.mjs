// Records and rows: what the browser knows as `createdAt` and lists is `created_at` and JSON text in the database.
import { randomBytes } from 'node:crypto';
import { isoTime } from '../js/format.js';
import { app, entities } from '../js/schema.js';
import { internal, unseen } from './tables.mjs';

const kept = ['id', 'created_at', 'updated_at', 'created_by'];
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const quote = (name) => `"${name}"`;

const lists = ['tags', 'lines', 'line_items', 'references'];
const numbers = ['number', 'money', 'rating'];
const kindOf = (type) => (lists.includes(type) ? 'json' : numbers.includes(type) ? 'number' : type === 'boolean' ? 'boolean' : 'text');

/** The column of a field; a field that is called as a column of every table gets another name. */
export const columnOf = (field) => ([...kept, 'by', 'changed_by', 'rowid'].includes(field.id) ? `${field.id}_value` : field.id);

function tableOf(name) {
  const fields = entities[name]?.fields.map((field) => ({ column: columnOf(field), name: field.id, kind: kindOf(field.type) })) ?? [];
  const beside = Object.entries(internal[name] ?? unseen[name] ?? {}).map(([column, kind]) => ({ column, name: camel(column), kind }));
  return { name, columns: [...kept.map((column) => ({ column, name: camel(column), kind: 'text' })), ...fields, ...beside] };
}

const tables = new Map([...Object.keys(entities), ...Object.keys(internal)].map((name) => [name, tableOf(name)]));

/** The names of everything that is kept: the things of the application, then what its rules keep. */
export const tableNames = [...tables.keys()];

function toColumn(kind, value) {
  if (value === undefined || value === null || value === '') return null;
  if (kind === 'json') return JSON.stringify(value);
  return kind === 'boolean' ? Number(value) : value;
}

function fromColumn(kind, value) {
  if (kind === 'json') return JSON.parse(value);
  return kind === 'boolean' ? value === 1 : value;
}

function toRecord(table, row) {
  const filled = table.columns.filter(({ column }) => row[column] !== null && row[column] !== undefined);
  return Object.fromEntries(filled.map(({ column, name, kind }) => [name, fromColumn(kind, row[column])]));
}

/** `recipe-mb2k4x9f3a7c`. */
const newId = (name) => `${name.replace(/^_/, '')}-${Date.now().toString(36)}${randomBytes(4).toString('hex')}`;

/** How records are read and written in `db`. */
export function recordsIn(db) {
  const where = (name, conditions) => Object.keys(conditions)
    .map((wanted) => `${quote(tables.get(name).columns.find((one) => one.name === wanted).column)} IS ?`).join(' AND ') || '1';
  const find = (name, id) => {
    const row = typeof id === 'string' ? db.get(`SELECT * FROM ${quote(name)} WHERE "id" = ?`, id) : undefined;
    return row && toRecord(tables.get(name), row);
  };
  /** Records that have these values, newest first. */
  const all = (name, conditions = {}) => db
    .all(`SELECT * FROM ${quote(name)} WHERE ${where(name, conditions)} ORDER BY rowid DESC`, ...Object.values(conditions))
    .map((row) => toRecord(tables.get(name), row));

  function note(name, id, action, by, fields = []) {
    if (!app.keepsHistory || name.startsWith('_')) return;
    put('_history', { id: newId('_history'), entity: name, of: id, action, by, fields, createdAt: isoTime(), updatedAt: isoTime() });
    db.run('DELETE FROM "_history" WHERE rowid <= (SELECT max(rowid) - 500 FROM "_history")');
  }

  function put(name, record) {
    const { columns } = tables.get(name);
    db.run(`INSERT INTO ${quote(name)} (${columns.map(({ column }) => quote(column)).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map((one) => toColumn(one.kind, record[one.name])));
  }

  /** What a rule keeps about records, without what is about one that is gone: that may come back, or is swept later. */
  function living(name) {
    const known = new Map();
    const idsOf = (entity) => {
      if (!known.has(entity)) known.set(entity, new Set(tables.has(entity) ? db.all(`SELECT "id" FROM ${quote(entity)}`).map((row) => row.id) : []));
      return known.get(entity);
    };
    const list = all(name);
    return internal[name]?.of && internal[name].entity && name !== '_history' ? list.filter((one) => idsOf(one.entity).has(one.of)) : list;
  }

  return {
    find, all, put, living,
    first: (name, conditions) => all(name, conditions)[0],
    count: (name) => db.get(`SELECT count(*) AS "count" FROM ${quote(name)}`).count,
    /** Rows of any query over a table, as records. */
    select: (name, rest, ...values) => db.all(`SELECT *, rowid AS "_row" FROM ${quote(name)} ${rest}`, ...values)
      .map((row) => ({ record: toRecord(tables.get(name), row), row })),
    create(name, { id, ...values }, by = null) {
      const now = isoTime();
      const record = { ...values, id: id ?? newId(name), createdAt: now, updatedAt: now, createdBy: by };
      put(name, record);
      note(name, record.id, 'created', by);
      return find(name, record.id);
    },
    change(name, id, changes, by = null) {
      const columns = tables.get(name).columns.filter((one) => Object.hasOwn(changes, one.name) && !kept.includes(one.column));
      const sets = columns.map(({ column }) => `${quote(column)} = ?, `).join('');
      db.run(`UPDATE ${quote(name)} SET ${sets}"updated_at" = ? WHERE "id" = ?`, ...columns.map((one) => toColumn(one.kind, changes[one.name])), isoTime(), id);
      note(name, id, 'changed', by, columns.map((one) => one.name));
      return find(name, id);
    },
    /** Removes a record; the database removes with it what cannot be without it. */
    remove(name, id, by = null) {
      db.removes(name, find(name, id));
      db.run(`DELETE FROM ${quote(name)} WHERE "id" = ?`, id);
      note(name, id, 'deleted', by);
    },
  };
}
