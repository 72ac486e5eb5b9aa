// The graph: columns of the page turned into records that know each other.

const KG = (() => {
  const raw = JSON.parse($("kg-data").textContent);
  const base = raw.meta.base;

  const nodes = raw.nodes.id.map((id, i) => ({
    i,
    id,
    iri: base + id,
    cls: raw.classes[raw.nodes.cls[i]],
    zh: raw.nodes.zh[i],
    en: raw.nodes.en[i],
    short: raw.nodes.short[i],
    alias: raw.nodes.alias[i],
    pinyin: raw.nodes.pinyin[i],
    year: raw.nodes.year[i],
    x: raw.nodes.x[i],
    y: raw.nodes.y[i],
    edges: [],
    literals: [],
  }));
  const nodeById = new Map(nodes.map((node) => [node.id, node]));

  /** An id in the name of a fact: the kind is left out where the property admits only one. */
  const part = (id, kind) => (id.startsWith(`${kind}/`) ? id.slice(kind.length + 1) : id.replace("/", "-"));

  /**
   * The local name of a fact's IRI, as kg/writing/turtle.py makes it; the page holds it only where it
   * cannot be put together. `target` is an id, or the value that stands for one.
   */
  function factName(name, s, p, target, f) {
    if (name) return name;
    const plain = `${p.key}.${part(s.id, p.kinds[0])}.${target}`;
    return f.key === "actual" ? plain : `${plain}.${f.key}`;
  }

  function qualifier([index, value]) {
    const term = raw.qualifiers[index];
    const node = nodeById.get(value);
    return { key: term.key, term, value, node, thing: node ?? raw.part?.beyond[value], code: raw.codes[value] };
  }

  const edges = raw.edges.s.map((index, j) => {
    const [s, o] = [nodes[index], nodes[raw.edges.o[j]]];
    const [p, f] = [raw.properties[raw.edges.p[j]], raw.factualities[raw.edges.f[j]]];
    return {
      j, s, p, o, f,
      name: factName(raw.edges.name[j], s, p, part(o.id, p.kinds[1]), f),
      year: raw.edges.y[j],
      qualifiers: raw.edges.q[j].map(qualifier),
      orgs: raw.edges.org[j].map((i) => nodes[i]),
      evidence: raw.edges.ev[j],
      passages: raw.part?.edges[j] ?? raw.edges.ev[j].length,
    };
  });
  const literals = raw.literals.s.map((index, j) => {
    const [s, p] = [nodes[index], raw.properties[raw.literals.p[j]]];
    const [f, value] = [raw.factualities[raw.literals.f[j]], raw.literals.v[j]];
    const name = factName(raw.literals.name[j], s, p, value, f);
    const evidence = raw.literals.ev[j];
    return { s, p, f, value, name, qualifiers: [], evidence, passages: raw.part?.literals[j] ?? evidence.length };
  });
  for (const edge of edges) {
    edge.s.edges.push(edge);
    if (edge.o !== edge.s) edge.o.edges.push(edge);
  }
  for (const literal of literals) literal.s.literals.push(literal);

  /** One passage: its document, place (code points), words and the rule that read it. */
  function evidence(i) {
    const at = raw.evidence;
    const [quote, start, end] = [raw.quotes[at.quote[i]], at.start[i], at.end[i]];
    return { source: raw.sources[at.src[i]], start, end, quote, rule: raw.rules[at.rule[i]] };
  }

  return {
    ...raw,
    nodes, edges, literals, nodeById, evidence,
    factByName: new Map([...edges, ...literals].map((fact) => [fact.name, fact])),
    organisations: [...new Set(edges.flatMap((edge) => edge.orgs))].sort((one, two) => one.i - two.i),
  };
})();
