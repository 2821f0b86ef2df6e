// Places in a slot, up to its capacity: who is here books and cancels.
import { linkedValues, may, me, needsName, whenKnown } from '../access.js';
import { moment, number } from '../format.js';
import { entities } from '../schema.js';
import { {{server:perform, :}}all, create, find, related, remove, titleOf } from '../store.js';
import { badge, bar, button, el, section, toast } from '../ui.js';
import { words } from '../words.js';

export function booking({ slot, booking: entity, field, starts, capacity }) {
  const status = entities[entity].fields.find((one) => one.type === 'status');
  // A cancelled or waiting booking takes no place.
  const counts = (one) => !status || !/cancel|no.?show|wait|declin|reject/i.test(one[status.id] ?? '');
  const places = (one) => {
    const seats = entities[entity].fields.find((each) => each.type === 'number' && /seat|place|people|guest|party|ticket|quantity/i.test(each.id));
    return seats ? Number(one[seats.id] ?? 1) : 1;
  };
  const of = (record) => related(entity, field, record.id).filter(counts);
  const taken = (record) => of(record).reduce((sum, one) => sum + places(one), 0);
  const size = (record) => Number(record[capacity] ?? 0) || 1;
  const left = (record) => Math.max(0, size(record) - taken(record));
  const isPast = (record) => (moment(record[starts])?.getTime() ?? Infinity) < Date.now();
  const mine = (record) => of(record).find((one) => one.createdBy === me().id || isMine(one));
  const isMine = (one) => Object.entries(linkedValues(entity, { create: false })).some(([name, value]) => value && one[name] === value);
  const book = (record) => whenKnown(() => {
    if (left(record) < 1 || mine(record)) return;
    const made = {{server:perform({ method: 'POST', path: [slot, record.id, 'book'], body: { by: me().name }, gives: entity }, () => :}}create(entity, { ...linkedValues(entity, { create: true, title: titleOf(slot, record) }), [field]: record.id }, me().id){{server:):}};
    toast(words.booking.booked(titleOf(slot, record)), () => remove(entity, made.id, me().id));
  }, { named: true });
  const cancel = (record) => toast(words.booking.cancelled(titleOf(slot, record)), {{server:perform({ method: 'POST', path: [slot, record.id, 'cancel'] }, () => :}}remove(entity, mine(record).id, me().id){{server:):}}.undo);
  const act = (record) => {
    if (isPast(record) || !may('book', entity)) return [];
    const name = titleOf(slot, record);
    if (mine(record)) return [button({ label: words.booking.cancel, look: 'quiet small', 'aria-label': `${words.booking.cancel}: ${name}`, press: () => cancel(record) })];
    return [button({ label: left(record) ? words.booking.book : words.booking.full, look: 'main small', disabled: !left(record), 'aria-label': `${left(record) ? words.booking.book : words.booking.full}: ${name}`, press: () => book(record) })];
  };
  const people = (record) => of(record).map((one) => el('li', {}, titleOfPerson(one)));
  const titleOfPerson = (one) => {
    const who = entities[entity].fields.find((each) => each.type === 'reference' && each.id !== field);
    return (who && titleOf(who.entity, find(who.entity, one[who.id]))) || one.by || titleOf(entity, one);
  };
  return {
    entity: slot, starts, left, taken, size, mine, isPast, act,
    upcoming: () => all(slot).filter((record) => !isPast(record)).sort((a, b) => (a[starts] ?? '').localeCompare(b[starts] ?? '')),
    bookings: () => all(entity).filter((one) => counts(one) && (one.createdBy === me().id || isMine(one))).map((one) => ({ one, slot: find(slot, one[field]) })).filter((pair) => pair.slot),
    badges: (record) => [mine(record) ? badge(words.booking.yours, 'good') : null, isPast(record) ? badge(words.booking.past) : left(record) ? null : badge(words.booking.full, 'bad')].filter(Boolean),
    notes: (record) => (isPast(record) ? [] : [el('span', { class: 'note seats' }, bar(taken(record) / size(record), words.booking.share(titleOf(slot, record)), left(record) ? 'accent' : 'bad'), el('span', { class: 'aside' }, words.booking.left(number(left(record)), number(size(record)))))]),
    actions: act,
    panel: (record) => (needsName() ? null : section(words.booking.people(taken(record)), of(record).length ? el('ul', { class: 'people' }, people(record)) : el('p', { class: 'aside' }, words.booking.nobody))),
  };
}
