// Moves that need no mouse, and the sheet that lists them.

const Moves = (() => {
  /** Add the most important neighbours that are not to be seen yet, at most twenty. */
  function expand(node) {
    const seen = new Set(Select.visible(View.state).nodes);
    const more = Select.unseen(node, seen).slice(0, 20).map(({ id }) => id);
    if (more.length) View.set({ extra: [...View.state.extra, ...more] }, { undo: true });
    else say(t("details.expanded"));
  }

  /** Keep only a thing and its neighbours; again to see all. */
  function isolate(node) {
    if (View.state.only) return View.set({ only: null }, { undo: true });
    const near = node.edges.flatMap((edge) => [edge.s.id, edge.o.id]);
    View.set({ only: [node.id, ...new Set(near.filter((id) => id !== node.id))] }, { undo: true });
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** Choose the nearest thing in the direction of an arrow key. */
  function step(key) {
    const from = KG.nodeById.get(View.state.sel);
    const nodes = Canvas.shown().nodes.filter((node) => node.edges.length);
    if (!from) return nodes.length && Details.select(nodes[0]);
    const [dx, dy] = ARROWS[key];
    let best = null;
    for (const node of nodes) {
      const [x, y] = [node.x - from.x, node.y - from.y];
      const along = x * dx + y * dy;
      const cost = along + 2 * Math.abs(x * dy + y * dx);
      if (along > 1 && (!best || cost < best.cost)) best = { node, cost };
    }
    if (best) Details.select(best.node);
    return null;
  }

  /** Put a sentence on the status line, where screen readers hear it. */
  function say(text) {
    $("status").textContent = text;
  }

  return { expand, isolate, step, say, ARROWS };
})();

const { say } = Moves;

const Keys = (() => {
  const typing = (target) => /^(input|select|textarea)$/i.test(target.tagName) && target.type !== "checkbox" && target.type !== "range";
  const chosen = () => KG.nodeById.get(View.state.sel);
  const PLAIN = {
    "/": () => $("search").focus(),
    "?": () => $("help-sheet").showModal(),
    e: () => chosen() && Moves.expand(chosen()),
    i: () => chosen() && Moves.isolate(chosen()),
    p: () => $("path-to")?.focus(),
    "+": () => Canvas.zoom(1.3),
    "=": () => Canvas.zoom(1.3),
    "-": () => Canvas.zoom(1 / 1.3),
    0: () => Canvas.fit(Canvas.shown().nodes),
    Backspace: () => View.undo() || say(t("status.nothing-to-undo")),
  };

  function escape() {
    if (View.state.fact && View.state.sel) View.set({ fact: "", ev: 0 });
    else if (!$("details").hidden) Details.close();
    $("canvas").focus();
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return escape();
    if (typing(event.target)) return;
    const onCanvas = $("canvas").contains(event.target);
    if (onCanvas && Moves.ARROWS[event.key]) Moves.step(event.key);
    else if (onCanvas && event.key === "Enter") $("details-body").querySelector(".fact")?.focus();
    else if (PLAIN[event.key]) PLAIN[event.key]();
    else return;
    event.preventDefault();
  }

  return { start: () => document.addEventListener("keydown", press) };
})();
