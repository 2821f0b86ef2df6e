// Waves behind waves.
function pattern(next, shape, light) {
  return Array.from({ length: 6 }, (_, index) => {
    const y = 30 + index * 30;
    const tall = 8 + next() * 18;
    const step = 60 + next() * 60;
    const start = -next() * step;
    let path = `M${start.toFixed(1)} ${y}`;
    for (let x = start; x < width + step; x += step) path += ` q${(step / 4).toFixed(1)} ${(-tall).toFixed(1)} ${(step / 2).toFixed(1)} 0 t${(step / 2).toFixed(1)} 0`;
    return svg('path', { d: `${path} V${height + 20} H${start.toFixed(1)} Z`, class: index % 2 ? light : shape, 'fill-opacity': (0.35 + index * 0.1).toFixed(2) });
  });
}
