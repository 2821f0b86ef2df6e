// Notices that are two months old concern nobody any more.
import { isoTime } from '../../js/format.js';

/** Adds the work to what happens by the clock. */
export function oldNotices(app) {
  app.every(24 * 60 * 60, 'old notices', () => app.db.run('DELETE FROM "_notices" WHERE "created_at" < ?', isoTime(new Date(Date.now() - 60 * 86400000))));
}
