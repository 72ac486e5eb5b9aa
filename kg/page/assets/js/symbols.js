// The sign of each class: a shape as well as a colour, so that colour is never the only signal.

const Symbols = (() => {
  /** The corners of a regular polygon of radius 1, the first one `turn` eighths after the top. */
  const polygon = (corners, turn = 0, inner = 1) =>
    Array.from({ length: inner < 1 ? corners * 2 : corners }, (_, i) => {
      const angle = (i * 2 * Math.PI) / (inner < 1 ? corners * 2 : corners) + (turn * Math.PI) / 4 - Math.PI / 2;
      const radius = inner < 1 && i % 2 ? inner : 1;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  const CORNERS = {
    square: polygon(4, 1).map(([x, y]) => [x * 1.2, y * 1.2]),
    diamond: polygon(4),
    triangle: polygon(3).map(([x, y]) => [x * 1.15, y * 1.15]),
    triangleDown: polygon(3, 4).map(([x, y]) => [x * 1.15, y * 1.15]),
    pentagon: polygon(5),
    hexagon: polygon(6),
    star: polygon(5, 0, 0.45).map(([x, y]) => [x * 1.3, y * 1.3]),
    cross: polygon(4, 1, 0.45).map(([x, y]) => [x * 1.25, y * 1.25]),
  };

  /** The corners of a shape around (0, 0) with radius 1; null for the dot. */
  const corners = (shape) => CORNERS[shape] ?? null;

  /** Draw a shape of radius `r` at (x, y) as the current path of a canvas. */
  function trace(ctx, shape, x, y, r) {
    ctx.beginPath();
    if (!CORNERS[shape]) ctx.arc(x, y, r, 0, 2 * Math.PI);
    else CORNERS[shape].forEach(([dx, dy], i) => (i ? ctx.lineTo(x + r * dx, y + r * dy) : ctx.moveTo(x + r * dx, y + r * dy)));
    ctx.closePath();
  }

  /** The shape as an element of a drawing, of radius `r` at (x, y). */
  function drawing(shape, x, y, r, attributes) {
    if (!CORNERS[shape]) return h("circle", { cx: x, cy: y, r, ...attributes });
    const points = CORNERS[shape].map(([dx, dy]) => `${(x + r * dx).toFixed(1)},${(y + r * dy).toFixed(1)}`);
    return h("polygon", { points: points.join(" "), ...attributes });
  }

  return { corners, trace, drawing };
})();

/** The sign of a class as a small picture for lists; the text beside it says what it is. */
function symbol(cls) {
  return h("svg", { class: "symbol", viewBox: "-10 -10 20 20", "aria-hidden": "true" },
    Symbols.drawing(cls.shape, 0, 0, 7.5, { fill: cls.colour }));
}
