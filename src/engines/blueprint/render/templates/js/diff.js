// The difference between two texts, word by word.

/** Pieces of `{ kind: 'same' | 'added' | 'removed', text }` that lead from `before` to `after`. */
export function diffWords(before, after) {
  const from = split(before);
  const to = split(after);
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < from.length - start && end < to.length - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  const middle = compare(from.slice(start, from.length - end), to.slice(start, to.length - end));
  return join([...from.slice(0, start).map(same), ...middle, ...from.slice(from.length - end).map(same)]);
}

const split = (text) => String(text ?? '').split(/(\s+)/).filter((word) => word !== '');
const same = (text) => ({ kind: 'same', text });

function compare(from, to) {
  // A table of this size is quick; texts that differ more are shown as replaced.
  if (from.length * to.length > 4e6) return [...from.map((text) => ({ kind: 'removed', text })), ...to.map((text) => ({ kind: 'added', text }))];
  const table = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) table[i][j] = from[i] === to[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  }
  const pieces = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) { pieces.push(same(from[i])); i += 1; j += 1; }
    else if (j < to.length && (i === from.length || table[i][j + 1] > table[i + 1][j])) pieces.push({ kind: 'added', text: to[j++] });
    else pieces.push({ kind: 'removed', text: from[i++] });
  }
  return pieces;
}

function join(pieces) {
  const joined = [];
  for (const piece of pieces) {
    if (joined.at(-1)?.kind === piece.kind) joined.at(-1).text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}
