// The database: one SQLite file, brought up to date by migrations, written only inside transactions.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const settings = [
  'PRAGMA busy_timeout = 5000',
  // Readers do not wait for the one who writes.
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = NORMAL',
  'PRAGMA foreign_keys = ON',
];

/** Opens `app.db` in `folder` and runs the migrations that it has not seen. */
export function openDatabase(folder, migrations) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, 'app.db'));
  for (const line of settings) file.exec(line);
  const db = wrap(file);
  migrate(db, migrations);
  return db;
}

function wrap(file) {
  const prepared = new Map();
  const listeners = [];
  let removed = new Map();
  let open = false;
  const statement = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, file.prepare(sql));
    return prepared.get(sql);
  };
  const get = (sql, ...values) => statement(sql).get(...values);
  const all = (sql, ...values) => statement(sql).all(...values);
  const seq = () => get('SELECT coalesce(max("seq"), 0) AS "seq" FROM "_changes"').seq;

  function rollback(error) {
    try {
      file.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error;
  }

  /** Runs `work` in a transaction; inside another one it becomes part of that. Who listens hears of it afterwards. */
  function transaction(work, by = null) {
    if (open) return work();
    file.exec('BEGIN IMMEDIATE');
    open = true;
    let before;
    let result;
    removed = new Map();
    try {
      before = seq();
      result = work();
      file.exec('COMMIT');
    } catch (error) {
      rollback(error);
    } finally {
      open = false;
    }
    const changes = all('SELECT "seq", "entity", "id", "action" FROM "_changes" WHERE "seq" > ? ORDER BY "seq"', before);
    if (changes.length) for (const listener of listeners) listener({ seq: seq(), changes, removed, by });
    return result;
  }

  return {
    get, all, seq, transaction,
    run: (sql, ...values) => statement(sql).run(...values),
    exec: (sql) => file.exec(sql),
    /** What is about to go, for those who hear of it afterwards. */
    removes: (entity, record) => removed.set(`${entity} ${record?.id}`, record),
    onChange: (listener) => listeners.push(listener),
    close: () => file.close(),
  };
}

function migrate(db, folder) {
  db.exec('CREATE TABLE IF NOT EXISTS "_migrations" ("name" TEXT PRIMARY KEY, "applied_at" TEXT NOT NULL)');
  db.exec('BEGIN IMMEDIATE');
  const done = new Set(db.all('SELECT "name" FROM "_migrations"').map((row) => row.name));
  db.exec('COMMIT');
  const names = readdirSync(folder).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  for (const name of names.filter((one) => !done.has(one))) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(readFileSync(join(folder, name), 'utf8'));
      db.run('INSERT INTO "_migrations" ("name", "applied_at") VALUES (?, ?)', name, new Date().toISOString());
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw new Error(`migration ${name} failed: ${error.message}`, { cause: error });
    }
  }
}
