// Draws a cover for each record: always the same one for the same record, in the colours of the theme.
import { hash } from './format.js';
import { icons } from './icons.js';
import { svg } from './ui.js';

const [width, height] = [320, 200];

/** Numbers from 0 to 1 that follow from the seed. */
function numbers(seed) {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Three of the theme's cover colours: ground, shape, light. */
function colours(next) {
  const pairs = [[1, 2, 3], [2, 1, 4], [4, 3, 1], [3, 5, 2], [5, 4, 3], [1, 5, 4]];
  return pairs[Math.floor(next() * pairs.length)].map((number) => `cover-${number}`);
}

/** A cover for the record behind `seed`, with the mark of its kind. */
export function cover(seed, icon) {
  const next = numbers(seed);
  const [ground, shape, light] = colours(next);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'xMidYMid slice', class: 'drawn', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { width, height, class: ground }),
    pattern(next, shape, light),
    svg('g', { class: 'emblem' },
      svg('circle', { cx: width / 2, cy: height / 2, r: 44, class: 'plate' }),
      svg('g', { transform: `translate(${width / 2 - 30} ${height / 2 - 30}) scale(2.5)`, class: 'cover-icon' }, svg('path', { d: icons[icon] ?? icons.mark, fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }))));
}

