// The HTTP interface to the records: each thing with its list, what the rules add to it, and what browsers need to keep up.
import { entities } from '../js/schema.js';
import { rules } from './behaviours.mjs';
import { existing } from './existing.mjs';
import { page } from './lists.mjs';
import { mustBeKnown, reads } from './permissions.mjs';
import { missing, Problem } from './problem.mjs';
import { tableNames } from './records.mjs';
import { add, addKept, change, changeKept, remove, removeKept } from './rules.mjs';
import { view, views } from './views.mjs';

/** A change as `person` sees it: none where the record is not for them, and null where it is gone. */
function changeOf(row, record, person) {
  const seen = view(row.entity, record, person);
  return record && !seen ? [] : [{ ...row, record: seen }];
}

/** Adds the routes. */
export function install(app) {
  const { db, records } = app;
  const contextOf = ({ person }) => ({ db, records, person });
  const mustRead = ({ person }) => { if (!reads(person)) mustBeKnown(person); };
  const route = (method, path, handle) => app.routes.push({ method, path: `/api${path}`, handle });
  const read = (path, handle) => route('GET', path, (request) => { mustRead(request); return { status: 200, body: handle(request) }; });

  for (const rule of rules) {
    for (const { method, path, handle } of rule.routes ?? []) {
      app.routes.push({ method, path, handle(request) {
        if (method === 'GET') mustRead(request);
        const { entity, record, list, status = 200 } = handle({ context: contextOf(request), params: request.params, body: request.body });
        return { status, body: list ? views(entity, list, request.person) : view(entity, record, request.person) };
      } });
    }
  }

  read('/changes', ({ query, person }) => {
    const since = Number(query.get('since') ?? 0);
    if (!Number.isSafeInteger(since) || since < 0) throw new Problem(400, '`since` is the number of the last change that is known.');
    const rows = db.all('SELECT "seq", "entity", "id" FROM "_changes" WHERE "seq" > ? ORDER BY "seq"', since);
    return { seq: db.seq(), changes: rows.flatMap((row) => changeOf(row, records.find(row.entity, row.id), person)) };
  });
  read('/everything', ({ person }) => ({
    seq: db.seq(), records: Object.fromEntries(tableNames.map((name) => [name, views(name, records.living(name), person)])),
  }));

  // Accounts are seen only among everything, and changed nowhere here.
  for (const name of tableNames.filter((one) => one !== '_accounts')) {
    const isKept = name.startsWith('_');
    const single = (request) => {
      const record = view(name, existing({ records }, name, request.params.id), request.person);
      if (!record) throw missing(name, request.params.id);
      return record;
    };
    read(`/${name}`, ({ query, person }) => (isKept ? { items: views(name, records.living(name), person), next: null } : page(records, entities[name], query, person)));
    read(`/${name}/:id`, single);
    route('POST', `/${name}`, (request) => {
      const { status, record } = isKept ? addKept(contextOf(request), name, request.body ?? null) : { status: 201, record: add(contextOf(request), name, request.body ?? null) };
      return { status, body: view(name, record, request.person), headers: { location: `/api/${name}/${record.id}` } };
    });
    route('PATCH', `/${name}/:id`, (request) => {
      const record = (isKept ? changeKept : change)(contextOf(request), name, request.params.id, request.body ?? null);
      return { status: 200, body: view(name, record, request.person) };
    });
    route('DELETE', `/${name}/:id`, (request) => {
      (isKept ? removeKept : remove)(contextOf(request), name, request.params.id);
      return { status: 204 };
    });
  }
}
