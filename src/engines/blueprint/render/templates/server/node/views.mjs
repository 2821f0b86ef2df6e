// What a person gets to see of what is kept.
import { rules } from './behaviours.mjs';
import { hasAccounts, manages } from './permissions.mjs';
import { calls } from './{{people}}.mjs';

const isOwn = (person, record) => Boolean(person) && record.createdBy === person.id;

/** Who may see a record of these lists; of others everybody who may read at all. */
const sees = {
  _accounts: (person) => Boolean(person),
  _basket: isOwn,
  _orders: (person, record) => isOwn(person, record) || (hasAccounts && manages(person)),
  _proposals: (person, record) => isOwn(person, record) || manages(person),
};

const about = ['id', 'createdAt', 'updatedAt'];
// Of what people book or order, a visitor sees only that it is there.
const open = Object.assign({}, ...rules.map((rule) => rule.open ?? {}));

/** Whether the words of these records are not for this person. */
export const isClosed = (name, person) => hasAccounts && !person && Boolean(open[name]);

function shown(name, record, person) {
  if (isClosed(name, person)) return only(record, open[name]);
  if (name === '_accounts') return only(record, person.id === record.id ? ['name', 'role', 'email'] : ['name', 'role']);
  return record;
}

const only = (record, names) => Object.fromEntries(Object.entries(record).filter(([name]) => about.includes(name) || names.includes(name)));

/** A record as `person` sees it, or null. */
export function view(name, record, person) {
  if (!record || !(sees[name]?.(person, record) ?? true)) return null;
  return calls(shown(name, record, person), person);
}

/** The records among `list` that `person` sees. */
export const views = (name, list, person) => list.map((record) => view(name, record, person)).filter(Boolean);
