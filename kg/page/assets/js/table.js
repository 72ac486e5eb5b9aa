// The facts of the picture as a table: for screen readers, for print, for sorting and sifting.

const Table = (() => {
  const CHUNK = 200;
  const COLUMNS = ["subject", "relation", "object", "how", "year", "evidence"];
  let parts = null; // the fixed elements of the panel
  let seen = null; // what was rendered last: {edges, rows, language, ...}
  let limit = CHUNK;

  // -- What rows say, sort by and are sifted by --

  /** The document of the first passage of a fact, if there is one. */
  const documentOf = (edge) => (edge.evidence.length ? KG.evidence(edge.evidence[0]).source : null);

  const KEYS = {
    subject: (edge) => labelOf(edge.s),
    relation: (edge) => termOf(edge.p),
    object: (edge) => labelOf(edge.o),
    how: (edge) => [edge.f.key === "actual" ? "" : termOf(edge.f), ...edge.qualifiers.map(Facts.qualifierText)].join(" "),
    year: (edge) => edge.year || Infinity,
    evidence: (edge) => -edge.passages,
  };

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const haystacks = new Map();
  /** Everything one may look for in a row, in both languages. */
  function haystack(edge) {
    if (!haystacks.has(edge)) {
      const names = [edge.s, edge.o].flatMap((node) => [node.zh, node.en, ...node.alias]);
      const terms = [edge.p, edge.f].flatMap((term) => [term.zh, term.en]);
      const more = edge.qualifiers.flatMap(({ value, node, code }) => [value, node?.zh, node?.en, code?.zh, code?.en]);
      const passages = edge.evidence.map(KG.evidence).flatMap(({ quote, source }) => [quote, source.title, source.published]);
      haystacks.set(edge, plain([...names, ...terms, ...more, edge.year, ...passages].filter(Boolean).join("\n")));
    }
    return haystacks.get(edge);
  }

  /** The facts that hold every word of `query`. */
  function sift(edges, query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    return words.length ? edges.filter((edge) => words.every((word) => haystack(edge).includes(word))) : edges;
  }

  /** The facts in the order that `sort` asks for: "year" up, "-year" down, else as they come. */
  function arrange(edges, sort) {
    const column = sort.replace(/^-/, "");
    if (!COLUMNS.includes(column)) return edges;
    const turn = sort.startsWith("-") ? -1 : 1;
    const words = new Intl.Collator(Words.language() === "zh" ? "zh-Hans-CN" : "en", { numeric: true });
    const compare = (one, two) => (typeof one === "number" ? one - two || 0 : words.compare(one, two));
    const keyed = edges.map((edge) => ({ edge, key: KEYS[column](edge) }));
    return keyed.sort((one, two) => turn * compare(one.key, two.key) || one.edge.j - two.edge.j).map(({ edge }) => edge);
  }

  /** The facts of `visible` as the table lists them now; also what the CSV holds. */
  const rows = (visible, { q, sort } = View.state) => arrange(sift(visible.edges, q), sort);

  // -- Elements --

  /** A fact as a row; a click anywhere in it shows the evidence, the button does so for keys. */
  function row(edge, i) {
    const open = (event) => !event.target.closest("button") && !getSelection().toString() && Facts.open(edge);
    const said = t("table.open", { fact: Facts.sentence(edge) });
    const relation = h("button", { type: "button", class: "fact-link", "aria-label": said, onclick: () => Facts.open(edge) }, termOf(edge.p));
    return h("tr", { role: "row", "data-fact": edge.name, "aria-rowindex": i + 2, onclick: open, class: edge.f.stands ? null : "unsure" },
      h("th", { scope: "row", role: "rowheader" }, symbol(edge.s.cls), labelOf(edge.s)),
      h("td", { role: "cell", class: "relation" }, relation, EvidenceView.truth(edge)),
      h("td", { role: "cell" }, symbol(edge.o.cls), labelOf(edge.o)),
      h("td", { role: "cell", class: "how" }, edge.qualifiers.map((qualifier) => h("span", {}, Facts.qualifierText(qualifier)))),
      h("td", { role: "cell", class: "year" }, edge.year ? String(edge.year) : "—"),
      passage(edge));
  }

  /** The cell of the evidence: the first passage, how many there are, where the first comes from. */
  function passage(edge) {
    if (!edge.evidence.length) return h("td", { role: "cell", class: "passage" }, t("table.none"));
    const { quote } = KG.evidence(edge.evidence[0]);
    const { title, path, published } = documentOf(edge);
    return h("td", { role: "cell", class: "passage" },
      h("q", { lang: "zh" }, quote),
      h("span", { class: "from" }, [t("table.passages", { n: edge.passages }), published].filter(Boolean).join(" · "), " · ", h("cite", {}, title || path)));
  }

  /** The head of a column: its button sorts up, down, not at all. */
  function header(column) {
    const turn = () => {
      const { sort } = View.state;
      View.set({ sort: sort === column ? `-${column}` : sort === `-${column}` ? "" : column });
    };
    const inside = [h("span", { class: "name" }), h("span", { class: "arrow", "aria-hidden": "true" })];
    return h("th", { scope: "col", role: "columnheader", "data-column": column },
      h("button", { type: "button", class: "sort", onclick: turn }, inside));
  }

  /** Make the fixed parts once, so that a reader who types keeps the focus. */
  function build(root) {
    const filter = settled(() => View.set({ q: input.value }), 150);
    const input = h("input", { type: "search", id: "table-filter", autocomplete: "off", spellcheck: "false", oninput: filter });
    const label = h("label", { for: "table-filter" });
    const count = h("p", { class: "count", role: "status", "aria-live": "polite" });
    const caption = h("caption", {});
    const heads = COLUMNS.map(header);
    const body = h("tbody", { role: "rowgroup" });
    const table = h("table", { class: "facts", role: "table" }, caption,
      h("thead", { role: "rowgroup" }, h("tr", { role: "row", "aria-rowindex": 1 }, heads)), body);
    const more = h("button", { type: "button", class: "more", onclick: () => grow(limit + CHUNK, true) });
    const all = h("button", { type: "button", class: "all", onclick: () => grow(Infinity, true) });
    fill(root, h("div", { class: "sift" }, label, input, count), table, h("div", { class: "rest" }, more, all));
    return { root, input, label, count, caption, heads, body, table, more, all };
  }

  // -- Rendering --

  /** Add rows until `next` of them are there; with `move`, the focus goes to the first new one. */
  function grow(next, move = false) {
    const { list } = seen;
    const from = parts.body.childElementCount;
    limit = Math.min(next, Math.max(list.length, CHUNK));
    const fragment = document.createDocumentFragment();
    for (let i = from; i < Math.min(limit, list.length); i += 1) fragment.append(row(list[i], i));
    parts.body.append(fragment);
    tell();
    if (move) parts.body.children[from]?.querySelector("button").focus();
  }

  /** Say how many rows are shown of how many. */
  function tell() {
    const { list, edges } = seen;
    const shown = parts.body.childElementCount;
    const sifted = list.length < edges.length ? t("table.sifted", { n: edges.length }) : "";
    const text = (shown < list.length ? t("table.partly", { shown, n: list.length }) : t("table.count", { n: list.length })) + sifted;
    if (parts.count.textContent !== text) parts.count.textContent = text;
    const left = list.length - shown;
    parts.more.hidden = left <= CHUNK;
    parts.all.hidden = left <= 0;
    parts.more.textContent = t("table.more", { n: CHUNK });
    parts.all.textContent = t("table.all", { n: list.length });
  }

  /** Put the words and the order of sorting into the fixed parts. */
  function dress({ q, sort }) {
    parts.label.textContent = t("table.filter");
    parts.input.setAttribute("placeholder", t("table.hint"));
    if (document.activeElement !== parts.input) parts.input.value = q;
    parts.caption.textContent = t("table.caption");
    for (const head of parts.heads) {
      const { column } = head.dataset;
      const way = sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none";
      head.setAttribute("aria-sort", way);
      head.querySelector(".name").textContent = t(`table.${column}`);
      head.querySelector(".arrow").textContent = { ascending: "▲", descending: "▼", none: "" }[way];
    }
  }

  /**
   * Show the facts of `visible` in `root`. The rows are made anew only when other facts, another
   * order or another language is asked for; else only the row of the chosen fact is marked.
   */
  function render(root, visible) {
    if (parts?.root !== root || !root.contains(parts.table)) [parts, seen] = [build(root), null];
    const { q, sort, names, fact } = View.state;
    const way = JSON.stringify([q, sort, names, Words.language()]);
    dress(View.state);
    if (!seen || seen.way !== way || !Facts.same(seen.edges, visible.edges)) {
      seen = { way, edges: visible.edges, list: rows(visible), fact: "" };
      limit = CHUNK;
      parts.body.replaceChildren();
      parts.table.setAttribute("aria-rowcount", seen.list.length + 1);
      parts.root.scrollTop = 0;
      grow(CHUNK);
    }
    if (fact !== seen.fact) mark(fact);
    seen.fact = fact;
  }

  /** Mark the row of the chosen fact; make sure that it is there, and in sight. */
  function mark(fact) {
    parts.body.querySelector(":scope > [aria-current]")?.removeAttribute("aria-current");
    const at = fact ? seen.list.findIndex((edge) => edge.name === fact) : -1;
    if (at < 0) return;
    if (at >= parts.body.childElementCount) grow(Math.ceil((at + 1) / CHUNK) * CHUNK);
    const chosen = parts.body.children[at];
    chosen.setAttribute("aria-current", "true");
    chosen.scrollIntoView({ block: "nearest" });
  }

  addEventListener("beforeprint", () => parts && View.state.tab === "table" && grow(Infinity));

  return { render, rows };
})();
