// What people said about a record goes a day after the record: until then it can come back.
import { internal } from '../tables.mjs';

const about = Object.entries(internal).filter(([name, columns]) => columns.of && columns.entity && name !== '_history').map(([name]) => name);
const marks = Object.entries(internal).filter(([, columns]) => columns.of && !columns.entity).map(([name]) => name);
const gone = `"of" IN (SELECT "id" FROM "_changes" WHERE "action" = 'deleted' AND "at" < datetime('now', '-1 day')`;

/** Adds the work to what happens by the clock. */
export function orphans(app) {
  app.every(6 * 60 * 60, 'orphans', () => app.db.transaction(() => {
    for (const name of about) app.db.run(`DELETE FROM "${name}" WHERE ${gone} AND "_changes"."entity" = "${name}"."entity")`);
    for (const name of marks) app.db.run(`DELETE FROM "${name}" WHERE ${gone} AND "_changes"."entity" NOT LIKE '\\_%' ESCAPE '\\')`);
  }));
}
