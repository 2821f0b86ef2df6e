// What goes wrong, in the shape of RFC 9457; a request that throws one is answered with it.
const titles = {
  400: 'That cannot be accepted', 401: 'Nobody is signed in', 403: 'That is not allowed', 404: 'There is no such thing', 405: 'That cannot be done here',
  409: 'A rule does not allow it now', 413: 'That is too much', 415: 'That is not JSON', 429: 'Too many attempts', 500: 'Something went wrong here', 503: 'The server is busy',
};

/** An answer other than the one that was hoped for. `headers` go with it. */
export class Problem extends Error {
  constructor(status, detail, errors = [], headers = {}) {
    super(detail);
    Object.assign(this, { status, errors, headers });
  }

  toJSON() {
    const { status, message, errors } = this;
    return { type: 'about:blank', title: titles[status] ?? titles[500], status, detail: message, ...(errors.length ? { errors } : {}) };
  }
}

/** One field was refused. */
export const wrong = (field, message) => new Problem(400, message, [{ field, message }]);
/** There is no such record. */
export const missing = (entity, id) => new Problem(404, `There is no ${entity} with the id ${id}.`);
/** A rule says no. */
export const refused = (detail) => new Problem(409, detail);
/** This person may not do it. */
export const forbidden = (detail = 'This account may not do that.') => new Problem(403, detail);

/** What the database says, as an answer: a limit of its own, or that it is busy or full. Undefined for anything else. */
export function fromDatabase({ code, errcode }) {
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  const family = errcode & 0xff;
  if (family === 19) return refused('This does not fit what is kept already.');
  return [5, 6, 13].includes(family) ? new Problem(503, 'The database cannot write now.', [], { 'retry-after': '5' }) : undefined;
}
