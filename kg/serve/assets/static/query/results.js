// Answers: a table, yes or no, or a graph.

import { $, h, settings, t } from "./dom.js";
import { addressOf, shorten } from "./short.js";

const FIRST = 500;
const NUMBER = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;

const digits = (n) => n.toLocaleString(settings.lang);

function link(iri) {
  const address = addressOf(iri);
  if (!address) return shorten(iri);
  const outside = !address.startsWith("/");
  return h("a", { href: address, title: iri, rel: outside ? "noopener noreferrer" : false }, shorten(iri));
}

function cell(term) {
  if (!term) return h("td");
  if (term.type === "uri") return h("td", {}, link(term.value));
  if (term.type === "bnode") return h("td", {}, `_:${term.value}`);
  const numeric = NUMBER.test(term.datatype ?? "");
  return h("td", { lang: term["xml:lang"] || false, class: numeric && "number" }, term.value);
}

const row = (columns, binding) => h("tr", {}, ...columns.map((name) => cell(binding[name])));

/** The first rows, and a button for the rest: a browser takes long for tens of thousands. */
function table({ columns, rows }) {
  const body = h("tbody", {}, ...rows.slice(0, FIRST).map((binding) => row(columns, binding)));
  const head = h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)));
  const frame = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "answer-title" },
    h("table", {}, h("thead", {}, head), body));
  if (rows.length <= FIRST) return [frame];
  const more = h("p", {}, t("first", { n: FIRST }), " ", h("button", { type: "button", click: () => {
    body.append(...rows.slice(FIRST).map((binding) => row(columns, binding)));
    more.remove();
  } }, t("all", { n: digits(rows.length) })));
  return [frame, more];
}

const graph = ({ turtle }) =>
  [h("pre", { tabindex: "0", role: "region", "aria-labelledby": "answer-title" }, turtle)];

const DRAWN = {
  solutions: (answer) => (answer.rows.length ? table(answer) : []),
  boolean: (answer) => [h("p", { class: "truth" }, t(String(answer.boolean)))],
  graph,
};

function summary(answer, ms) {
  const time = Math.round(ms);
  if (answer.kind === "graph") return t("triples", { ms: time });
  const n = answer.kind === "boolean" ? 1 : answer.rows.length;
  const key = { 0: "none", 1: "row" }[n] ?? "rows";
  return t(key, { n: digits(n), ms: time });
}

/** Draw an answer that took so many milliseconds; offer the formats that fit it. */
export function show(answer, ms) {
  clear(summary(answer, ms));
  $("rows").append(...DRAWN[answer.kind](answer));
  $("status").scrollIntoView({ block: "nearest" });
  const kind = answer.kind === "graph" ? "graph" : "solutions";
  for (const button of document.querySelectorAll("[data-format]")) button.hidden = button.dataset.kind !== kind;
}

/** Nothing but a line that tells how things stand. */
export function clear(status) {
  $("status").textContent = status;
  $("fault").replaceChildren();
  $("rows").replaceChildren();
}

/** What went wrong, in the words of the server. */
export function fail(text) {
  clear("");
  $("fault").append(h("strong", {}, t("failed")), h("p", {}, text));
  $("fault").scrollIntoView({ block: "nearest" });
}
