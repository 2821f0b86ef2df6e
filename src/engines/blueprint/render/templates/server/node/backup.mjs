// Copies the database while the application runs: `node server/backup.mjs [folder]`. The last seven copies stay.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const keeps = 7;
const data = resolve(process.env.DATA_DIR ?? 'data');
const folder = resolve(process.argv[2] ?? join(data, 'backups'));
const file = join(data, 'app.db');

/** Whether a copy can be read from end to end. */
function isWhole(copy) {
  const db = new DatabaseSync(copy, { readOnly: true });
  const said = db.prepare('PRAGMA integrity_check').get();
  db.close();
  return said.integrity_check === 'ok';
}

function backUp() {
  if (!existsSync(file)) throw new Error(`there is no ${file}; DATA_DIR says where it is`);
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, `app-${new Date().toISOString().replace(/[:.]/g, '-')}.db`);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA busy_timeout = 10000');
  db.prepare('VACUUM INTO ?').run(copy);
  db.close();
  if (!isWhole(copy)) throw new Error(`${copy} is damaged`);
  const copies = readdirSync(folder).filter((name) => /^app-[\dTZ-]+\.db$/.test(name)).sort();
  for (const old of copies.slice(0, -keeps)) rmSync(join(folder, old));
  return copy;
}

try {
  console.log(`Copied to ${backUp()}`);
} catch (error) {
  console.error(`No copy was made: ${error.message}`);
  process.exitCode = 1;
}
