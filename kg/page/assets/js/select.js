// Which things and facts are to be seen: a pure function of the state.

const Select = (() => {
  /** Does a period narrow the view? */
  const dated = (state) => Boolean(state.from || state.to);

  /**
   * The facts that the filters let pass, before the choice of classes. A fact of no
   * organisation (who represents whom) passes with the things that pass for other reasons.
   */
  function passing(state, { ignorePeriod = false } = {}) {
    const orgs = new Set(state.orgs);
    const inPeriod = (edge) =>
      ignorePeriod || !dated(state) ||
      (edge.year && edge.year >= state.from && edge.year <= (state.to || 9999));
    const timely = KG.edges.filter(inPeriod);
    if (!orgs.size) return timely;
    const core = timely.filter((edge) => edge.orgs.some((org) => orgs.has(org.id)));
    const known = ends(core);
    const loose = timely.filter((edge) => !edge.orgs.length && known.has(edge.s) && known.has(edge.o));
    return [...core, ...loose].sort((one, two) => one.j - two.j);
  }

  const ends = (edges) => new Set(edges.flatMap((edge) => [edge.s, edge.o]));

  /** The things that must be seen whatever their rank: chosen, opened, on the path. */
  function wanted(state, steps) {
    const fact = KG.factByName.get(state.fact);
    const nodes = [...state.extra, state.sel, ...(state.path ?? [])].map((id) => KG.nodeById.get(id));
    return new Set([...nodes, fact?.s, fact?.o, ...steps.flatMap((edge) => [edge.s, edge.o])].filter(Boolean));
  }

  /** The things of `ranked` (best first) that the view has room for. */
  function cut(ranked, state, always) {
    if (state.only) {
      const only = new Set([...state.only, ...state.extra, state.sel]);
      return ranked.filter((node) => only.has(node.id));
    }
    if (state.all) return ranked;
    return ranked.filter((node, rank) => rank < KG.meta.opening || always.has(node));
  }

  function count(items, key) {
    const numbers = new Map();
    for (const item of items) numbers.set(key(item), (numbers.get(key(item)) ?? 0) + 1);
    return numbers;
  }

  /**
   * What is to be seen in `state`: `nodes` and `edges`; `total`, the same without the limit of
   * the opening view; `classes` and `years`, numbers for legend and slider; `path`, the facts
   * between the two ends that the reader chose (null: not asked; empty: there is none).
   */
  function visible(state) {
    const edges = passing(state);
    const known = ends(edges);
    const hidden = new Set(state.hide);
    const shows = (node) => !hidden.has(node.cls.key);
    const open = edges.filter((edge) => shows(edge.s) && shows(edge.o));
    const path = state.path && Paths.find(...state.path.map((id) => KG.nodeById.get(id)), open);
    const always = wanted(state, path ?? []);
    const ranked = KG.nodes.filter((node) => known.has(node) && shows(node));
    const chosen = new Set(cut(ranked, state, always));
    for (const node of always) if (node.edges.length) chosen.add(node);
    return {
      nodes: KG.nodes.filter((node) => chosen.has(node)),
      edges: open.filter((edge) => chosen.has(edge.s) && chosen.has(edge.o)),
      total: { nodes: ranked.length, edges: open.length },
      classes: count(known, (node) => node.cls.key),
      years: count(passing(state, { ignorePeriod: true }), (edge) => edge.year),
      path,
    };
  }

  /**
   * What the reader chose in `visible`: a fact, else the facts of a path, else those of a thing.
   * {node, edges, nodes}; `node` is the thing itself, undefined if none is chosen.
   */
  function chosen(state, visible) {
    const [fact, node] = [KG.factByName.get(state.fact), KG.nodeById.get(state.sel)];
    let edges = [];
    if (fact?.o) edges = [fact];
    else if (visible.path?.length) edges = visible.path;
    else if (node) edges = visible.edges.filter((edge) => edge.s === node || edge.o === node);
    return { node, edges, nodes: new Set([...edges.flatMap((edge) => [edge.s, edge.o]), node].filter(Boolean)) };
  }

  /** The neighbours of a thing that the view does not show yet, the most important first. */
  function unseen(node, seen) {
    const near = new Set(node.edges.map((edge) => (edge.s === node ? edge.o : edge.s)));
    return [...near].filter((other) => !seen.has(other)).sort((one, two) => one.i - two.i);
  }

  return { visible, chosen, unseen, dated };
})();
