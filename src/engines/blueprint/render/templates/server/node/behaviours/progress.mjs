// Parts of a whole that are ticked off: what is done is kept for each person.
import { existing } from '../existing.mjs';
import { mustBeKnown } from '../permissions.mjs';
import { forbidden, missing, wrong } from '../problem.mjs';

/** With `done`, a field of the part says it for everyone; otherwise each person has marks of their own. */
export function progress({ whole, part, field, done }) {
  const mark = ({ records, person }, of) => records.first('_done', { of, createdBy: person?.id ?? null });
  function tick(context, of) {
    existing(context, part, of);
    const own = mark(context, of);
    return own ? { status: 200, record: own } : { status: 201, record: context.records.create('_done', { of }, context.person?.id) };
  }
  function write(context, of, isDone) {
    if (done) context.records.change(part, of, { [done]: isDone }, context.person?.id);
    else if (isDone) tick(context, of);
    else if (mark(context, of)) context.records.remove('_done', mark(context, of).id);
  }

  function put({ context, params, body }) {
    const { db, records, person } = context;
    mustBeKnown(person);
    if (typeof body?.done !== 'boolean') throw wrong('done', 'Done or not? `done` is true or false.');
    return db.transaction(() => {
      const record = existing(context, whole, params.id);
      const one = records.find(part, String(body[`${part}Id`]));
      if (one?.[field] !== record.id) throw missing(part, body[`${part}Id`]);
      write(context, one.id, body.done);
      return { entity: whole, record };
    }, person);
  }

  return {
    entity: whole,
    routes: [{ method: 'PUT', path: `/api/${whole}/:id/progress`, handle: put }],
    collections: done ? [] : [{
      name: '_done',
      isFor: ({ records }, body) => Boolean(records.find(part, body.of)) || body.createdBy !== undefined,
      add: (context, body) => tick(context, body.of),
      remove(context, one) {
        if (one.createdBy !== context.person?.id) throw forbidden('This is the mark of another person.');
        context.records.remove('_done', one.id);
      },
    }],
  };
}
