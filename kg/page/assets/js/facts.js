// Facts in words: what the table, the timeline and the exports all say of a fact.

const Facts = (() => {
  const CODED = new Set(["role", "mode"]);

  /** Show the evidence of a fact (between things, or with a date or number as object). */
  const open = (fact) => View.set({ sel: fact.s.id, fact: fact.name, ev: 0 });

  /** Show a thing. */
  const visit = (node) => View.set({ sel: node.id, fact: "", ev: 0 });

  /** The object in words: a thing's label, or the value as it stands in the graph. */
  const objectOf = (fact) => (fact.o ? labelOf(fact.o) : fact.value);

  /** "subject relation object" in the language of the reader. */
  const sentence = (fact) => `${labelOf(fact.s)} ${termOf(fact.p)} ${objectOf(fact)}`;

  /** The value of a qualifier in words. */
  function valueOf(qualifier) {
    if (qualifier.thing) return labelOf(qualifier.thing);
    return CODED.has(qualifier.key) && qualifier.code ? termOf(qualifier.code) : qualifier.value;
  }

  /** A qualifier in words; role and mode need no name, their values speak for themselves. */
  function qualifierText(qualifier) {
    const value = valueOf(qualifier);
    return CODED.has(qualifier.key) ? value : `${termOf(qualifier.term)} ${value}`;
  }

  /** The values of one qualifier of a fact. */
  const values = (fact, key) => fact.qualifiers.filter((qualifier) => qualifier.key === key);

  /** A button that opens the evidence of a fact; a word marks what did not simply happen. */
  function button(fact, content, kind = "") {
    const current = View.state.fact === fact.name ? "true" : null;
    return h("button", {
      type: "button", "data-fact": fact.name, title: t("timeline.evidence", { fact: sentence(fact) }),
      "aria-current": current, onclick: () => open(fact),
      class: ["fact-link", !fact.f.stands && "unsure", kind].filter(Boolean).join(" "),
    }, content, EvidenceView.truth(fact));
  }

  /** Mark in `root` the buttons and rows of the fact and the thing that are open. */
  function mark(root) {
    const { fact, sel } = View.state;
    for (const element of root.querySelectorAll("[data-fact], [data-node]")) {
      const { fact: name, node } = element.dataset;
      if (name ? name === fact : !fact && node === sel) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  /** Whether a list holds the same as the one before. */
  const same = (one, two) => one?.length === two.length && two.every((item, i) => item === one[i]);

  return { open, visit, sentence, qualifierText, values, button, mark, same };
})();
