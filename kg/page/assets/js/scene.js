// Where everything of a picture to take away goes: the frame, the things, their labels, the key.

const Scene = (() => {
  const { SIZE } = Labels;
  const SMALLER = [12, 9, 6];
  const ctx = document.createElement("canvas").getContext("2d");

  /** The width of a text in this size. */
  function width(text, size = SIZE) {
    ctx.font = `${size}px ${Labels.STACK}`;
    return ctx.measureText(text).width;
  }

  /** The part of the graph that is on the screen, at the size of the screen; null if no picture is shown. */
  function screen(visible) {
    const { w, h: high } = Canvas.size();
    if (!w || !high || View.state.tab !== "graph") return null;
    const scale = Canvas.scale();
    const texts = new Map(Canvas.boxes().map((box) => [box.id, { ...box, size: SIZE }]));
    const x = (year) => Canvas.project({ x: year, y: 0 }).x;
    return { w, h: high, spots: visible.nodes.map((node) => spot(node, Canvas.project(node), scale)), texts, x };
  }

  /** A thing with its place and the radius of its sign. */
  const spot = (node, { x, y }, scale) => ({ node, x, y, r: Math.max(2.5, Canvas.radius(node) * scale) });

  /** All of the visible graph on a sheet large enough for its labels. */
  function sheet(visible) {
    const [left, right, top, bottom] = bounds(visible.nodes);
    const [wide, high] = [Math.max(1, right - left), Math.max(1, bottom - top)];
    const aspect = Math.min(2.4, Math.max(1, wide / high));
    const w = Math.round(Math.min(6000, Math.max(1200, 100 * Math.sqrt(visible.nodes.length * aspect))));
    const scale = Math.min(1.6, (w - 160) / wide, (w / aspect - 120) / high);
    const h = Math.round(high * scale + 120);
    const place = ({ x, y }) => ({ x: (x - (left + right) / 2) * scale + w / 2, y: (y - top) * scale + 70 });
    const spots = visible.nodes.map((node) => spot(node, place(node), Math.min(1, Math.max(0.6, scale))));
    return { w, h, spots, texts: labels(spots, { w, h }), x: (year) => place({ x: year, y: 0 }).x };
  }

  /** [left, right, top, bottom] of things. */
  function bounds(nodes) {
    const box = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of nodes) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.max(box[1], x);
      box[2] = Math.min(box[2], y);
      box[3] = Math.max(box[3], y);
    }
    return nodes.length ? box : [0, 1, 0, 1];
  }

  // -- Labels of the sheet: boxes in a grid of cells, so that looking for a meeting is quick --

  const CELL = 64;
  const meets = (one, two) => one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h;

  /** Boxes by the cells they touch. */
  class Grid {
    cells = new Map();

    /** The cells that a box touches. */
    *keys({ x, y, w, h: high }) {
      for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i += 1) {
        for (let j = Math.floor(y / CELL); j <= Math.floor((y + high) / CELL); j += 1) yield `${i} ${j}`;
      }
    }

    /** Take the place of a box. */
    add(box) {
      for (const key of this.keys(box)) (this.cells.get(key) ?? this.cells.set(key, []).get(key)).push(box);
    }

    /** Whether a box meets none but those of its own thing. */
    free(box) {
      for (const key of this.keys(box)) if (this.cells.get(key)?.some((other) => other.id !== box.id && meets(box, other))) return false;
      return true;
    }
  }

  /** Below the sign if there is room, else beside or above it. */
  function places({ node, x, y, r }, w, size) {
    const high = size + 4;
    const at = [[x - w / 2, y + r + 1], [x + r + 3, y - high / 2], [x - w / 2, y - r - high - 1], [x - r - 3 - w, y - high / 2]];
    return at.map(([left, top]) => ({ id: node.id, x: left, y: top, w, h: high }));
  }

  /** A place for as many labels as there is room for: where twelve points do not fit, smaller ones may. */
  function labels(spots, { w, h: high }) {
    const grid = new Grid();
    const found = new Map();
    for (const { node, x, y, r } of spots) grid.add({ id: node.id, x: x - r, y: y - r, w: 2 * r, h: 2 * r });
    const inside = (box) => box.x >= 0 && box.y >= 0 && box.x + box.w <= w && box.y + box.h <= high;
    for (const item of spots) {
      const text = shortOf(item.node);
      for (const size of SMALLER) {
        const box = places(item, width(text, size) + 4, size).find((place) => inside(place) && grid.free(place));
        if (!box) continue;
        found.set(item.node.id, { ...box, text, size });
        grid.add(box);
        break;
      }
    }
    return found;
  }

  // -- The key and the lines below the picture --

  /** What the reader chose, in words: "2013–2015 · without cities · 12 of 300 facts". */
  function filters(visible) {
    const { hide, orgs, from, to, q, tab } = View.state;
    const names = (list) => list.join(t("list.comma"));
    const hidden = KG.classes.filter(({ key }) => hide.includes(key)).map(termOf);
    return [
      (from || to) && `${from || ""}–${to || ""}`,
      orgs.length && names(orgs.map((id) => labelOf(KG.nodeById.get(id)))),
      hidden.length && t("export.without", { what: names(hidden) }),
      tab === "table" && q && `“${q}”`,
      t(Part.key("export.part"), { nodes: visible.nodes.length, edges: visible.edges.length, all: visible.total.edges }),
    ].filter(Boolean).join(" · ");
  }

  /** Where it comes from. */
  function origin() {
    const { documents, from, to, version } = KG.meta;
    const period = [from, to].filter(Boolean).join(" – ");
    return t("export.origin", { documents, period, version });
  }

  /** Lay items {text, ...} out in lines no longer than `w`; gives each its x and line. */
  function flow(items, w) {
    let [x, line] = [0, 0];
    return items.map((item) => {
      const need = width(item.text) + 44;
      if (x && x + need > w) [x, line] = [0, line + 1];
      x += need;
      return { ...item, x: x - need, line };
    });
  }

  /** Cut a text so that it fits into `w`, with an ellipsis. */
  function trim(text, w, size = SIZE) {
    const letters = [...text];
    if (width(text, size) <= w) return text;
    while (letters.length && width(`${letters.join("")}…`, size) > w) letters.pop();
    return `${letters.join("")}…`;
  }

  return { screen, sheet, filters, origin, flow, trim };
})();
