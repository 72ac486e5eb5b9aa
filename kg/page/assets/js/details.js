// The panel on the right: a thing and its facts, a fact and its evidence, or the way between two.

const Details = (() => {
  const FIRST = 8;
  let open = new Set();

  const close = () => View.set({ sel: "", fact: "", ev: 0 });
  const select = (node) => View.set({ sel: node.id, fact: "", ev: 0 });

  /** A fact as a row: the other end, what qualifies it, how many passages say so. */
  function factRow(fact, node) {
    const other = fact.o && (fact.s === node ? fact.o : fact.s);
    return h("li", {},
      h("button", { type: "button", class: `fact ${fact.f.stands ? "" : "open"}`, "data-fact": fact.name,
        "aria-pressed": String(View.state.fact === fact.name), onclick: () => View.set({ sel: node.id, fact: fact.name, ev: 0 }) },
        other ? [symbol(other.cls), h("span", { class: "name" }, labelOf(other))] : h("span", { class: "name" }, fact.value),
        h("span", { class: "tags" }, EvidenceView.truth(fact), EvidenceView.qualifiers(fact)),
        h("span", { class: "quote", lang: "zh" }, KG.evidence(fact.evidence[0]).quote),
        h("span", { class: "count", title: t("details.passages", { n: fact.passages }) }, fact.passages)));
  }

  /** Facts by relation and direction: values first, then small groups (chair, host, place). */
  function groups(node) {
    const found = new Map();
    for (const fact of [...node.literals, ...node.edges]) {
      const inward = fact.o === node && fact.s !== node;
      const key = `${fact.p.key} ${inward ? "in" : "out"}`;
      (found.get(key) ?? found.set(key, { key, p: fact.p, inward, facts: [] }).get(key)).facts.push(fact);
    }
    const weight = ({ facts }) => (facts[0].o ? facts.length : 0);
    return [...found.values()].sort((one, two) => weight(one) - weight(two));
  }

  function group({ key, p, inward, facts }, node) {
    const whole = open.has(key) || facts.length <= FIRST + 2;
    const byYear = [...facts].sort((one, two) => (one.year ?? 0) - (two.year ?? 0));
    const rows = whole ? byYear : byYear.slice(0, FIRST);
    const more = !whole && h("button", { type: "button", class: "more", onclick: () => (open.add(key), render(last)) }, t("details.more", { n: facts.length - FIRST }));
    return h("section", { class: "group" },
      h("h3", {}, inward ? t("details.inverse", { what: termOf(p) }) : termOf(p), h("span", { class: "count" }, facts.length)),
      h("ul", {}, rows.map((fact) => factRow(fact, node))), more || null);
  }

  function names(node) {
    const shown = new Set([labelOf(node)]);
    const others = [node.zh, node.en, ...node.alias].filter((name) => name && !shown.has(name) && shown.add(name));
    return others.length ? h("p", { class: "aliases" }, h("small", {}, t("details.also")), " ", others.join(t("list.comma"))) : null;
  }

  function actions(node) {
    const unseen = Select.unseen(node, new Set(last.nodes));
    return h("div", { class: "actions" },
      h("button", { id: "expand", type: "button", disabled: !unseen.length, onclick: () => Moves.expand(node) },
        unseen.length ? t("details.expand", { n: Math.min(20, unseen.length), rest: unseen.length }) : t("details.expanded")),
      h("button", { id: "isolate", type: "button", "aria-pressed": String(Boolean(View.state.only)), onclick: () => Moves.isolate(node) }, t("details.isolate")));
  }

  function pathBox() {
    return h("div", { class: "path-box" },
      h("label", { for: "path-to" }, t("path.to")),
      h("div", { class: "combo" },
        h("input", { id: "path-to", type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "path-results", "aria-autocomplete": "list", placeholder: t("path.placeholder") }),
        h("ul", { id: "path-results", role: "listbox", "aria-label": t("search.results"), hidden: true })));
  }

  function nodePanel(node) {
    return h("section", { class: "thing" },
      h("p", { class: "kind" }, symbol(node.cls), termOf(node.cls), node.year ? h("span", { class: "year" }, node.year) : null),
      names(node), actions(node), pathBox(), groups(node).map((found) => group(found, node)), Part.hint("details"));
  }

  /** The chain of facts between two things, each a sentence that opens its evidence. */
  function pathPanel(path) {
    const [from, to] = View.state.path.map((id) => KG.nodeById.get(id));
    if (!path.length) return h("p", { class: "hint" }, from === to ? t("path.same") : t(Part.key("path.none"), { from: labelOf(from), to: labelOf(to) }));
    const step = (edge) => h("li", {}, h("button", { type: "button", class: "fact", "data-fact": edge.name, "aria-pressed": String(View.state.fact === edge.name), onclick: () => View.set({ fact: edge.name, ev: 0 }) },
      h("span", { class: "name" }, `${labelOf(edge.s)} `, h("b", {}, termOf(edge.p)), ` ${labelOf(edge.o)}`)));
    return h("ol", {}, path.map(step));
  }

  function path(visible) {
    if (!visible.path) return null;
    return h("section", { id: "path" }, h("h3", {}, t("path.title")), pathPanel(visible.path),
      h("button", { type: "button", class: "more", onclick: () => View.set({ path: null }) }, t("path.close")));
  }

  /**
   * What keeps the keyboard's place while the panel is drawn anew: who opened a fact goes on at
   * its sentence, others stay on the button they pressed.
   */
  function focused(panel) {
    const active = panel.contains(document.activeElement) && document.activeElement;
    if (!active) return () => {};
    const { id, dataset } = active;
    return () => {
      const quote = focusMoved && panel.querySelector("blockquote");
      const same = id ? $(id) : dataset.fact && panel.querySelector(`button[data-fact="${CSS.escape(dataset.fact)}"]`);
      (quote || same || $("details-body")).focus({ preventScroll: true });
    };
  }

  let last = null;
  let shownNode = "";
  /** Draw the panel for the state. */
  function render(visible) {
    last = visible;
    const { sel, fact: name } = View.state;
    const node = KG.nodeById.get(sel);
    const fact = KG.factByName.get(name);
    const panel = $("details");
    panel.hidden = !node && !fact && !visible.path;
    document.body.classList.toggle("with-details", !panel.hidden);
    if (panel.hidden) return;
    if (shownNode !== sel) open = new Set();
    const refocus = focused(panel);
    const top = shownNode === sel ? $("details-body").scrollTop : 0;
    shownNode = sel;
    $("details-title").textContent = node ? labelOf(node) : fact ? t("evidence.title") : t("path.title");
    fill($("details-body"), fact && EvidenceView.panel(fact), path(visible), node && nodePanel(node));
    $("details-body").scrollTop = fact && focusMoved ? 0 : top;
    refocus();
    if (node) Search.attach($("path-to"), $("path-results"), (goal) => View.set({ path: [node.id, goal.id], fact: "", ev: 0 }));
  }

  let focusMoved = false;
  View.on((state, before) => (focusMoved = state.fact !== before.fact));

  return { render, close, select };
})();
