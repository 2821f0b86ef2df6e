// Slanted stripes of different widths.
function pattern(next, shape, light) {
  const stripes = [];
  const slant = Math.round(50 + next() * 120);
  for (let x = -slant - 20; x < width + 20;) {
    const wide = Math.round(5 + next() * 30);
    stripes.push(svg('polygon', { points: `${x},${height} ${x + wide},${height} ${x + wide + slant},0 ${x + slant},0`, class: next() < 0.66 ? shape : light }));
    x += wide + Math.round(8 + next() * 30);
  }
  return stripes;
}
