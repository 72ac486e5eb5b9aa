// What the editor offers: variables (its own), prefixes, terms the graph uses, things by name.

import { settings } from "./dom.js";
import { shorten } from "./short.js";
import { names, terms } from "./server.js";

const { Yasqe } = window;
const WORD = /[\p{L}\p{N}_·][\p{L}\p{N}_·.:-]*$/u;
const ELSEWHERE = new Set(["comment", "string", "variable-3", "atom"]);
const MOST_TERMS = 40;
const MOST_THINGS = 8;
const described = new Map();
let demanded = false;

/** Where the cursor is: the word that is being typed, where it begins, and what stands before. */
function place(editor) {
  const { line, ch } = editor.getDoc().getCursor();
  const before = editor.getDoc().getLine(line).slice(0, ch);
  const word = WORD.exec(before)?.[0] ?? "";
  return { word, start: ch - word.length, end: ch, before: before.slice(0, ch - word.length) };
}

/** Whether a name can stand there; plain Latin words are keywords unless it is asked for them. */
function isPlace(editor) {
  const { word, before } = place(editor);
  const quotes = before.match(/["']/g) ?? [];
  if (!word || /[?$@<\\]$|\bPREFIX\s+$/i.test(before) || quotes.length % 2) return false;
  if (ELSEWHERE.has(editor.getTokenTypeAt(editor.getDoc().getCursor()))) return false;
  return demanded || /[^\x00-\x7f]|[^:]:/.test(word);
}

/** Complete because somebody asks for it. */
export function onDemand(editor) {
  demanded = true;
  editor.autocomplete();
  demanded = false;
}

/** How well a term fits: 0 best, undefined not at all. */
function fit(term, word) {
  const name = term.name.toLowerCase();
  if (name.startsWith(word)) return 0;
  if (word.includes(":")) return undefined;
  const others = [name.split(":")[1], term.zh, term.en.toLowerCase()];
  if (others.some((other) => other.startsWith(word))) return 1;
  return others.some((other) => other.includes(word)) ? 2 : undefined;
}

async function fittingTerms(word, before) {
  const wanted = /(?:\ba|rdf:type)\s+$/.test(before) ? "class" : "";
  const rank = (term) => fit(term, word.toLowerCase()) + (wanted && term.kind !== wanted ? 3 : 0);
  return (await terms())
    .filter((term) => !term.name.startsWith("<") && fit(term, word.toLowerCase()) !== undefined)
    .sort((one, two) => rank(one) - rank(two))
    .slice(0, MOST_TERMS)
    .map((term) => ({ name: term.name, told: [term.zh, term.en].filter(Boolean).join(" · ") }));
}

/** Things by name; after a prefix only those it fits: `leader:托卡`. */
async function fittingThings(word) {
  const [, prefix = "", text] = /^(?:([\w-]*):)?(.*)$/u.exec(word);
  return (await names(text))
    .map((thing) => ({ name: shorten(thing.iri), told: thing.names.slice(0, 3).join(" · ") }))
    .filter(({ name }) => !prefix || name.startsWith(`${prefix}:`))
    .slice(0, MOST_THINGS);
}

async function find(editor) {
  const { word, before } = place(editor);
  if (!word) return [];
  const found = (await Promise.all([fittingTerms(word, before), fittingThings(word)])).flat();
  found.forEach(({ name, told }) => described.set(name, told));
  return [...new Set(found.map(({ name }) => name))].filter((name) => name !== word);
}

const ofTheGraph = {
  name: "graph",
  bulk: false,
  autoShow: true,
  persistenceId: null,
  isValidCompletionPosition: isPlace,
  get: (editor) => find(editor).catch(() => []),
  preProcessToken(editor, token) {
    const { word, start, end } = place(editor);
    return { ...token, string: word, from: { ch: start }, to: { ch: end } };
  },
  postprocessHints: (_editor, hints) =>
    hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${described.get(hint.text) ?? ""}` })),
};

/** Its own completer for prefixes, which also adds those that are used, with our list. */
const prefixes = {
  ...Yasqe.Autocompleters.prefixes,
  get: Object.entries(settings.prefixes).map(([prefix, start]) => `${prefix}: <${start}>`).sort(),
  persistenceId: null,
};

export const completers = [prefixes, ofTheGraph];
