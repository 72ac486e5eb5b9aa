// What is asked of the server; every address is one of ours.

const TYPES = "application/sparql-results+json, text/turtle;q=0.9";

/** An answer that is an error: what it says, and where in the query if that is known. */
export class Refusal extends Error {
  constructor(text) {
    const [first, , , marks = ""] = text.trimEnd().split("\n");
    super(first);
    const place = /^line (\d+), column (\d+): /.exec(first);
    this.line = place ? Number(place[1]) : 0;
    this.column = place ? Number(place[2]) : 0;
    this.width = Math.max(1, marks.trim().length);
  }
}

async function send(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Refusal(await response.text());
  return response;
}

const post = (address, fields, options) =>
  send(address, { method: "POST", body: new URLSearchParams(fields), ...options });

/** The answer to a query: `{ kind: "solutions" | "boolean" | "graph", … }`. */
export async function ask(query, signal) {
  const response = await post("/sparql", { query }, { signal, headers: { Accept: TYPES } });
  if (!response.headers.get("Content-Type").includes("json")) {
    return { kind: "graph", turtle: await response.text() };
  }
  const { head, results, boolean } = await response.json();
  if (boolean !== undefined) return { kind: "boolean", boolean };
  return { kind: "solutions", columns: head.vars, rows: results.bindings };
}

/** The answer as a file in a format of the endpoint. */
export const download = async (query, format) =>
  (await post(`/sparql?format=${format}`, { query })).blob();

/** The query with another value for a parameter: a key, or any name of a thing. */
export const setParameter = async (query, name, value) =>
  (await post("/query/parameters", { query, [name]: value })).text();

/** Things whose names are like `text`; of a class if one is given. */
export async function names(text, cls = "") {
  if (!text.trim()) return [];
  return (await send(`/search?${new URLSearchParams({ q: text, class: cls, format: "json" })}`)).json();
}

let known = null;

/** Classes, properties and codes that the graph uses; asked for once, and again if that fails. */
export function terms() {
  known ??= send("/terms.json").then((response) => response.json()).catch(() => {
    known = null;
    return [];
  });
  return known;
}
