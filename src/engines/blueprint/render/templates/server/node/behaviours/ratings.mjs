// Anyone adds a score; a second one by the same person replaces the first.
import { existing } from '../existing.mjs';
import { mustBeKnown } from '../permissions.mjs';
import { forbidden, wrong } from '../problem.mjs';

export function ratings({ entity, max }) {
  function score(value) {
    if (!Number.isInteger(value) || value < 1 || value > max) throw wrong('score', `A score is a whole number from 1 to ${max}.`);
    return value;
  }
  function rate(context, of, value) {
    const { records, person } = context;
    existing(context, entity, of);
    const mine = records.first('_ratings', { entity, of, createdBy: person?.id ?? null });
    if (mine) return { status: 200, record: records.change('_ratings', mine.id, { score: score(value) }) };
    return { status: 201, record: records.create('_ratings', { entity, of, score: score(value) }, person?.id) };
  }
  const own = (context, one) => {
    if (one.createdBy !== context.person?.id) throw forbidden('This is the score of another person.');
  };
  const put = ({ context, params, body }) => {
    mustBeKnown(context.person);
    return context.db.transaction(() => {
      rate(context, params.id, body?.score);
      return { entity, record: context.records.find(entity, params.id) };
    }, context.person);
  };
  return {
    entity,
    routes: [{ method: 'PUT', path: `/api/${entity}/:id/rating`, handle: put }],
    collections: [{
      name: '_ratings',
      isFor: (context, body) => body.entity === entity,
      add: (context, body) => rate(context, body.of, body.score),
      change(context, one, body) {
        own(context, one);
        return context.records.change('_ratings', one.id, { score: score(body.score) });
      },
      remove(context, one) {
        own(context, one);
        context.records.remove('_ratings', one.id);
      },
    }],
  };
}
