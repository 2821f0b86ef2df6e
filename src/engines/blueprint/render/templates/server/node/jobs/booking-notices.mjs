// Tells who has booked a place that it is soon.
import { exact, moment } from '../../js/format.js';
import { rules } from '../behaviours.mjs';
import { tell } from '../notices.mjs';
import { titleOf } from '../titles.mjs';

const ahead = 24 * 60 * 60 * 1000;

function tellOf({ records }, { entity, starts, bookings }) {
  for (const slot of records.all(entity)) {
    const left = (moment(slot[starts])?.getTime() ?? 0) - Date.now();
    if (left <= 0 || left > ahead) continue;
    const text = `Soon: ${titleOf(records, entity, slot)}, ${exact(slot[starts])}`;
    for (const one of bookings({ records }, slot.id)) tell([one.createdBy], { kind: 'soon', text, entity, of: slot.id, key: `soon ${one.id} ${slot[starts]}` });
  }
}

/** Adds the work to what happens by the clock. */
export function bookingNotices(app) {
  app.every(30 * 60, 'booking notices', () => app.db.transaction(() => rules.filter((rule) => rule.bookings).forEach((rule) => tellOf(app, rule))));
}
