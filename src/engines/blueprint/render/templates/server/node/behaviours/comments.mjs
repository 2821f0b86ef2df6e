// A discussion below each record.
import { existing } from '../existing.mjs';
import { may, mustBeKnown } from '../permissions.mjs';
import { forbidden, wrong } from '../problem.mjs';
import { nameFor } from '../titles.mjs';

export function comments({ entity }) {
  function say(context, of, { text, by }) {
    const { records, person } = context;
    existing(context, entity, of);
    const said = typeof text === 'string' ? text.trim() : '';
    if (!said || said.length > 5000) throw wrong('text', 'A comment has up to 5000 characters, and at least one.');
    return records.create('_comments', { entity, of, text: said, by: nameFor(person, by) }, person?.id);
  }
  const post = ({ context, params, body }) => {
    mustBeKnown(context.person);
    return context.db.transaction(() => {
      say(context, params.id, body ?? {});
      return { entity, record: context.records.find(entity, params.id) };
    }, context.person);
  };
  return {
    entity,
    routes: [{ method: 'POST', path: `/api/${entity}/:id/comments`, handle: post }],
    collections: [{
      name: '_comments',
      isFor: (context, body) => body.entity === entity,
      add: (context, body) => ({ status: 201, record: say(context, body.of, body) }),
      remove(context, comment) {
        const { records, person } = context;
        const below = records.find(entity, comment.of);
        if (comment.createdBy !== person?.id && !may(person, 'remove', entity, below)) throw forbidden('This is the comment of another person.');
        records.remove('_comments', comment.id);
      },
    }],
  };
}
