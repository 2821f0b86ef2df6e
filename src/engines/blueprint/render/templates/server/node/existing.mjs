// Looking up what a request is about.
import { entities } from '../js/schema.js';
import { missing } from './problem.mjs';

/** One record, or an answer that says that it is not there. */
export function existing({ records }, entity, id) {
  const record = records.find(entity, id);
  if (!record) throw missing(entities[entity]?.singular.toLowerCase() ?? 'entry', id);
  return record;
}
