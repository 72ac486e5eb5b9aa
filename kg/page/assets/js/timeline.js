// Summits by year: when, where, who was the host, who took the chair, what was adopted.

const Timeline = (() => {
  let seen = null; // what was rendered last

  /** The facts of a summit under one property: `from` the summit ("s") or to it ("o"). */
  function facts(summit, key, end) {
    const hidden = new Set(View.state.hide);
    const other = end === "s" ? "o" : "s";
    return summit.edges.filter((edge) => edge.p.key === key && edge[end] === summit && !hidden.has(edge[other].cls.key));
  }

  /** A date as precisely as it is known: "2014", "2014-09" or "2014-09-12"; else as it stands. */
  function dateText(value) {
    const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
    if (!parts) return value;
    const [, year, month, day] = parts;
    const date = new Date(Date.UTC(+year, month ? month - 1 : 0, day ? +day : 1));
    const style = { timeZone: "UTC", year: "numeric", month: month && "long", day: day && "numeric" };
    return new Intl.DateTimeFormat(Words.language() === "zh" ? "zh-CN" : "en-GB", style).format(date);
  }

  /** The dates or numbers of a summit under one property, in order. */
  const literals = (summit, key) =>
    summit.literals.filter((literal) => literal.p.key === key).sort((one, two) => (one.value < two.value ? -1 : 1));

  /** A line "word: buttons"; nothing if there is nothing to say. */
  function line(word, items, kind) {
    if (!items.length) return [];
    return [h("dt", {}, word), h("dd", { class: kind }, items)];
  }

  /** The dates of a summit, each a button that opens its evidence. */
  function when(summit) {
    const pieces = [literals(summit, "startDate"), literals(summit, "endDate")].map((group) =>
      group.map((literal) => Facts.button(literal, dateText(literal.value))));
    const [starts, ends] = pieces;
    if (!starts.length && !ends.length) {
      return summit.year ? [h("span", { class: "vague" }, t("timeline.day-unknown", { year: String(summit.year) }))] : [];
    }
    return [...starts, ends.length ? h("span", { class: "dash" }, t("timeline.until")) : null, ...ends];
  }

  /** Facts as buttons with the thing at the other end. */
  const others = (summit, key, end) =>
    facts(summit, key, end).map((edge) => Facts.button(edge, labelOf(end === "s" ? edge.o : edge.s)));

  /** "12 leaders", to be opened: each of them a button, made when asked for. One thing is counted once. */
  function crowd(edges, key) {
    if (!edges.length) return [];
    const [standing, rest] = [true, false].map((stands) => edges.filter(({ f }) => f.stands === stands));
    const number = (list) => new Set(list.map(({ s }) => s)).size;
    const unsure = rest.length ? t("timeline.unsure", { n: number(rest) }) : "";
    const list = h("ul", {});
    const reveal = () => list.childElementCount || fill(list, [...standing, ...rest].map((edge) => h("li", {}, Facts.button(edge, labelOf(edge.s)))));
    const details = h("details", { ontoggle: reveal }, h("summary", {}, t(key, { n: number(standing) }) + unsure), list);
    crowds.set(details, reveal);
    return [details];
  }
  const crowds = new WeakMap(); // what fills a list, for print

  /** All that is known of a summit. */
  function card(summit) {
    const present = facts(summit, "participatedIn", "o");
    const of = (cls) => present.filter((edge) => edge.s.cls.key === cls);
    const edition = literals(summit, "edition").map((literal) => Facts.button(literal, t("timeline.edition", { n: literal.value })));
    const people = [
      ...crowd(facts(summit, "attended", "o"), "timeline.leaders"),
      ...crowd(of("Country"), "timeline.states"), ...crowd(of("Organisation"), "timeline.bodies"),
    ];
    const documents = h("ul", {}, others(summit, "adopted", "s").map((button) => h("li", {}, button)));
    const open = h("button", { type: "button", class: "summit-link", "data-node": summit.id, onclick: () => Facts.visit(summit) },
      symbol(summit.cls), labelOf(summit));
    const place = [
      line(t("timeline.date"), when(summit)), line(t("timeline.city"), others(summit, "heldIn", "s")),
      line(t("timeline.host"), others(summit, "hosted", "o")), line(t("timeline.chair"), others(summit, "chaired", "o")),
    ].flat();
    const outcome = [
      line(t("timeline.present"), people, "crowds"),
      line(t("timeline.documents"), documents.childElementCount ? [documents] : [], "documents"),
    ].flat();
    return h("li", { class: "summit", "data-summit": summit.id }, h("h4", {}, open, edition),
      h("div", { class: "sides" }, [place, outcome].map((side) => (side.length ? h("dl", {}, side) : null))));
  }

  /** The first day of a summit, for the order within a year; those without one come last. */
  const firstDay = (summit) => literals(summit, "startDate")[0]?.value ?? "9999";

  /** [year, summits] in the order of time; year 0 (unknown) at the end. */
  function byYear(summits) {
    const years = new Map();
    for (const summit of summits) (years.get(summit.year) ?? years.set(summit.year, []).get(summit.year)).push(summit);
    const order = (one, two) => (firstDay(one) < firstDay(two) ? -1 : firstDay(one) > firstDay(two) ? 1 : one.i - two.i);
    return [...years].sort(([one], [two]) => (one || Infinity) - (two || Infinity)).map(([year, list]) => [year, list.sort(order)]);
  }

  /** A year and its summits. */
  const yearBlock = ([year, summits]) =>
    h("li", { class: year ? "year" : "year undated" },
      h("h3", {}, year ? String(year) : t("timeline.undated")), h("ol", {}, summits.map(card)));

  /**
   * All summits that the filters let pass: the opening view of the picture shows only the most
   * important things, because it would be crowded; a list is not.
   */
  function summitsOf(visible, state) {
    const all = state.only || state.all ? visible : Select.visible({ ...state, all: true });
    return all.nodes.filter((node) => node.cls.key === "Summit");
  }

  /** Show the summits of the view in `root`, and below them who passed the chair to whom. */
  function render(root, visible) {
    const { state } = View;
    const summits = summitsOf(visible, state);
    const way = JSON.stringify([state.names, state.hide, state.orgs, state.from, state.to, Words.language()]);
    if (!seen || seen.root !== root || seen.way !== way || !Facts.same(seen.summits, summits) || !root.childElementCount) {
      seen = { root, way, summits };
      const count = h("p", { class: "count" }, t("timeline.count", { n: summits.length }));
      const list = h("ol", { class: "years" }, byYear(summits).map(yearBlock));
      const chain = Succession.section(state, summits);
      fill(root, h("div", { class: "timeline" },
        h("section", { "aria-labelledby": "timeline-title" }, h("h2", { id: "timeline-title" }, t("timeline.title")), count, list), chain));
    }
    Facts.mark(root);
  }

  View.on((state) => seen && state.tab === "timeline" && Facts.mark(seen.root));

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = seen ? [...seen.root.querySelectorAll("details:not([open])")] : [];
    for (const details of opened) {
      crowds.get(details)();
      details.open = true;
    }
  });
  addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));

  return { render, facts };
})();
