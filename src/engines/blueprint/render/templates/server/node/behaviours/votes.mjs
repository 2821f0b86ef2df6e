// One vote a person.
import { existing } from '../existing.mjs';
import { mustBeKnown } from '../permissions.mjs';
import { forbidden } from '../problem.mjs';

export function votes({ entity }) {
  const mine = ({ records, person }, of) => records.first('_votes', { entity, of, createdBy: person?.id ?? null });
  function vote(context, of) {
    existing(context, entity, of);
    const own = mine(context, of);
    return own ? { status: 200, record: own } : { status: 201, record: context.records.create('_votes', { entity, of }, context.person?.id) };
  }
  const answer = (work) => ({ context, params }) => {
    mustBeKnown(context.person);
    return context.db.transaction(() => {
      work(context, params.id);
      return { entity, record: existing(context, entity, params.id) };
    }, context.person);
  };
  const takeBack = (context, of) => {
    const own = mine(context, of);
    if (own) context.records.remove('_votes', own.id);
  };
  return {
    entity,
    routes: [
      { method: 'PUT', path: `/api/${entity}/:id/vote`, handle: answer(vote) },
      { method: 'DELETE', path: `/api/${entity}/:id/vote`, handle: answer(takeBack) },
    ],
    collections: [{
      name: '_votes',
      isFor: (context, body) => body.entity === entity,
      add: (context, body) => vote(context, body.of),
      remove(context, one) {
        if (one.createdBy !== context.person?.id) throw forbidden('This is the vote of another person.');
        context.records.remove('_votes', one.id);
      },
    }],
  };
}
