// One fact and the sentence that says it: the reason this page exists.

const EvidenceView = (() => {
  /** Names by which a passage may speak of a thing, the longest first. */
  const namesOf = (node) => [node.zh, ...node.alias, node.en].filter(Boolean).sort((one, two) => two.length - one.length);

  /**
   * Where the passage names the thing: [start, end], or null if it does so by other words. Best
   * clear of the place that is `taken`, else within it (上合组织 in 上合组织峰会).
   */
  function find(quote, names, taken) {
    let within = null;
    for (const name of names) {
      for (let at = quote.indexOf(name); at >= 0; at = quote.indexOf(name, at + 1)) {
        const end = at + name.length;
        if (!taken || end <= taken[0] || at >= taken[1]) return [at, end];
        if (at >= taken[0] && end <= taken[1]) within ??= [at, end];
      }
    }
    return within;
  }

  /** Literals as reports write them: 2014-09-12 as 2014年9月12日, 9月12日, 12日; 24 as 第二十四. */
  function spoken(value) {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (!date) return [`第${chinese(Number(value))}`, `第${value}`, value];
    const [, year, month, day] = date.map(Number);
    return [`${year}年${month}月${day}日`, `${month}月${day}日`, `${day}日`, `${day}`];
  }

  function chinese(number) {
    const digits = "零一二三四五六七八九";
    if (number < 10) return digits[number];
    const [tens, ones] = [Math.floor(number / 10), number % 10];
    return number < 100 ? `${tens > 1 ? digits[tens] : ""}十${ones ? digits[ones] : ""}` : String(number);
  }

  /** The two places in the passage to be marked: {subject, object}, either may be null. */
  function marks(fact, quote) {
    const both = { subject: namesOf(fact.s), object: fact.o ? namesOf(fact.o) : spoken(fact.value) };
    const [first, second] = fact.o && fact.o.zh.length > fact.s.zh.length ? ["object", "subject"] : ["subject", "object"];
    const one = find(quote, both[first]);
    return { [first]: one, [second]: find(quote, both[second], one) };
  }

  function quotation(quote, found) {
    const spans = Object.entries(found).filter(([, span]) => span)
      .sort(([, one], [, two]) => one[0] - two[0] || two[1] - one[1]);
    return h("blockquote", { lang: "zh", tabindex: "-1" }, marked(quote, 0, quote.length, spans));
  }

  /** The passage from `from` to `to` with its marks; a mark may hold another one. */
  function marked(quote, from, to, spans) {
    const [first, ...rest] = spans;
    if (!first) return [quote.slice(from, to)];
    const [role, [start, end]] = first;
    const inner = rest.filter(([, span]) => span[0] < end);
    const after = rest.filter(([, span]) => span[0] >= end);
    const mark = h("mark", { class: role, title: t(`evidence.${role}`) }, marked(quote, start, end, inner));
    return [quote.slice(from, start), mark, ...marked(quote, end, to, after)];
  }

  /** What the passage only points at (本次会议, 他): said, so that nobody looks in vain. */
  function missing(fact, found) {
    const rows = [];
    if (!found.subject) rows.push(labelOf(fact.s));
    if (!found.object) rows.push(fact.o ? labelOf(fact.o) : fact.value);
    return rows.length ? h("p", { class: "hint" }, t("evidence.context", { what: rows.join(t("list.and")) })) : null;
  }

  const safe = (url) => (/^https?:\/\//i.test(url) ? url : "");

  function origin({ source, start, end, rule }) {
    const facts = [source.publisher, source.published].filter(Boolean).join(" · ");
    const title = source.title || source.path;
    const url = safe(source.url);
    return h("dl", { class: "origin" },
      h("dt", {}, t("evidence.document")),
      h("dd", { class: "source" }, url ? h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, title) : title, facts && h("small", {}, facts), source.title && h("small", { class: "path" }, source.path)),
      h("dt", {}, t("evidence.place")),
      h("dd", { class: "offsets", "data-start": start, "data-end": end }, t("evidence.offsets", { start, end })),
      h("dt", {}, t("evidence.rule")),
      h("dd", { class: "rule" }, rule));
  }

  function stepper(fact, at) {
    const all = fact.evidence.length;
    const go = (step) => () => View.set({ ev: (at + step + all) % all });
    return h("div", { class: "stepper", role: "group", "aria-label": t("evidence.passages") },
      h("button", { id: "evidence-prev", type: "button", disabled: all < 2, "aria-label": t("evidence.previous"), onclick: go(-1) }, "‹"),
      h("span", { class: "place" }, t(fact.passages > all ? "part.evidence.of" : "evidence.of", { n: at + 1, all, told: fact.passages })),
      h("button", { id: "evidence-next", type: "button", disabled: all < 2, "aria-label": t("evidence.next"), onclick: go(1) }, "›"),
      h("button", { id: "cite", type: "button", onclick: (event) => Taking.copy(Exports.cite(fact, at), event.currentTarget) }, t("evidence.cite")));
  }

  /** Qualifiers of a fact as short words: role, mode, capacity, at which summit. */
  function qualifiers(fact) {
    return fact.qualifiers.map(({ term, value, thing, code }) =>
      h("span", { class: "qualifier" }, h("small", {}, `${termOf(term)} `), code ? termOf(code) : thing ? labelOf(thing) : value));
  }

  /** How far the fact is true, in words; nothing for what simply happened. */
  function truth(fact) {
    return fact.f.key === "actual" ? null : h("span", { class: `truth ${fact.f.stands ? "stands" : "open"}`, "data-factuality": fact.f.key }, termOf(fact.f));
  }

  /** The fact as a sentence: subject, relation, object; its two ends are links. */
  function sentence(fact) {
    const link = (node) => h("button", { type: "button", class: "plain", onclick: () => View.set({ sel: node.id, fact: "", ev: 0 }) }, symbol(node.cls), labelOf(node));
    return h("p", { class: "sentence" }, link(fact.s), " ", h("b", {}, termOf(fact.p)), " ", fact.o ? link(fact.o) : h("span", {}, fact.value));
  }

  /** The panel of a fact. */
  function panel(fact) {
    const at = Math.min(View.state.ev, fact.evidence.length - 1);
    const passage = KG.evidence(fact.evidence[at]);
    const found = marks(fact, passage.quote);
    return h("section", { id: "evidence", "data-fact": fact.name },
      sentence(fact),
      h("p", { class: "tags" }, truth(fact), qualifiers(fact)),
      stepper(fact, at), quotation(passage.quote, found), missing(fact, found), origin(passage));
  }

  return { panel, truth, qualifiers };
})();
