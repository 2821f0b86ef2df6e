// Adding, changing and removing: who may, what is valid, and what the rules of the application say to it. All or nothing.
import { entities } from '../js/schema.js';
import { rules } from './behaviours.mjs';
import { existing } from './existing.mjs';
import { may, must, mustBeKnown } from './permissions.mjs';
import { forbidden, missing, Problem, refused, wrong } from './problem.mjs';
import { check, known, mustBeObject } from './values.mjs';

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;
const watchers = (entity) => rules.map((rule) => rule.watches?.[entity]).filter(Boolean);

function write(context, entity, { before, after }, work) {
  const event = { context, before, after };
  for (const watcher of watchers(entity)) watcher.before?.(event);
  const record = work();
  for (const watcher of watchers(entity)) watcher.after?.({ ...event, after: record });
  return record;
}

function mustAdd(person, entity) {
  mustBeKnown(person);
  if (!may(person, 'create', entity) && !may(person, 'book', entity)) throw forbidden();
}

/** Adds a record. */
export function add(context, entity, body) {
  const { db, records, person } = context;
  mustAdd(person, entity);
  let values = known(entity, body);
  const id = body.id ?? undefined;
  if (id !== undefined && !(typeof id === 'string' && idPattern.test(id))) throw wrong('id', 'An id is up to 64 letters, digits, - and _.');
  return db.transaction(() => {
    if (id !== undefined && records.find(entity, id)) throw refused(`There is a ${entities[entity].singular.toLowerCase()} with the id ${id} already.`);
    for (const watcher of watchers(entity)) values = watcher.complete?.({ context, values, body }) ?? values;
    check(records, entity, values);
    return write(context, entity, { after: values }, () => records.create(entity, { ...values, id }, person?.id));
  }, person);
}

/** Changes some fields of a record. */
export function change(context, entity, id, body) {
  const { db, records, person } = context;
  const changes = known(entity, body);
  return db.transaction(() => {
    const before = existing(context, entity, id);
    must(person, 'change', entity, before);
    const after = { ...before, ...changes };
    check(records, entity, after);
    return write(context, entity, { before, after }, () => records.change(entity, id, changes, person?.id));
  }, person);
}

/** Removes a record, and with it those that cannot be without it. */
export function remove(context, entity, id) {
  const { db, records, person } = context;
  db.transaction(() => {
    const before = existing(context, entity, id);
    must(person, 'remove', entity, before);
    write(context, entity, { before }, () => records.remove(entity, id, person?.id));
  }, person);
}

/** The part of a rule that keeps `name`, for what is sent to it. */
function keeper(name, context, body) {
  const keepers = rules.flatMap((rule) => rule.collections ?? []).filter((one) => one.name === name);
  if (!keepers.length) throw new Problem(405, 'The server writes this list itself.', [], { allow: 'GET, HEAD' });
  const found = keepers.find((one) => one.isFor(context, body));
  if (!found) throw new Problem(400, 'There is nothing that this could belong to.');
  return found;
}

/** Adds to what a rule keeps: a vote, a comment. Says whether it is new. */
export function addKept(context, name, body) {
  mustBeKnown(context.person);
  mustBeObject(body);
  return context.db.transaction(() => keeper(name, context, body).add(context, body), context.person);
}

/** Changes what a rule keeps. */
export function changeKept(context, name, id, body) {
  mustBeObject(body);
  return kept(context, name, id, 'change', body);
}

/** Removes what a rule keeps. */
export function removeKept(context, name, id) {
  kept(context, name, id, 'remove');
}

function kept(context, name, id, action, body) {
  const { db, records, person } = context;
  mustBeKnown(person);
  return db.transaction(() => {
    const record = records.find(name, id);
    if (!record) throw missing(name, id);
    const keeps = keeper(name, context, record);
    if (!keeps[action]) throw new Problem(405, 'This cannot be done with it.', [], { allow: 'GET, HEAD, POST' });
    return keeps[action](context, record, body);
  }, person);
}
