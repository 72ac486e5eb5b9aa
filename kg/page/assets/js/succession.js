// Who passed the chair to whom, per organisation: one line of steps, each with its evidence.

const Succession = (() => {
  const LATER = { handed: 0, hosted: 0, chaired: 0, took: 1 };

  /** The year of a change of chair: the term's first year if the report names it. */
  function yearOf(edge) {
    const [start] = Facts.values(edge, "termStartYear");
    return (start && Number.parseInt(start.value, 10)) || edge.year;
  }

  /** The organisations whose chair a fact hands on. */
  function bodies(edge) {
    const named = Facts.values(edge, "organisation").map(({ node }) => node).filter(Boolean);
    return named.length ? named : edge.orgs;
  }

  /** The countries that a leader is told to represent, or acts for in this fact. */
  function countries(edge) {
    const acted = Facts.values(edge, "onBehalfOf").map(({ node }) => node);
    const told = edge.s.edges.filter(({ p, f, s }) => p.key === "represents" && f.stands && s === edge.s).map(({ o }) => o);
    return [...new Set([...acted, ...told])].filter((node) => node?.cls.key === "Country").slice(0, 1);
  }

  /** Whether a year lies in the period that the reader chose. */
  const inPeriod = (year, { from, to }) => !(from || to) || (year >= from && year <= (to || 9999));

  /** Everything that says who had the chair or was the host: {org, year, country, kind, fact}. */
  function* signs(state, summits) {
    for (const fact of KG.edges) {
      if (fact.p.key !== "succeededAsChair") continue;
      const year = yearOf(fact);
      for (const org of bodies(fact)) {
        yield { org, year, country: fact.o, kind: "handed", fact };
        yield { org, year, country: fact.s, kind: "took", fact };
      }
    }
    for (const summit of summits) {
      const orgs = Timeline.facts(summit, "organisedBy", "s").filter(({ f }) => f.stands).map(({ o }) => o);
      for (const org of orgs) {
        for (const fact of Timeline.facts(summit, "hosted", "o")) yield { org, year: summit.year, country: fact.s, kind: "hosted", fact };
        for (const fact of Timeline.facts(summit, "chaired", "o")) {
          for (const country of countries(fact)) yield { org, year: summit.year, country, kind: "chaired", fact };
        }
      }
    }
  }

  /** The steps of each organisation in the order of time; signs of one year and country are one step. */
  function lines(state, summits) {
    const orgs = new Map();
    const [wanted, hidden] = [new Set(state.orgs), new Set(state.hide)];
    for (const sign of signs(state, summits)) {
      const passes = !hidden.has(sign.org.cls.key) && !hidden.has(sign.country.cls.key) && (!wanted.size || wanted.has(sign.org.id));
      if (!passes || !sign.year || !inPeriod(sign.year, state)) continue;
      const steps = orgs.get(sign.org) ?? orgs.set(sign.org, new Map()).get(sign.org);
      const key = `${sign.year} ${sign.country.id}`;
      const step = steps.get(key) ?? { year: sign.year, country: sign.country, reasons: [] };
      if (!step.reasons.some(({ kind, fact }) => kind === sign.kind && fact === sign.fact)) step.reasons.push(sign);
      steps.set(key, step);
    }
    const order = (one, two) => one.year - two.year || rank(one) - rank(two) || one.country.i - two.country.i;
    return [...orgs].map(([org, steps]) => ({ org, steps: [...steps.values()].sort(order) }))
      .filter(({ steps }) => steps.length > 1).sort((one, two) => two.steps.length - one.steps.length || one.org.i - two.org.i);
  }

  /** Who hands the chair on stands before who takes it, in the same year. */
  const rank = ({ reasons }) => Math.max(...reasons.map(({ kind }) => LATER[kind]));

  /** What a step rests on: one button for each fact; two of a kind also name their summit. */
  function reason({ kind, fact }, _, all) {
    const text = kind === "chaired" ? t("timeline.chaired-by", { name: labelOf(fact.s) }) : t(`timeline.${kind}`);
    const alone = all.filter((other) => other.kind === kind).length < 2;
    return Facts.button(fact, alone || fact.o.cls.key !== "Summit" ? text : `${text} · ${shortOf(fact.o)}`, "reason");
  }

  /** A step of the line: year, country and what says so. */
  function step({ year, country, reasons }, i, steps) {
    const gap = i && year - steps[i - 1].year > 1;
    const sure = reasons.some(({ fact }) => fact.f.stands);
    const first = reasons.find(({ kind }) => kind === "took" || kind === "handed") ?? reasons[0];
    return h("li", { class: [gap ? "gap" : "", sure ? "" : "unsure"].filter(Boolean).join(" ") || null },
      h("span", { class: "when" }, String(year)), " ",
      h("button", { type: "button", class: "who", onclick: () => Facts.open(first.fact) }, labelOf(country)),
      h("span", { class: "reasons" }, reasons.map(reason)));
  }

  /** The line of one organisation. */
  const line = ({ org, steps }) =>
    h("div", { class: "succession", "data-org": org.id },
      h("h3", {}, symbol(org.cls), h("button", { type: "button", class: "org-link", "data-node": org.id, onclick: () => Facts.visit(org) }, labelOf(org))),
      h("ol", {}, steps.map(step)));

  /** The section of all lines; null if no organisation has one. */
  function section(state, summits) {
    const found = lines(state, summits);
    if (!found.length) return null;
    return h("section", { "aria-labelledby": "succession-title" },
      h("h2", { id: "succession-title" }, t("timeline.succession")), h("p", { class: "count" }, t("timeline.succession-note")),
      found.map(line));
  }

  return { section };
})();
