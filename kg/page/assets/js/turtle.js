// The visible part of the graph as Turtle, with the names that graph.ttl gives everything.

const Turtle = (() => {
  const { base, ontology, code } = KG.meta;
  const FOREIGN = {
    dcterms: "http://purl.org/dc/terms/",
    oa: "http://www.w3.org/ns/oa#",
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    schema: "https://schema.org/",
    skos: "http://www.w3.org/2004/02/skos/core#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
  };
  const DATES = new Set([`${FOREIGN.schema}startDate`, `${FOREIGN.schema}endDate`]);
  const INTEGERS = new Set(["termStartYear", "termEndYear"]);
  const CODED = new Set(["role", "mode"]);
  const LOCAL = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/;

  const kinds = [...new Set(KG.nodes.map(({ id }) => id.split("/")[0]))].filter((kind) => /^[a-z]+$/.test(kind));
  const prefixes = Object.fromEntries([
    ...Object.entries({ ...FOREIGN, sm: ontology, code }),
    ...[...kinds, "evidence", "fact", "selector", "source"].map((kind) => [kind, `${base}${kind}/`]),
  ].sort(([one], [two]) => (one < two ? -1 : 1)));

  const written = new Map();
  /** The IRI as prefix and name if that can be written, else in full. */
  function name(iri) {
    if (!written.has(iri)) written.set(iri, shorten(iri));
    return written.get(iri);
  }

  /** The same, worked out. */
  function shorten(iri) {
    for (const [prefix, space] of Object.entries(prefixes)) {
      if (iri.startsWith(space) && LOCAL.test(iri.slice(space.length))) return `${prefix}:${iri.slice(space.length)}`;
    }
    return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (char) => encodeURIComponent(char))}>`;
  }

  /** The name of a thing by its id. */
  const key = (id) => name(base + id);

  // As kg/writing/turtle.py: what Turtle forbids, and what an editor would not show as it is.
  const SPECIAL = /["\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{d800}-\u{dfff}\u{e0000}-\u{e007f}]/gu;
  const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

  /** A character as Turtle writes it. */
  function escape(char) {
    const point = char.codePointAt(0);
    if (point >= 0xd800 && point <= 0xdfff) return "\ufffd";
    const hex = point.toString(16).toUpperCase();
    return SHORT[char] ?? (point > 0xffff ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`);
  }

  /** Text as a literal. */
  const quote = (text, language = "") => `"${text.replace(SPECIAL, escape)}"${language && `@${language}`}`;
  const typed = (text, type) => `${quote(text)}^^xsd:${type}`;
  const integer = (text) => (/^-?\d{1,18}$/.test(text) ? String(BigInt(text)) : quote(text));

  /** The object of a fact. */
  function objectOf(fact) {
    if (fact.o) return key(fact.o.id);
    return DATES.has(fact.p.iri) ? typed(fact.value, "date") : integer(fact.value);
  }

  /** The line of a qualifier; its kind says what its value is. */
  function qualifierLine({ key: kind, term, value }) {
    if (CODED.has(kind)) return `${name(term.iri)} ${name(code + value)}`;
    if (INTEGERS.has(kind)) return `${name(term.iri)} ${integer(value)}`;
    if (kind === "capacity") return `${name(term.iri)} ${quote(value, "zh")}`;
    return `${name(term.iri)} ${key(value)}`;
  }

  /** "a sm:City, sm:Place": the class itself and, if the page knows them, those above it. */
  const types = (names) => `a ${names.map((cls) => name(ontology + cls)).join(", ")}`;

  // -- Blocks: subject to its set of lines --

  /** Add lines to the block of a subject. */
  const add = (blocks, subject, ...lines) => {
    const block = blocks.get(subject) ?? blocks.set(subject, new Set()).get(subject);
    for (const line of lines) if (line) block.add(line);
  };

  /** The class and the names of a thing. */
  function describe(node) {
    return [
      types(node.cls.types ?? [node.cls.key]), node.zh && `rdfs:label ${quote(node.zh, "zh")}`,
      node.en && `rdfs:label ${quote(node.en, "en")}`,
      ...node.alias.filter((other) => other !== node.zh).map((other) => `skos:altLabel ${quote(other, "zh")}`),
    ];
  }

  /** What the page knows of a document. */
  function sourceLines(source) {
    const dated = /^\d{4}-\d{2}-\d{2}$/.test(source.published);
    const lines = {
      "dcterms:title": source.title && quote(source.title, "zh"),
      "dcterms:issued": source.published && (dated ? typed(source.published, "date") : quote(source.published)),
      "dcterms:publisher": source.publisher && quote(source.publisher),
      "schema:url": source.url && typed(source.url, "anyURI"),
      "sm:path": source.path && quote(source.path),
      "sm:sha256": source.sha256 && quote(source.sha256),
    };
    return ["a sm:SourceDocument", 'dcterms:language "zh"', ...Object.entries(lines).map(([name, value]) => value && `${name} ${value}`)];
  }

  /** A passage. One that the page holds only in part is named by its place alone: half a quote is no quote. */
  function selectorLines({ start, end, quote: words }) {
    const whole = [...words].length === end - start;
    return [
      whole ? "a oa:TextPositionSelector, oa:TextQuoteSelector" : "a oa:TextPositionSelector",
      `oa:start ${start}`, `oa:end ${end}`, whole && `oa:exact ${quote(words)}`,
    ];
  }

  /** The IRI of the evidence of a fact: a hash, the same as in kg/writing/rdf.py. Without WebCrypto (pages over plain http) null. */
  async function evidenceName(fact, { source, start, end, rule }) {
    if (!globalThis.crypto?.subtle) return null;
    const bytes = new TextEncoder().encode(`${fact.name} ${source.id} ${start} ${end} ${rule}`);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return name(`${base}evidence/${[...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  }

  /** Add one passage of a fact, with its document and its place in it. */
  async function addEvidence(fact, i, out) {
    const passage = KG.evidence(i);
    const [source, selector] = [key(`source/${passage.source.id}`), key(`selector/${passage.source.id}.${passage.start}-${passage.end}`)];
    const lines = ["a sm:Evidence", `oa:hasSource ${source}`, `oa:hasSelector ${selector}`, `sm:rule ${quote(passage.rule)}`];
    const node = await evidenceName(fact, passage);
    // A node without a name is lawful RDF and says the same; only the IRI of graph.ttl is missing.
    add(out.facts, key(`fact/${fact.name}`), `sm:hasEvidence ${node ?? `[ ${lines.join(" ; ")} ]`}`);
    if (node) add(out.evidence, node, ...lines);
    add(out.sources, source, ...sourceLines(passage.source));
    add(out.selectors, selector, ...selectorLines(passage));
  }

  /** Add a fact: its triple if it stands, its node, its evidence. */
  async function addFact(fact, out) {
    if (fact.f.stands) add(out.things, key(fact.s.id), `${name(fact.p.iri)} ${objectOf(fact)}`);
    add(out.facts, key(`fact/${fact.name}`), types(fact.p.types ?? ["Fact"]), `rdf:subject ${key(fact.s.id)}`,
      `rdf:predicate ${name(fact.p.iri)}`, `rdf:object ${objectOf(fact)}`,
      `sm:factuality ${name(code + fact.f.key)}`, ...fact.qualifiers.map(qualifierLine));
    for (const { node } of fact.qualifiers) if (node) add(out.things, key(node.id), ...describe(node));
    await Promise.all(fact.evidence.map((i) => addEvidence(fact, i, out)));
  }

  /** The blocks under a heading, sorted. */
  function section(title, blocks) {
    const order = (one, two) => (one < two ? -1 : one > two ? 1 : 0);
    const body = [...blocks].sort(([one], [two]) => order(one, two))
      .map(([subject, lines]) => `${subject} ${[...lines].sort(order).join(" ;\n    ")} .\n`);
    return body.length ? `\n# == ${title} ==\n\n${body.join("\n")}` : "";
  }

  /** What the page itself left out, as comments: whoever reads on must know. */
  function left() {
    if (!Part.cut) return "";
    const { meta: { entities, facts, whole } } = KG;
    const numbers = `${entities} of ${whole.entities} things, ${facts} of ${whole.facts} facts`;
    return `# The page that it was taken from is a part itself: ${numbers}, of some facts only the first passages.\n`;
  }

  /** The things and facts of `visible`, the dates and numbers of the things, and all their evidence. */
  async function write(visible) {
    const out = { sources: new Map(), things: new Map(), facts: new Map(), evidence: new Map(), selectors: new Map() };
    for (const node of visible.nodes) add(out.things, key(node.id), ...describe(node));
    const facts = [...visible.edges, ...visible.nodes.flatMap(({ literals }) => literals)];
    await Promise.all(facts.map((fact) => addFact(fact, out)));
    const head = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`).join("");
    const note = `# Part of a graph by summitkg ${KG.meta.version}: ${visible.nodes.length} things, ${visible.edges.length} facts between them.\n${left()}`;
    return note.replace(/[^\x20-\x7e\n]/g, "?") + head + section("Source documents", out.sources) + section("Things and what the documents say of them", out.things) +
      section("Facts", out.facts) + section("Evidence", out.evidence) + section("Passages", out.selectors);
  }

  return { write };
})();
