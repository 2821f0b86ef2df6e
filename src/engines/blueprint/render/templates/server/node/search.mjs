// Finds records by their words: the best first, with the place where the words are.
import { entities } from '../js/schema.js';
import { mustBeKnown, reads } from './permissions.mjs';
import { titleOf } from './titles.mjs';
import { isClosed } from './views.mjs';

const most = 30;

/** Words as SQLite's full-text search wants them: each the beginning of a word, all of them needed. */
function expression(query) {
  const words = query.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 12).map((word) => `"${word}"*`).join(' ');
}

function find({ db, records }, query, person) {
  const wanted = expression(query);
  if (!wanted) return [];
  const rows = db.all(`SELECT "place"."entity", "place"."id", snippet("_search", 1, '', '', '…', 24) AS "excerpt"
    FROM "_search" JOIN "_search_rows" AS "place" ON "place"."row" = "_search".rowid
    WHERE "_search" MATCH ? ORDER BY bm25("_search", 8.0, 1.0), "place"."row" DESC LIMIT ?`, wanted, most);
  return rows.filter(({ entity }) => entities[entity] && !isClosed(entity, person)).map(({ entity, id, excerpt }) => ({
    entity, id, title: titleOf(records, entity, records.find(entity, id)), excerpt: excerpt.replace(/[*#`>|_]+/g, '').replace(/\s+/g, ' ').trim(),
  }));
}

/** Adds the search. */
export function install(app) {
  app.routes.push({ method: 'GET', path: '/api/search', handle({ person, query }) {
    if (!reads(person)) mustBeKnown(person);
    return { status: 200, body: { items: find(app, query.get('q') ?? '', person) } };
  } });
}
