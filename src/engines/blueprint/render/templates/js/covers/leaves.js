// Twigs with leaves.
function pattern(next, shape, light) {
  const leaf = (x, y, turn, size, colour) => svg('path', { d: 'M0 0C10 -14 34 -16 48 0C34 16 10 14 0 0Z', transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(0)}) scale(${size.toFixed(2)})`, class: colour });
  return Array.from({ length: 4 }, (_, twig) => {
    const x = 20 + twig * 82 + next() * 24;
    const lean = (next() - 0.5) * 40;
    const parts = [svg('path', { d: `M${x.toFixed(1)} 210 Q${(x + lean).toFixed(1)} 120 ${(x + lean * 1.5).toFixed(1)} 20`, class: `${shape} twig`, fill: 'none' })];
    for (let step = 0; step < 5; step += 1) {
      const up = 176 - step * 34;
      const along = x + lean * ((200 - up) / 130);
      const size = 0.55 + next() * 0.6;
      parts.push(leaf(along, up, -20 - next() * 30, size, next() < 0.6 ? shape : light), leaf(along, up - 12, 200 + next() * 30, size, next() < 0.6 ? shape : light));
    }
    return parts;
  });
}
