// Tells people what concerns them: what others did with what is theirs, and what waits for their decision.
import { isoDate, isoTime } from '../js/format.js';
import { entities } from '../js/schema.js';
import { audience } from './audience.mjs';
import { rules } from './behaviours.mjs';
import { mustBeKnown } from './permissions.mjs';
import { Problem } from './problem.mjs';
import { titleOf } from './titles.mjs';

const most = 50;
let db = null;

/** Tells each of `people` once; `key` says what the same thing is. */
export function tell(people, { kind, text, entity, of, key, by = null }) {
  const at = isoTime();
  for (const person of new Set(people)) {
    if (person === by || !person) continue;
    db.run('INSERT OR IGNORE INTO "_notices" ("created_at", "person", "kind", "text", "entity", "of", "by", "key") VALUES (?, ?, ?, ?, ?, ?, ?, ?)', at, person, kind, text, entity ?? null, of ?? null, by, key);
  }
}

/** What a change of one of the lists of the rules says, and to whom. */
const says = {
  _comments({ who, people, records }, { record }) {
    const below = records.find(record.entity, record.of);
    const others = records.all('_comments', { entity: record.entity, of: record.of }).map((one) => one.createdBy);
    const about = { kind: 'comment', entity: record.entity, of: record.of, key: `comment ${record.id}` };
    const title = titleOf(records, record.entity, below);
    return [
      { to: people.named(record.text), ...about, text: `${who} mentioned you: ${title}` },
      { to: people.owners(below, others), ...about, text: `${who} commented on ${title}` },
    ];
  },
  _proposals({ who, people, records }, { record, action }) {
    const about = { entity: record.entity, of: record.of, key: `proposal ${record.id} ${record.state}` };
    const title = titleOf(records, record.entity, records.find(record.entity, record.of));
    if (action === 'created') return [{ to: people.managers(), kind: 'proposal', ...about, text: `${who} proposes a change: ${title}` }];
    if (record.state === 'waiting') return [];
    return [{ to: people.owners(record), kind: 'decision', ...about, text: `Your change of ${title} was ${record.state}` }];
  },
  _orders({ who, people }, { record, action }) {
    return action === 'created' ? [{ to: people.managers(), kind: 'order', key: `order ${record.id}`, text: `${who} ordered: number ${record.number}` }] : [];
  },
};

/** What a change of a thing says to those whose it is. */
function ofThing({ who, people, records }, { entity, record, action }) {
  const title = titleOf(records, entity, record);
  const about = { entity, of: record.id };
  const inIt = people.inside(entity, record);
  const low = rules.filter((rule) => rule.entity === entity && rule.isLow?.(record))
    .map(() => ({ to: people.keepers(record), kind: 'low', ...about, key: `low ${record.id} ${isoDate()}`, text: `Running low: ${title}`, isForAll: true }));
  if (action === 'created') return [...low, ...joined({ who, people, records }, entity, record, 'added'), { to: inIt, kind: 'added', ...about, key: `added ${entity} ${record.id}`, text: `${who} added you: ${title}` }];
  return [...low, { to: [...people.owners(record), ...inIt], kind: 'changed', ...about, key: `changed ${record.id} ${who} ${isoDate()}`, text: `${who} changed ${title}` }];
}

/** What was added to something or taken from it, for those who look after that: a place, a payment. */
function joined({ who, people, records }, entity, record, action) {
  return rules.filter((rule) => rule.joins?.entity === entity && rule.joins[action]).flatMap((rule) => {
    const whole = records.find(rule.entity, record[rule.joins.field]);
    if (!whole) return [];
    const notice = { kind: action, entity: rule.entity, of: whole.id, key: `${action} ${entity} ${record.id}`, text: `${who} ${rule.joins[action]}: ${titleOf(records, rule.entity, whole)}` };
    return [{ to: people.keepers(whole), ...notice }, ...(action === 'removed' ? [{ to: people.owners(record), ...notice }] : [])];
  });
}

const ofRemoved = (context, entity, record) => (record ? joined(context, entity, record, 'removed') : []);

function ofChange(context, change) {
  if (!change.record) return [];
  return entities[change.entity] ? ofThing(context, change) : says[change.entity]?.(context, change) ?? [];
}

function hear({ changes, removed, by }, { records }) {
  if (!by) return;
  // What an order takes from the stock is told as an order.
  const isOrder = changes.some(({ entity, action }) => entity === '_orders' && action === 'created');
  const people = audience(records);
  const who = by.name || 'Somebody';
  for (const { entity, id, action } of changes) {
    const context = { who, people, records };
    const told = action === 'deleted' ? ofRemoved(context, entity, removed.get(`${entity} ${id}`)) : ofChange(context, { entity, record: records.find(entity, id), action });
    for (const { to, isForAll, ...notice } of told) if (!(isOrder && notice.kind === 'changed')) tell(to, { ...notice, by: isForAll ? null : by.id });
  }
}

const mine = (person) => audience.mailbox(person);

function list(person) {
  const rows = db.all(`SELECT * FROM "_notices" WHERE "person" = ? AND "by" IS NOT ? ORDER BY "id" DESC LIMIT ${most}`, mine(person), person.id);
  const items = rows.map((row) => ({ id: row.id, createdAt: row.created_at, kind: row.kind, text: row.text, entity: row.entity, of: row.of, read: row.is_read === 1 }));
  const { unread } = db.get('SELECT count(*) AS "unread" FROM "_notices" WHERE "person" = ? AND "by" IS NOT ? AND "is_read" = 0', mine(person), person.id);
  return { items, unread };
}

/** Marks as read: those with the given ids, or all. */
function markRead(person, body) {
  const ids = body?.ids;
  if (ids !== undefined && !(Array.isArray(ids) && ids.every(Number.isSafeInteger))) throw new Problem(400, '`ids` is a list of the ids of notices.');
  db.transaction(() => {
    if (ids) ids.forEach((id) => db.run('UPDATE "_notices" SET "is_read" = 1 WHERE "person" = ? AND "id" = ?', mine(person), id));
    else db.run('UPDATE "_notices" SET "is_read" = 1 WHERE "person" = ?', mine(person));
  });
  return list(person);
}

/** Adds the notices. */
export function install(app) {
  ({ db } = app);
  const route = (method, path, work) => app.routes.push({ method, path, handle({ person, body }) {
    mustBeKnown(person);
    return { status: 200, body: work(person, body) };
  } });
  route('GET', '/api/notices', list);
  route('POST', '/api/notices/read', markRead);
  app.onChange((event) => db.transaction(() => hear(event, app)));
}
