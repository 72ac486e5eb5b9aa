// What the reader takes away: picture, drawing, table of facts with evidence, RDF, a citation.

const Exports = (() => {
  // -- CSV (RFC 4180, UTF-8 with byte order mark, which Excel needs to see that it is UTF-8) --

  /** The values of a qualifier in one cell. */
  const values = (edge, key) => Facts.values(edge, key).map((qualifier) => qualifier.thing ? labelOf(qualifier.thing) : qualifier.value).join("; ");

  const FACT = {
    subject_id: (edge) => edge.s.id,
    subject: (edge) => labelOf(edge.s),
    property: (edge) => edge.p.key,
    object_id: (edge) => edge.o.id,
    object: (edge) => labelOf(edge.o),
    factuality: (edge) => edge.f.key,
    role: (edge) => values(edge, "role"),
    mode: (edge) => values(edge, "mode"),
    capacity: (edge) => values(edge, "capacity"),
    on_behalf_of: (edge) => values(edge, "onBehalfOf"),
    at_summit: (edge) => values(edge, "atSummit"),
    year: (edge) => edge.year || "",
  };
  const PASSAGE = {
    quote: ({ quote }) => quote,
    document: ({ source }) => source.title || source.path,
    published: ({ source }) => source.published,
    publisher: ({ source }) => source.publisher,
    url: ({ source }) => source.url,
    start: ({ start }) => start,
    end: ({ end }) => end,
    rule: ({ rule }) => rule,
  };

  /** In a page that is a part of a graph: how many passages there are in all, and what it is a part of. */
  const LEFT = !Part.cut ? {} : {
    passages: (edge) => edge.passages,
    part_of: () => `${Part.whole.entities} things, ${Part.whole.facts} facts`,
  };

  // What no cell and no citation can use: control characters (but line ends and tabs), half pairs.
  const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u{d800}-\u{dfff}]/gu;

  /**
   * One cell. A spreadsheet takes a cell that begins with = + - @ (their full-width forms too, in
   * Chinese versions), a tab or a line end for a formula and would run it: such a cell gets an
   * apostrophe in front, which is how spreadsheets themselves mark text. Who reads the file by
   * program takes that one apostrophe off again.
   */
  function cell(value) {
    const text = String(value).replace(UNFIT, "").replace(/^(?=[=+\-@\t\r\n＝＋－＠])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  /** The facts of the view, a row for each passage; in the table tab as sifted and sorted there. */
  function csv() {
    const { state } = View;
    const visible = Page.seen();
    const edges = state.tab === "table" ? Table.rows(visible, state) : visible.edges;
    const lines = [[...Object.keys(FACT), ...Object.keys(PASSAGE), ...Object.keys(LEFT)]];
    for (const edge of edges) {
      const [fact, left] = [FACT, LEFT].map((columns) => Object.values(columns).map((read) => read(edge)));
      for (const i of edge.evidence) lines.push([...fact, ...Object.values(PASSAGE).map((read) => read(KG.evidence(i))), ...left]);
      if (!edge.evidence.length) lines.push([...fact, ...Object.keys(PASSAGE).map(() => ""), ...left]);
    }
    const text = lines.map((line) => line.map(cell).join(",")).join("\r\n");
    return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
  }

  // -- The others --

  /** All that is visible as a drawing. */
  const svg = () => new Blob([Picture.svg(Page.seen())], { type: "image/svg+xml;charset=utf-8" });
  /** What is on the screen as pixels. */
  const png = () => Picture.png(Page.seen());

  /** The visible part of the graph as Turtle. */
  async function turtle() {
    return new Blob([await Turtle.write(Page.seen())], { type: "text/turtle;charset=utf-8" });
  }

  /** One line that says which words of which document say a fact, and which version of us read them. */
  function cite(fact, index = 0) {
    const { source, start, end, quote } = KG.evidence(fact.evidence[index]);
    const { base, version } = KG.meta;
    const document = source.title || source.path;
    const origin = [source.publisher, source.published, source.url].filter(Boolean).join(t("list.comma"));
    const text = t("export.cite", {
      quote, document, origin: origin ? `${t("list.comma")}${origin}` : "", place: `${start}–${end}`,
      fact: Facts.sentence(fact), iri: `${base}fact/${fact.name}`, version,
    });
    return text.replace(UNFIT, "").replace(/\s+/g, " ").trim();
  }

  const KINDS = { png, svg, csv, ttl: turtle };

  /** Save the view as a file of this kind (png, svg, csv, ttl); returns its name, which tells a part. */
  async function save(kind) {
    const address = URL.createObjectURL(await KINDS[kind]());
    const link = h("a", { href: address, download: `summitkg${Part.cut ? "-part" : ""}.${kind}`, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return link.download;
  }

  return { cite, save };
})();
