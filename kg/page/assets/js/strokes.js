// Lines of the picture: how parallel facts are bent apart, and how the chosen ones are drawn.

const Strokes = (() => {
  let palette = null;

  /** The colours of the style sheet as it applies now (light or dark). */
  function colours() {
    if (palette) return palette;
    const style = getComputedStyle(document.documentElement);
    const names = ["bg", "ink", "muted", "line", "edge", "accent", "denied"];
    palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    return palette;
  }

  /** Forget the colours: the reader changed the scheme. */
  const forget = () => (palette = null);

  const siblings = new Map();
  const pair = ({ s, o }) => (s.i < o.i ? `${s.i} ${o.i}` : `${o.i} ${s.i}`);
  for (const edge of KG.edges) {
    const key = pair(edge);
    (siblings.get(key) ?? siblings.set(key, []).get(key)).push(edge);
  }

  /** The bend of a fact's line: several facts between two things fan out, a single one is straight. */
  function curve(edge) {
    const group = siblings.get(pair(edge));
    const offset = group.indexOf(edge) - (group.length - 1) / 2;
    if (!offset) return false;
    const clockwise = offset > 0 === edge.s.i < edge.o.i;
    return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, 0.22 * Math.abs(offset)) };
  }

  /** The point of a line at `share` of its length, in the coordinates of the layout. */
  const point = (network, edge, share) => network.body.edges[edge.j].edgeType.getPoint(share);

  function line(ctx, network, edge) {
    const steps = curve(edge) ? 16 : 1;
    ctx.beginPath();
    for (let i = 0; i <= steps; i += 1) {
      const { x, y } = network.canvasToDOM(point(network, edge, i / steps));
      if (i) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
    }
    ctx.stroke();
  }

  function arrow(ctx, network, edge) {
    const [tip, tail] = [0.62, 0.58].map((share) => network.canvasToDOM(point(network, edge, share)));
    const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
    ctx.beginPath();
    for (const turn of [0, 2.6, -2.6]) ctx.lineTo(tip.x + 6 * Math.cos(angle + turn), tip.y + 6 * Math.sin(angle + turn));
    ctx.fill();
  }

  /** The name of a relation at the middle of its line. */
  function name(ctx, network, edge, { bg, ink }) {
    const { x, y } = network.canvasToDOM(point(network, edge, 0.45));
    ctx.font = `11px ${Labels.STACK}`;
    const text = termOf(edge.p);
    const width = ctx.measureText(text).width + 8;
    ctx.fillStyle = bg;
    ctx.fillRect(x - width / 2, y - 8, width, 16);
    ctx.fillStyle = ink;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y);
  }

  /** How a line is broken: planned and uncertain in dashes, denied in dots. */
  const dashes = ({ f }) => (f.stands ? [] : f.key === "negated" ? [2, 5] : [7, 5]);

  /** Draw what is chosen over a veil that dims all else. */
  function drawFocus(ctx, network, focus, { frame, palette: colour, spot }) {
    ctx.globalAlpha = 0.82;
    ctx.fillStyle = colour.bg;
    ctx.fillRect(0, 0, frame.w, frame.h);
    ctx.globalAlpha = 1;
    ctx.lineWidth = focus.named ? 2 : 1.2;
    for (const edge of focus.edges) {
      ctx.strokeStyle = ctx.fillStyle = edge.f.stands ? colour.accent : colour.denied;
      ctx.setLineDash(dashes(edge));
      line(ctx, network, edge);
      ctx.setLineDash([]);
      arrow(ctx, network, edge);
    }
    if (focus.named) for (const edge of focus.edges) name(ctx, network, edge, colour);
    for (const node of focus.nodes) sign(ctx, spot(node, network.getScale()), node === focus.chosen, colour);
  }

  function sign(ctx, { node, x, y, r }, chosen, colour) {
    Symbols.trace(ctx, node.cls.shape, x, y, Math.max(5, r));
    ctx.fillStyle = node.cls.colour;
    ctx.fill();
    ctx.lineWidth = chosen ? 3 : 1.5;
    ctx.strokeStyle = chosen ? colour.ink : colour.bg;
    ctx.stroke();
  }

  return { colours, forget, curve, dashes, point, drawFocus };
})();
