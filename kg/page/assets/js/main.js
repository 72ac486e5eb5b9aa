// The page: every change of the state is drawn here, in one order.

const Page = (() => {
  let seen = null;
  let placed = false;

  const changed = (state, before, ...fields) => fields.some((field) => state[field] !== before[field]);
  const CHOICE = ["hide", "orgs", "from", "to", "all", "extra", "only", "sel", "fact", "path"];

  /** Draw what differs between two states. */
  function render(state, before) {
    const language = !seen || changed(state, before, "lang", "names");
    if (!seen || changed(state, before, "lang")) Words.set(state.lang);
    if (language) header();
    if (language || changed(state, before, ...CHOICE)) {
      seen = Select.visible(state);
      Legend.render(seen);
      Period.render(seen);
      Details.render(seen);
      count(state);
    } else if (changed(state, before, "ev")) Details.render(seen);
    tabs(state, before, language);
    if (state.tab === "graph") picture(state, before);
  }

  function picture(state, before) {
    Canvas.show(seen);
    Canvas.mark(state, seen);
    if (!placed) return place(state);
    if (changed(state, before, "eye") && !changed(state, before, ...CHOICE)) return;
    const [fact, back] = [KG.factByName.get(state.fact), before.tab !== state.tab];
    if (fact?.o && (back || changed(state, before, "fact"))) Canvas.reveal([fact.s, fact.o]);
    else if (seen.path?.length && changed(state, before, "path")) Canvas.fit(ends(seen.path), { animate: true });
    else if (changed(state, before, "all", "only", "orgs", "from", "to")) Canvas.fit(seen.nodes);
    else if (state.sel && (back || changed(state, before, "sel"))) Canvas.reveal([KG.nodeById.get(state.sel)]);
  }

  /** Where the eye is at first: where the address says, else on all of it and what is chosen. */
  function place(state) {
    placed = true;
    if (state.eye) return Canvas.look(state.eye);
    Canvas.fit(seen.nodes);
    const fact = KG.factByName.get(state.fact);
    const chosen = seen.path?.length ? ends(seen.path) : fact?.o ? [fact.s, fact.o] : [KG.nodeById.get(state.sel)];
    Canvas.reveal(chosen.filter(Boolean));
  }

  const ends = (edges) => edges.flatMap(({ s, o }) => [s, o]);

  /** The tab that is open; the two lists are only drawn while they are looked at. */
  function tabs(state, before, language) {
    for (const name of ["graph", "table", "timeline"]) {
      const open = state.tab === name;
      $(`tab-${name}`).setAttribute("aria-selected", String(open));
      $(`tab-${name}`).tabIndex = open ? 0 : -1;
      $(`panel-${name}`).hidden = !open;
    }
    const again = language || changed(state, before, "tab", "q", "sort", ...CHOICE);
    if (state.tab === "table" && again) Table.render($("panel-table"), seen);
    if (state.tab === "timeline" && again) Timeline.render($("panel-timeline"), seen);
  }

  function header() {
    const { meta } = KG;
    document.title = $("title").textContent = t("page.title");
    const period = [meta.from.slice(0, 4), meta.to.slice(0, 4)].filter((year, i, all) => year && all.indexOf(year) === i).join("–");
    Part.render();
    $("summary").textContent = t(Part.key("page.summary"), { entities: meta.entities, facts: meta.facts, documents: meta.documents, period });
    $("names").value = View.state.names;
  }

  function count(state) {
    const { nodes, edges, total } = seen;
    say(t(Part.key(state.all || nodes.length >= total.nodes ? "status.all" : "status.some"),
      { nodes: nodes.length, edges: edges.length, allNodes: total.nodes, allEdges: total.edges }));
    $("all").setAttribute("aria-pressed", String(state.all));
    $("all").disabled = !state.all && KG.meta.opening >= total.nodes;
  }

  function hover(thing, place) {
    const tip = $("tip");
    tip.hidden = !thing;
    if (!thing) return;
    if (thing.cls) fill(tip, symbol(thing.cls), labelOf(thing));
    else fill(tip, `${labelOf(thing.s)} `, h("b", {}, termOf(thing.p)), ` ${labelOf(thing.o)}`, EvidenceView.truth(thing));
    tip.style.left = `${Math.min(place.x + 14, Canvas.size().w - tip.offsetWidth - 8)}px`;
    tip.style.top = `${place.y + 16}px`;
  }

  function startPicture() {
    Canvas.start($("canvas"), {
      node: (node) => Details.select(node),
      edge: (edge) => View.set({ fact: edge.name, ev: 0 }),
      empty: () => View.set({ sel: "", fact: "", ev: 0 }),
      open: (node) => Moves.expand(node),
      eye: (eye) => View.set({ eye }),
      hover,
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      Strokes.forget();
      Canvas.show(seen, { redo: true });
      Canvas.mark(View.state, seen);
    });
  }

  /** Start: read the address, draw, tell that all is there. */
  function start() {
    const own = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
    startPicture();
    View.on(render);
    Controls.start();
    const strange = View.start({ lang: own, names: own });
    if (strange.length) say(t("status.strange", { what: strange.join(" ").slice(0, 80) }));
    window.addEventListener("hashchange", () => {
      const unknown = View.restore();
      if (unknown.length) say(t("status.strange", { what: unknown.join(" ").slice(0, 80) }));
    });
    Canvas.network().once("afterDrawing", () => (window.__kg.ready = true));
    Canvas.network().redraw();
  }

  return { start, seen: () => seen };
})();

/** What tests and scripts can ask the page; nothing here changes it. */
window.__kg = {
  ready: false,
  moves: () => Canvas.moving(),
  state: () => ({ ...View.state }),
  nodes: () => Page.seen().nodes.map(({ id }) => id),
  edges: () => Page.seen().edges.map(({ name }) => name),
  positions: () => Object.fromEntries(Page.seen().nodes.map(({ id, x, y }) => [id, [x, y]])),
  labelBoxes: () => Canvas.boxes().map(({ id, x, y, w, h: high }) => ({ id, x, y, w, h: high })),
  project: (id) => offset(Canvas.project(KG.nodeById.get(id))),
  edgePoint: (name) => offset(Canvas.middle(KG.factByName.get(name))),
};

/** From the corner of the picture to the corner of the window. */
function offset({ x, y }) {
  const { left, top } = Canvas.element().getBoundingClientRect();
  return { x: x + left, y: y + top };
}

Page.start();
