// The picture as a drawing with real text (SVG), and as pixels (PNG) drawn from that.
// On paper it is always light. Made as text: nothing of it is ever part of the page.

const Picture = (() => {
  const INK = { bg: "#ffffff", ink: "#1c2430", muted: "#5b6573", line: "#e3e6ea", edge: "#aab3be", accent: "#0a58a8", open: "#b3451d" };
  const MARGIN = 16;
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  // What XML 1.0 has no way to write: most control characters, halves of pairs, U+FFFE and U+FFFF.
  const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

  const PLAIN = /^[\w .,:;#/()\-\u4e00-\u9fff]*$/;

  /** Text as it may stand in XML. */
  function escape(value) {
    const text = String(value);
    return PLAIN.test(text) ? text : text.replace(NOT_XML, "").replace(/[&<>"']/g, (char) => ENTITIES[char]);
  }
  const round = (number) => Math.round(number * 10) / 10;

  /** An element of the drawing; `inside` is ready markup, `text` is not. */
  function tag(name, attributes, inside = "", text = null) {
    const list = Object.entries(attributes).filter(([, value]) => value != null && value !== false)
      .map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escape(value)}"`).join("");
    const body = text === null ? inside : escape(text);
    return body ? `<${name}${list}>${body}</${name}>` : `<${name}${list}/>`;
  }

  /** A line of text. */
  const words = (text, attributes) => tag("text", { "font-size": 12, fill: INK.ink, ...attributes }, "", text);

  /** The sign of a class. */
  function sign({ shape, colour }, x, y, r, more = {}) {
    const corners = Symbols.corners(shape);
    const style = { fill: colour, stroke: INK.bg, "stroke-width": 1.5, ...more };
    if (!corners) return tag("circle", { cx: x, cy: y, r, ...style });
    return tag("polygon", { points: corners.map(([dx, dy]) => `${round(x + r * dx)},${round(y + r * dy)}`).join(" "), ...style });
  }

  /** The facts and things that the reader chose, as in the picture on the screen. */
  function focus(visible) {
    const { edges, nodes } = Select.chosen(View.state, visible);
    return { edges: new Set(edges), nodes, none: !nodes.size };
  }

  /** The line of a fact, bent as on the screen (the same geometry as vis), from rim to rim. */
  function path(edge, from, to) {
    const bend = Strokes.curve(edge);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const far = Math.hypot(dx, dy) || 1;
    let [vx, vy] = [from.x + dx / 2, from.y + dy / 2];
    if (bend) {
      const turn = (bend.type === "curvedCW" ? bend.roundness : -bend.roundness) * 0.5 + 0.5;
      const [angle, reach] = [Math.atan2(-dy, dx) + turn * Math.PI, (bend.roundness * 0.5 + 0.5) * far];
      [vx, vy] = [from.x + reach * Math.sin(angle), from.y + reach * Math.cos(angle)];
    }
    const last = Math.hypot(to.x - vx, to.y - vy) || 1;
    const gap = Math.min(to.r + 2, last);
    const [ex, ey] = [to.x - ((to.x - vx) / last) * gap, to.y - ((to.y - vy) / last) * gap];
    const start = `M${round(from.x)} ${round(from.y)}`;
    return bend ? `${start}Q${round(vx)} ${round(vy)} ${round(ex)} ${round(ey)}` : `${start}L${round(ex)} ${round(ey)}`;
  }

  /** The line of a fact, with its sentence for those who point at it. */
  function line(edge, spots, chosen, fade) {
    const marked = chosen.edges.has(edge);
    const colour = edge.f.stands ? (marked ? INK.accent : INK.edge) : INK.open;
    const head = edge.f.stands ? (marked ? "chosen" : "plain") : "open";
    const title = tag("title", {}, "", `${Facts.sentence(edge)}${edge.f.key === "actual" ? "" : ` (${termOf(edge.f)})`}`);
    return tag("path", {
      class: "edge", "data-fact": edge.name, d: path(edge, spots.get(edge.s), spots.get(edge.o)), fill: "none",
      stroke: colour, "stroke-width": marked ? 2 : 1, "marker-end": `url(#arrow-${head})`,
      "stroke-dasharray": edge.f.stands ? null : edge.f.key === "negated" ? "2 5" : "7 5",
      opacity: fade && !marked ? 0.2 : null,
    }, title);
  }

  /** A thing: its sign and, if there was room, its label. */
  function thing({ node, x, y, r }, label, chosen, fade) {
    const marked = chosen.nodes.has(node);
    const rim = node.id === View.state.sel ? { stroke: INK.ink, "stroke-width": 2.5 } : {};
    const text = label && words(label.text, {
      x: label.x + label.w / 2, y: label.y + label.h / 2, "font-size": label.size, "text-anchor": "middle", dy: "0.36em",
      stroke: INK.bg, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "font-weight": marked ? 600 : null,
    });
    const inside = tag("title", {}, "", labelOf(node)) + sign(node.cls, x, y, r, rim) + (text || "");
    return tag("g", { class: "node", "data-id": node.id, opacity: fade && !marked ? 0.25 : null }, inside);
  }

  /** The years along the top. */
  function axis({ w, h, x }) {
    let last = -Infinity;
    const marks = KG.axis.map(({ year, x: at }) => ({ year, at: x(at) })).filter(({ at }) => {
      const shown = at - last >= 44 && at > 20 && at < w - 20;
      if (shown) last = at;
      return shown;
    });
    return marks.map(({ year, at }) => tag("line", { x1: at, x2: at, y1: 28, y2: h, stroke: INK.line })
      + words(year, { x: at, y: 19, "text-anchor": "middle", fill: INK.muted, "font-weight": 600 })).join("");
  }

  /** Below the picture: what signs and lines mean, what is shown, where it comes from. */
  function legend(visible, w, top) {
    const numbers = new Map();
    for (const { cls } of visible.nodes) numbers.set(cls, (numbers.get(cls) ?? 0) + 1);
    const classes = KG.classes.filter((cls) => numbers.has(cls)).map((cls) => ({ cls, text: `${termOf(cls)} ${numbers.get(cls)}` }));
    const dashed = visible.edges.some((edge) => !edge.f.stands);
    const lines = [{ text: t("export.stands") }, ...(dashed ? [{ text: t("export.open"), open: true }] : [])];
    const items = Scene.flow([...classes, ...lines], w - 2 * MARGIN);
    const key = items.map(({ cls, text, open, x, line: row }) => {
      const [left, y] = [MARGIN + x, top + 22 + row * 22];
      const mark = cls ? sign(cls, left + 9, y, 6.5) : tag("line", { x1: left, x2: left + 20, y1: y, y2: y, stroke: open ? INK.open : INK.edge, "stroke-width": 2, "stroke-dasharray": open ? "7 5" : null });
      return mark + words(text, { x: left + 26, y, dy: "0.36em" });
    }).join("");
    let y = top + 30 + ((items.at(-1)?.line ?? 0) + 1) * 22;
    const caption = [[$("title").textContent, 600, INK.ink], [Scene.filters(visible), 400, INK.ink], [Scene.origin(), 400, INK.muted]];
    if (Part.fewer) caption.push([Part.sentence(), 600, INK.ink]);
    const text = caption.map(([said, weight, fill], i) => words(Scene.trim(said, w - 2 * MARGIN), { x: MARGIN, y: y + i * 19, fill, "font-weight": weight })).join("");
    y += caption.length * 19;
    return { markup: tag("line", { x1: 0, x2: w, y1: top, y2: top, stroke: INK.line }) + key + text, bottom: y };
  }

  /** The head of a line, by colour. */
  const arrow = (id, colour) =>
    tag("marker", { id: `arrow-${id}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
      tag("path", { d: "M0 1L8 4L0 7Z", fill: colour }));

  /** The drawing {text, w, h} of a scene; `fade` dims what is not chosen, as on the screen. */
  function draw(visible, scene, { fade = false } = {}) {
    const { w, h } = scene;
    const chosen = focus(visible);
    const spots = new Map(scene.spots.map((spot) => [spot.node, spot]));
    const dim = fade && !chosen.none;
    const below = legend(visible, w, h);
    const lines = visible.edges.map((edge) => line(edge, spots, chosen, dim)).join("");
    const things = [...scene.spots].reverse().map((spot) => thing(spot, scene.texts.get(spot.node.id), chosen, dim)).join("");
    const body = tag("title", {}, "", $("title").textContent) + tag("desc", {}, "", [Scene.filters(visible), Scene.origin(), Part.sentence()].filter(Boolean).join(" · "))
      + tag("defs", {}, arrow("plain", INK.edge) + arrow("chosen", INK.accent) + arrow("open", INK.open)
        + tag("clipPath", { id: "frame" }, tag("rect", { width: w, height: h })))
      + tag("rect", { width: w, height: below.bottom, fill: INK.bg })
      + tag("g", { "clip-path": "url(#frame)" }, tag("g", { class: "axis" }, axis(scene)) + tag("g", { class: "edges" }, lines) + tag("g", { class: "nodes" }, things))
      + tag("g", { class: "legend" }, below.markup);
    const size = { width: w, height: below.bottom, viewBox: `0 0 ${w} ${below.bottom}`, "font-family": Labels.STACK };
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${tag("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, body)}\n`;
    return { text, w, h: below.bottom };
  }

  /** All of the visible graph as SVG. */
  const svg = (visible) => draw(visible, Scene.sheet(visible)).text;

  /**
   * What is on the screen as PNG (in the other tabs: all that is visible), at twice the size of the
   * window or more, drawn anew and so as sharp as that. Browsers refuse pictures over 16,384 pixels.
   */
  async function png(visible) {
    const { text, w, h } = draw(visible, Scene.screen(visible) ?? Scene.sheet(visible), { fade: true });
    const wanted = Math.max(2, devicePixelRatio, (2 * innerWidth) / w, (2 * innerHeight) / h);
    const scale = Math.min(wanted, 16_000 / Math.max(w, h), Math.sqrt(100e6 / (w * h)));
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = sheetOf(Math.round(w * scale), Math.round(h * scale));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** An empty sheet of pixels. */
  const sheetOf = (width, height) => Object.assign(document.createElement("canvas"), { width, height });

  return { svg, png };
})();
