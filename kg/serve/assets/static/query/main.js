// The query page: what is in the editor is run; the address holds what was run.

import { $, copy, h, settings, t } from "./dom.js";
import * as editor from "./editor.js";
import * as examples from "./examples.js";
import * as finder from "./finder.js";
import * as results from "./results.js";
import * as server from "./server.js";

const NARROW = "(max-width: 50rem)";
let running = null;
let example = "";

/** The address that holds the query and, for its parameters, which named one it comes from. */
function hashOf(query) {
  const named = example ? `&example=${example}` : "";
  return `#query=${encodeURIComponent(query)}${named}`;
}

/** Each query that is run is a step in the history of the browser. */
function remember(query) {
  const hash = hashOf(query);
  if (hash !== location.hash) history.pushState(null, "", hash);
}

/** Let the address hold the query as it stands in the editor, without another step. */
const settle = () => history.replaceState(null, "", hashOf(editor.text()));

/** Run what the address asked for. */
function runFirst() {
  settle();
  run();
}

/** Where copying is not allowed, the address bar has the link all the same. */
function copyLink() {
  settle();
  copy(location.href, $("copy-link"));
}

function fail(error) {
  if (error.name === "AbortError") return results.clear(t("stopped"));
  if (!(error instanceof server.Refusal)) return results.fail(t("unreachable"));
  results.fail(error.message);
  return editor.mark(error);
}

function busy(controller) {
  running = controller;
  $("run").textContent = t(controller ? "stop" : "run");
  $("answer").setAttribute("aria-busy", String(Boolean(controller)));
}

/** Run what is in the editor. */
async function run() {
  running?.abort();
  const controller = new AbortController();
  const query = editor.text();
  remember(query);
  busy(controller);
  editor.unmark();
  results.clear(t("running"));
  const began = performance.now();
  try {
    const answer = await server.ask(query, controller.signal);
    results.show(answer, performance.now() - began);
  } catch (error) {
    if (running === controller) fail(error);
  } finally {
    if (running === controller) busy(null);
  }
}

async function save(format) {
  try {
    const file = URL.createObjectURL(await server.download(editor.text(), format));
    h("a", { href: file, download: `summitkg.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  } catch (error) {
    fail(error);
  }
}

async function setParameter(name, key) {
  try {
    editor.load(await server.setParameter(editor.text(), name, key));
  } catch (error) {
    return fail(error);
  }
  return run();
}

function choose(name) {
  example = examples.find(name) ? name : "";
  examples.choose(example, setParameter);
}

function openExample(name) {
  choose(name);
  editor.load(examples.find(name).query);
  run();
}

/** Load and run what the address holds; whether there was anything. */
function restore() {
  const held = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  const query = held.get("query");
  if (!query) return false;
  choose(held.get("example") ?? "");
  if (query !== editor.text()) editor.load(query);
  runFirst();
  return true;
}

function submit(event) {
  event.preventDefault();
  const format = event.submitter?.dataset.format;
  if (format) save(format);
  else if (running) running.abort();
  else run();
}

function start() {
  $("text").before(h("div", { id: "editor" }));
  editor.open(run);
  finder.open();
  examples.listen(openExample);
  $("ask").addEventListener("submit", submit);
  $("copy-link").addEventListener("click", copyLink);
  // The other language is another page: the query goes along.
  const language = document.querySelector("a.language");
  language.addEventListener("click", () => (language.hash = hashOf(editor.text())));
  $("run").hidden = $("copy-link").hidden = false;
  for (const id of ["examples", "finder"]) $(id).open = !matchMedia(NARROW).matches;
  addEventListener("hashchange", restore);
  choose(settings.chosen);
  if (!restore() && settings.chosen) runFirst();
}

start();
