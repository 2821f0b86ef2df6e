// Changes wait as proposals until someone who manages says yes; earlier versions are kept.
import { entities } from '../../js/schema.js';
import { existing } from '../existing.mjs';
import { manages, must } from '../permissions.mjs';
import { forbidden, missing, refused, wrong } from '../problem.mjs';
import { nameFor } from '../titles.mjs';
import { check, isEmpty, known } from '../values.mjs';

export function approval({ entity, always }) {
  const { fields } = entities[entity];
  const pick = (record) => Object.fromEntries(fields.filter((field) => !isEmpty(record[field.id])).map((field) => [field.id, record[field.id]]));
  const whole = (values) => Object.fromEntries(fields.map((field) => [field.id, values[field.id] ?? null]));
  const keep = ({ records, person }, record) => records.create('_versions', { entity, of: record.id, values: pick(record), by: record.changedBy ?? record.createdBy ?? null }, person?.id);

  function propose(context, of, sent, by) {
    const { records, person } = context;
    const record = existing(context, entity, of);
    must(person, 'change', entity, record);
    const values = { ...pick(record), ...known(entity, sent) };
    check(records, entity, values);
    return records.create('_proposals', { entity, of, values, state: 'waiting', by: nameFor(person, by) }, person?.id);
  }

  function decide(context, proposal, { state, reason }) {
    const { records, person } = context;
    if (!manages(person)) throw forbidden('Only who manages decides on proposals.');
    // One's own may be taken back, but somebody else says yes.
    if (state === 'accepted' && proposal.createdBy === person.id) throw forbidden('Somebody else has to decide on this proposal.');
    if (!['accepted', 'rejected', 'waiting'].includes(state)) throw wrong('state', 'A proposal is accepted or rejected.');
    // A rejection can be taken back.
    if (proposal.state !== (state === 'waiting' ? 'rejected' : 'waiting')) throw refused('The proposal is decided already.');
    if (state === 'accepted') accept(context, proposal);
    const said = state === 'rejected' && typeof reason === 'string' ? reason.trim().slice(0, 1000) : null;
    return records.change('_proposals', proposal.id, { state, reason: said, decidedBy: state === 'waiting' ? null : person?.id });
  }

  function accept(context, proposal) {
    const { records, person } = context;
    const record = existing(context, entity, proposal.of);
    check(records, entity, proposal.values);
    keep(context, record);
    records.change(entity, record.id, { ...whole(proposal.values), changedBy: proposal.createdBy ?? null }, person?.id);
  }

  function restore({ context, params }) {
    const { db, records, person } = context;
    return db.transaction(() => {
      const record = existing(context, entity, params.id);
      if (!manages(person)) throw forbidden('Only who manages brings an earlier version back.');
      const version = records.find('_versions', params.versionId);
      if (version?.of !== record.id) throw missing('version', params.versionId);
      check(records, entity, version.values);
      keep(context, record);
      return { entity, record: records.change(entity, record.id, { ...whole(version.values), changedBy: person?.id ?? null }, person?.id) };
    }, person);
  }

  const propose_ = ({ context, params, body }) => context.db.transaction(() => {
    propose(context, params.id, body ?? {}, body?.by);
    return { entity, record: context.records.find(entity, params.id) };
  }, context.person);
  const decide_ = ({ context, params, body }) => context.db.transaction(() => {
    const proposal = context.records.find('_proposals', params.proposalId);
    if (proposal?.of !== params.id) throw missing('proposal', params.proposalId);
    if (typeof body?.accept !== 'boolean') throw wrong('accept', 'Yes or no? `accept` is true or false.');
    decide(context, proposal, { state: body.accept ? 'accepted' : 'rejected', reason: body.reason });
    return { entity, record: context.records.find(entity, params.id) };
  }, context.person);

  return {
    entity,
    routes: [
      { method: 'POST', path: `/api/${entity}/:id/proposals`, handle: propose_ },
      { method: 'POST', path: `/api/${entity}/:id/proposals/:proposalId/decision`, handle: decide_ },
      { method: 'POST', path: `/api/${entity}/:id/versions/:versionId/restore`, handle: restore },
    ],
    collections: [{
      name: '_proposals',
      isFor: (context, body) => body.entity === entity,
      add: (context, body) => ({ status: 201, record: propose(context, body.of, body.values, body.by) }),
      change: decide,
    }],
    watches: {
      [entity]: {
        before({ context, before, after }) {
          if (!before || !after) return;
          if (!always && !manages(context.person)) throw refused('Changes of this wait for a yes: send a proposal.');
          keep(context, before);
        },
      },
    },
  };
}
