// What was changed here: the difference between two states of the data, and the requests that ask a server for the same.

// The server writes these itself.
const byServer = ['_history', '_versions', '_accounts'];
const about = ['id', 'createdAt', 'updatedAt', 'createdBy', 'changedBy'];
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The fields that differ. */
function fieldsOf(was, record) {
  const names = new Set([...Object.keys(was), ...Object.keys(record)]);
  return Object.fromEntries([...names].filter((name) => !about.includes(name) && !same(was[name], record[name])).map((name) => [name, record[name] ?? null]));
}

/** One entry for each record that was added, changed or removed; what was added first comes first. */
export function differences(before, after) {
  const list = [];
  for (const entity of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[entity] === after[entity]) continue;
    const old = new Map((before[entity] ?? []).map((record) => [record.id, record]));
    for (const record of [...(after[entity] ?? [])].reverse()) {
      const was = old.get(record.id);
      old.delete(record.id);
      if (!was) list.push({ kind: 'added', entity, id: record.id, record });
      else if (was !== record) list.push({ kind: 'changed', entity, id: record.id, fields: fieldsOf(was, record) });
    }
    for (const id of old.keys()) list.push({ kind: 'removed', entity, id });
  }
  return list;
}

/** `records` with the entries of `list` done to them. */
export function applied(records, list) {
  const result = { ...records };
  for (const { kind, entity, id, record, fields } of list) {
    const now = result[entity] ?? [];
    if (kind === 'removed') result[entity] = now.filter((one) => one.id !== id);
    else if (kind === 'changed') result[entity] = now.map((one) => (one.id === id ? { ...one, ...fields } : one));
    else if (!now.some((one) => one.id === id)) result[entity] = [record, ...now];
  }
  return result;
}

/** The requests for a difference: what others point at comes before them, and removing comes last. */
export function requestsOf(list) {
  const sent = list.filter(({ entity }) => !byServer.includes(entity));
  const of = (kind) => sent.filter((one) => one.kind === kind);
  return [
    ...inOrder(of('added')).map(({ entity, id, record }) => ({ method: 'POST', path: [entity], body: { id, ...fieldsOf({}, record) }, gives: entity })),
    ...of('changed').filter(({ fields }) => Object.keys(fields).length).map(({ entity, id, fields }) => ({ method: 'PATCH', path: [entity, id], body: fields })),
    ...of('removed').map(({ entity, id }) => ({ method: 'DELETE', path: [entity, id] })),
  ];
}

function inOrder(added) {
  const waiting = [...added];
  const result = [];
  while (waiting.length) {
    const ids = new Set(waiting.map((one) => one.id));
    const at = waiting.findIndex(({ id, record }) => !Object.entries(record).some(([name, value]) => name !== 'id' && [value].flat().some((part) => part !== id && ids.has(part))));
    result.push(...waiting.splice(Math.max(at, 0), 1));
  }
  return result;
}
