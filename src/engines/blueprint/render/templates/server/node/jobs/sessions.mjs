// Signs out who has not come for two weeks.
const idle = 14 * 24 * 60 * 60;

/** Adds the work to what happens by the clock. */
export function sessions(app) {
  app.every(60 * 60, 'sessions', () => app.db.run('DELETE FROM "_sessions" WHERE "seen_at" < ?', Math.floor(Date.now() / 1000) - idle));
}
