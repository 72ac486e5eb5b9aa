// The picture: an adapter on vis-network, which draws lines, moves the eye and finds what is hit.
// Everything stands still: positions come from the build. Labels, years and what is chosen are
// drawn by us on top, so that choosing something never touches thousands of items.

const Canvas = (() => {
  const MANY = 1500;
  const { curve, colours, dashes, point, drawFocus } = Strokes;
  let network = null;
  let shown = { nodes: [], edges: [] };
  let boxes = [];
  let focus = null;
  let moving = false;
  const rows = new Map();

  const radius = (node) => (node.i < 12 ? 11 : node.i < 60 ? 8.5 : 6.5);
  const canvas = () => $("canvas").querySelector("canvas");
  const size = () => ({ w: canvas().clientWidth, h: canvas().clientHeight });
  const project = (node) => network.canvasToDOM({ x: node.x, y: node.y });

  /** How vis draws a thing: by our sign of its class. */
  function draw(node) {
    const r = radius(node);
    return ({ ctx }) => ({
      drawNode() {
        Symbols.trace(ctx, node.cls.shape, node.x, node.y, r);
        ctx.fillStyle = node.cls.colour;
        ctx.fill();
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = colours().bg;
        ctx.stroke();
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    });
  }

  function nodeRow(node) {
    if (!rows.has(node)) {
      rows.set(node, { id: node.i, x: node.x, y: node.y, shape: "custom", ctxRenderer: draw(node), size: radius(node) });
    }
    return rows.get(node);
  }

  function edgeRow(edge) {
    const { edge: colour, denied } = colours();
    const row = { id: edge.j, from: edge.s.i, to: edge.o.i, color: { color: colour, hover: colour } };
    if (!edge.f.stands) Object.assign(row, { dashes: dashes(edge), color: { color: denied } });
    return Object.assign(row, { smooth: curve(edge) });
  }

  const options = (many) => ({
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    nodes: { borderWidth: 0, chosen: false },
    edges: { width: 1, chosen: false, selectionWidth: 0, hoverWidth: 0, arrows: { to: { enabled: !many, scaleFactor: 0.35 } } },
    interaction: { dragNodes: false, hover: !many, selectConnectedEdges: false, hideEdgesOnDrag: many, hideEdgesOnZoom: many, keyboard: false, tooltipDelay: 1e9 },
  });

  /** Move the eye; a move without animation ends the one before it. */
  function move(eye) {
    moving = Boolean(eye.animation);
    network.moveTo(eye);
  }

  /** Draw the things and facts of `visible` in place of those drawn before. */
  function show(visible, { redo = false } = {}) {
    const same = visible.nodes.length === shown.nodes.length && visible.edges.length === shown.edges.length &&
      visible.nodes.every((node, i) => node === shown.nodes[i]) && visible.edges.every((edge, i) => edge === shown.edges[i]);
    shown = visible;
    if (same && !redo) return network.redraw();
    const eye = { position: network.getViewPosition(), scale: network.getScale() };
    network.setOptions(options(visible.edges.length > MANY));
    network.setData({ nodes: visible.nodes.map(nodeRow), edges: visible.edges.map(edgeRow) });
    move(eye);
  }

  /** Say what is chosen: it is drawn strong, its neighbours clearly, all else faintly. */
  function mark(state, visible) {
    const { node, edges, nodes } = Select.chosen(state, visible);
    const drawn = edges.filter((edge) => network.body.edges[edge.j]);
    const seen = new Set([...nodes].filter(({ i }) => network.body.nodes[i]));
    focus = seen.size ? { edges: drawn, nodes: seen, chosen: node, named: drawn.length <= 8 } : null;
    network.redraw();
  }

  /** Draw in CSS pixels, whatever the eye and the screen are. */
  function inPixels(ctx, action) {
    const ratio = canvas().width / canvas().clientWidth;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    action();
    ctx.restore();
  }

  /** The columns of years that are in the picture and have room for their number. */
  function columns() {
    let last = -Infinity;
    return KG.axis.map(({ year, x }) => ({ year, x: network.canvasToDOM({ x, y: 0 }).x })).filter(({ x }) => {
      const fits = x - last >= 44 && x > 20 && x < size().w - 20;
      if (fits) last = x;
      return fits;
    });
  }

  const underlay = (ctx) => inPixels(ctx, () => {
    ctx.fillStyle = colours().line;
    for (const { x } of columns()) ctx.fillRect(Math.round(x), 26, 1, size().h - 26);
  });

  const overlay = (ctx) => inPixels(ctx, () => {
    const palette = colours();
    const scale = network.getScale();
    const frame = size();
    if (focus) drawFocus(ctx, network, focus, { frame, palette, spot });
    const strong = focus?.nodes ?? new Set();
    const rest = focus ? [] : shown.nodes;
    const first = [...strong].sort((one, two) => (two === focus.chosen) - (one === focus.chosen) || one.i - two.i);
    boxes = Labels.place(ctx, [...first, ...rest].map((node) => spot(node, scale, strong.has(node))), frame);
    Labels.draw(ctx, boxes, palette);
    Labels.axis(ctx, columns(), palette);
  });

  const spot = (node, scale, strong) => ({ node, ...project(node), r: Math.max(2, radius(node) * scale), strong });

  /**
   * The part of the picture that the panel does not cover, in CSS pixels: it lies over the right
   * side, on small screens over the lower part, so that nothing moves when it opens. `shift` is
   * the way from the middle of the picture to the middle of that part.
   */
  function room() {
    const { w, h: high } = size();
    const [panel, frame] = [$("details").getBoundingClientRect(), canvas().getBoundingClientRect()];
    if (!panel.height) return { w, high, shift: { x: 0, y: 0 } };
    const below = panel.width >= w - 1;
    const [right, bottom] = [below ? 0 : frame.right - panel.left, below ? frame.bottom - panel.top : 0];
    return { w: w - right, high: high - bottom, shift: { x: -right / 2, y: -bottom / 2 } };
  }

  const calm = () => shown.edges.length > MANY || matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Move the eye so that the things `nodes` fill the picture. */
  function fit(nodes, { animate = false, closest = 1.25 } = {}) {
    const placed = nodes.filter((node) => node.edges.length);
    if (!placed.length) return;
    const [xs, ys] = [placed.map((node) => node.x), placed.map((node) => node.y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const { w, high, shift } = room();
    const [wide, tall] = [Math.max(40, w - 110), Math.max(40, high - 90)];
    const scale = Math.min(closest, wide / Math.max(1, right - left), tall / Math.max(1, bottom - top));
    move({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      offset: { x: shift.x, y: shift.y + 8 },
      scale,
      animation: animate && !calm() ? { duration: 250, easingFunction: "easeInOutQuad" } : false,
    });
  }

  /** Bring things into the picture, moving the eye only if one of them is out of it. */
  function reveal(nodes) {
    const { w, high, shift } = room();
    const seen = (node) => {
      const { x, y } = project(node);
      return x > 30 && y > 40 && x < w - 30 && y < high - 30;
    };
    if (nodes.every(seen)) return; // also true of none
    if (nodes.length > 1) fit(nodes, { animate: true });
    else move({ position: nodes[0], offset: shift, animation: false });
  }

  /** Start the picture in `root`; `on` has `node(node)`, `edge(edge)`, `empty()`, `open(node)`, `eye([x, y, scale])`, `hover(thing, place)`. */
  function start(root, on) {
    network = new vis.Network(root, { nodes: [], edges: [] }, options(false));
    const hit = ({ nodes, edges }) => (nodes.length ? KG.nodes[nodes[0]] : edges.length ? KG.edges[edges[0]] : null);
    network.on("beforeDrawing", underlay);
    network.on("afterDrawing", overlay);
    network.on("click", (event) => {
      const thing = hit(event);
      if (!thing) on.empty();
      else if (thing.cls) on.node(thing);
      else on.edge(thing);
    });
    network.on("doubleClick", (event) => event.nodes.length && on.open(KG.nodes[event.nodes[0]]));
    const seen = settled(() => {
      const { x, y } = network.getViewPosition();
      on.eye([Math.round(x), Math.round(y), Math.round(network.getScale() * 1000) / 1000]);
    }, 150);
    for (const name of ["dragEnd", "zoom", "animationFinished"]) network.on(name, seen);
    network.on("animationFinished", () => (moving = false));
    network.on("hoverNode", ({ node, pointer }) => on.hover(KG.nodes[node], pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => on.hover(KG.edges[edge], pointer.DOM));
    for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, () => on.hover(null));
  }

  const zoom = (factor) => move({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)) });
  const look = ([x, y, scale]) => move({ position: { x, y }, scale });
  const middle = (edge) => network.canvasToDOM(point(network, edge, 0.5));

  return {
    start, show, mark, fit, reveal, project, zoom, look, middle, radius, size,
    moving: () => moving, element: canvas, boxes: () => boxes, shown: () => shown, scale: () => network.getScale(),
    network: () => network,
  };
})();
