// There are no accounts here. Browsers are told apart by a cookie, so that a basket, a vote or a place is one's own.
import { cookie, cookieOf, digest, newToken } from './cookies.mjs';

const year = 365 * 24 * 60 * 60;

/** Whoever sends a request. */
export function personOf({ headers }) {
  const token = cookieOf(headers, 'visitor');
  return { id: token ? `visitor-${digest(token).slice(0, 16)}` : 'visitor', name: '', role: null };
}

/** What the first page brings along. */
export function welcome({ headers }) {
  return cookieOf(headers, 'visitor') ? {} : { 'set-cookie': cookie(headers, 'visitor', newToken(), year) };
}

/** What is one's own says so, as in the browser; ids of others tell nothing. */
export function calls(record, person) {
  return record.createdBy === person.id ? { ...record, createdBy: 'you' } : record;
}

/** Nobody signs in. */
export function install() {}
