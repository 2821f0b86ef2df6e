// In the evening, tells whose streak ends today unless something is done.
import { isoDate, plusDays } from '../../js/format.js';
import { audience } from '../audience.mjs';
import { rules } from '../behaviours.mjs';
import { tell } from '../notices.mjs';
import { titleOf } from '../titles.mjs';

const evening = 18;

function tellOf({ records }, { entity, isTicked }) {
  const today = isoDate();
  for (const record of records.all(entity)) {
    if (isTicked({ records }, record.id, today) || !isTicked({ records }, record.id, plusDays(today, -1))) continue;
    tell(audience(records).keepers(record), { kind: 'streak', text: `Still open today: ${titleOf(records, entity, record)}`, entity, of: record.id, key: `streak ${record.id} ${today}` });
  }
}

/** Adds the work to what happens by the clock. */
export function streakNotices(app) {
  app.every(30 * 60, 'streak notices', () => {
    if (new Date().getHours() >= evening) app.db.transaction(() => rules.filter((rule) => rule.isTicked).forEach((rule) => tellOf(app, rule)));
  });
}
