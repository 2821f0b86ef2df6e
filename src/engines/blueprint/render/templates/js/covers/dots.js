// Circles of many sizes, as bubbles or seeds.
function pattern(next, shape, light) {
  const dots = [];
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const radius = 4 + next() * next() * 26;
      dots.push(svg('circle', { cx: (column * 44 + (row % 2) * 22 + next() * 6).toFixed(1), cy: (row * 46 + 8 + next() * 6).toFixed(1), r: radius.toFixed(1), class: next() < 0.72 ? shape : light }));
    }
  }
  return dots;
}
