// Pages of a list: words that have to be in a record, an order, and where the page before ended.
import { Problem } from './problem.mjs';
import { columnOf } from './records.mjs';
import { isClosed, views } from './views.mjs';

const words = ['text', 'long_text', 'rich_text', 'email', 'phone', 'url', 'choice', 'status', 'tags', 'lines', 'line_items'];
const sortable = ['text', 'number', 'money', 'date', 'date_time', 'boolean', 'choice', 'status', 'rating', 'email', 'phone', 'url', 'reference'];

function limitOf(query) {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Problem(400, '`limit` is a number from 1 to 100.');
  return limit;
}

/** The order: a field, or `-` and a field for the other direction; without one, newest first. */
function orderOf(entity, sort) {
  if (!sort) return { value: "''", direction: 'DESC' };
  const field = entity.fields.find((one) => one.id === sort.replace(/^-/, '') && sortable.includes(one.type));
  if (!field) throw new Problem(400, `The list cannot be sorted by ${sort}.`);
  return { value: `coalesce("${columnOf(field)}", '')`, direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

function placeOf(after) {
  try {
    const [value, row] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (!Number.isSafeInteger(row) || !['string', 'number'].includes(typeof value)) throw new Error('not a place');
    return [value, row];
  } catch {
    throw new Problem(400, '`after` is the `next` of the page before.');
  }
}

/** `{ items, next }` for a query of `q`, `limit`, `after` and `sort`. */
export function page(records, entity, query, person) {
  const limit = limitOf(query);
  const { value, direction } = orderOf(entity, query.get('sort'));
  const columns = (isClosed(entity.id, person) ? [] : entity.fields).filter((field) => words.includes(field.type)).map((field) => `coalesce("${columnOf(field)}", '')`);
  const wanted = (query.get('q') ?? '').slice(0, 200).split(/\s+/).filter(Boolean);
  const conditions = wanted.map(() => `(${columns.join(" || ' ' || ") || "''"}) LIKE ? ESCAPE '\\'`);
  const values = wanted.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  if (query.has('after')) {
    conditions.push(`(${value}, rowid) ${direction === 'ASC' ? '>' : '<'} (?, ?)`);
    values.push(...placeOf(query.get('after')));
  }
  const found = records.select(entity.id, `WHERE ${conditions.join(' AND ') || '1'} ORDER BY ${value} ${direction}, rowid ${direction} LIMIT ?`, ...values, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const column = entity.fields.find((field) => field.id === query.get('sort')?.replace(/^-/, ''));
  const place = () => Buffer.from(JSON.stringify([column ? last.row[columnOf(column)] ?? '' : '', last.row._row])).toString('base64url');
  return { items: views(entity.id, shown.map((one) => one.record), person), next: found.length > limit ? place() : null };
}
