// Triangles side by side, as in cut stone.
function pattern(next, shape, light) {
  const [columns, rows] = [6, 4];
  const points = Array.from({ length: rows + 1 }, (_, row) => Array.from({ length: columns + 1 }, (_, column) => [
    Math.round((column / columns) * width + (column % columns ? (next() - 0.5) * 34 : 0)), Math.round((row / rows) * height + (row % rows ? (next() - 0.5) * 30 : 0))]));
  const facets = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [a, b, c, d] = [points[row][column], points[row][column + 1], points[row + 1][column], points[row + 1][column + 1]];
      for (const corners of [[a, b, c], [b, c, d]]) facets.push(svg('polygon', { points: corners.join(' '), class: next() < 0.5 ? shape : light, 'fill-opacity': (next() * 0.9).toFixed(2) }));
    }
  }
  return facets;
}
