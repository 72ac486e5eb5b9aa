// Labels of the picture: always the same size, the most important first, none over another.

const Labels = (() => {
  const SIZE = 12;
  const STACK = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
  const MOST = 120;
  const widths = new Map();

  function width(ctx, text, font) {
    const key = font + text;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    return widths.get(key);
  }

  const meets = (one, two) =>
    one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h;

  /** Below the sign if there is room, else beside or above it. */
  function* places(spot, w) {
    const { x, y, r } = spot;
    yield { x: x - w / 2, y: y + r + 2, w, h: SIZE + 4 };
    yield { x: x + r + 4, y: y - SIZE / 2 - 2, w, h: SIZE + 4 };
    yield { x: x - w / 2, y: y - r - SIZE - 6, w, h: SIZE + 4 };
    yield { x: x - r - 4 - w, y: y - SIZE / 2 - 2, w, h: SIZE + 4 };
  }

  /**
   * Choose places for labels. `spots` are {node, x, y, r, strong} in CSS pixels, those to be
   * labelled first in front; `size` is that of the picture. A label may not cover another
   * label nor, unless its thing is `strong`, the sign of another thing.
   * Returns boxes {id, text, x, y, w, h, strong}.
   */
  function place(ctx, spots, size) {
    const seen = spots.filter(({ x, y }) => x > 0 && y > 0 && x < size.w && y < size.h);
    const signs = seen.map(({ node, x, y, r }) => ({ id: node.id, x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
    const boxes = [];
    for (const spot of seen) {
      if (boxes.length >= MOST) break;
      const font = `${spot.strong ? "600 " : ""}${SIZE}px ${STACK}`;
      ctx.font = font;
      const text = shortOf(spot.node);
      for (const box of places(spot, Math.ceil(width(ctx, text, font)) + 4)) {
        const inside = box.x >= 0 && box.y >= 0 && box.x + box.w <= size.w && box.y + box.h <= size.h;
        if (!inside || boxes.some((other) => meets(box, other))) continue;
        if (!spot.strong && signs.some((sign) => sign.id !== spot.node.id && meets(box, sign))) continue;
        boxes.push({ ...box, id: spot.node.id, text, font, strong: spot.strong });
        break;
      }
    }
    return boxes;
  }

  /** Draw boxes from `place` with a halo, so that lines beneath do not hurt reading. */
  function draw(ctx, boxes, colours) {
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = colours.bg;
    for (const box of boxes) {
      ctx.font = box.font;
      ctx.fillStyle = colours.ink;
      ctx.strokeText(box.text, box.x + box.w / 2, box.y + box.h / 2);
      ctx.fillText(box.text, box.x + box.w / 2, box.y + box.h / 2);
    }
  }

  /** Draw the years along the top edge; `columns` are {year, x} in CSS pixels. */
  function axis(ctx, columns, colours) {
    ctx.font = `600 ${SIZE}px ${STACK}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.fillStyle = colours.muted;
    for (const { year, x } of columns) ctx.fillText(year, x, 8);
  }

  return { place, draw, axis, STACK, SIZE };
})();
