// Puts the parts together, listens, and ends cleanly.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app as about, entities, roles } from '../js/schema.js';
import { install as installApi } from './api.mjs';
import { openDatabase } from './database.mjs';
import { serve } from './http.mjs';
import { pagesOf } from './pages.mjs';
import { recordsIn } from './records.mjs';
import { seed } from './seed.mjs';
import { install as installPeople, personOf, welcome } from './{{people}}.mjs';
{{imports}}
const root = fileURLToPath(new URL('..', import.meta.url));
const log = (entry) => console.log(JSON.stringify({ at: new Date().toISOString(), ...entry }));

function guarded(name, work) {
  try {
    work();
  } catch (error) {
    log({ level: 'error', job: name, message: error.message, stack: error.stack });
  }
}

/** What every part works with. */
function application(config) {
  const db = openDatabase(resolve(config.data), fileURLToPath(new URL('../migrations', import.meta.url)));
  const timers = [];
  const isNew = !db.get('SELECT 1 FROM "_migrations" WHERE "name" = ?', 'examples');
  const app = {
    db, records: recordsIn(db), config, log, routes: [], answered: [], closing: [], schema: { app: about, roles, entities },
    startsEmpty: isNew && config.examples,
    // What was written stays written, even where somebody who hears of it fails.
    onChange: (listener) => db.onChange((event) => guarded('a listener', () => listener(event))),
    every(seconds, name, work) {
      const run = () => guarded(name, work);
      timers.push(setInterval(run, seconds * 1000).unref());
      run();
    },
    close() {
      timers.forEach(clearInterval);
      app.closing.forEach((end) => end());
      db.close();
    },
  };
  app.routes.push(
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'ok' } }) },
    { method: 'GET', path: '/readyz', handle: () => ({ status: 200, body: { status: db.get('SELECT \'ready\' AS "status"').status } }) },
  );
  return app;
}

/** Takes the port, or one of the twenty after it. */
function listen(server, { port, host }) {
  const last = port + 20;
  return new Promise((done, fail) => {
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || port >= last) return fail(error);
      port += 1;
      return server.listen(port, host);
    });
    server.listen(port, host, () => done(server.address().port));
  });
}

/** Starts with what `main.mjs` was told. */
export async function start(config) {
  const app = application(config);
  await installPeople(app);
  if (app.startsEmpty) seed(app.db, app.records);
  app.db.run('INSERT OR IGNORE INTO "_migrations" ("name", "applied_at") VALUES (?, ?)', 'examples', new Date().toISOString());
{{installs}}  installApi(app);
  const server = serve(app, { pages: pagesOf(root, welcome), personOf });
  const port = await listen(server, config);
  console.log(`${about.name}: http://localhost:${port}/`);
  const end = () => {
    server.close(() => {
      app.close();
      process.exit(0);
    });
    app.closing.splice(0).forEach((close) => close());
    server.closeIdleConnections();
    // Who still waits for an answer gets a few seconds.
    setTimeout(() => server.closeAllConnections(), 5000).unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
