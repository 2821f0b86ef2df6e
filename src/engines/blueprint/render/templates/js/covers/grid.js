// Tiles with quarter circles, half circles and squares.
function pattern(next, shape, light) {
  const size = 40;
  const tiles = [];
  for (let y = 0; y < height; y += size) {
    for (let x = 0; x < width; x += size) {
      const colour = next() < 0.65 ? shape : light;
      const turn = `translate(${x} ${y}) rotate(${Math.floor(next() * 4) * 90} ${size / 2} ${size / 2})`;
      const kind = Math.floor(next() * 5);
      if (kind === 0) tiles.push(svg('path', { d: `M0 0H${size}A${size} ${size} 0 0 1 0 ${size}Z`, transform: turn, class: colour }));
      if (kind === 1) tiles.push(svg('path', { d: `M0 0A${size / 2} ${size / 2} 0 0 0 ${size} 0Z`, transform: turn, class: colour }));
      if (kind === 2) tiles.push(svg('rect', { width: size, height: size / 2, transform: turn, class: colour }));
      if (kind === 3) tiles.push(svg('circle', { cx: size / 2, cy: size / 2, r: size / 4, transform: turn, class: colour }));
    }
  }
  return tiles;
}
