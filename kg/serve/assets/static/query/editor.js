// The editor: Yasqe (of YASGUI) with our completions, our marks and none of its own requests.

import { $, settings, t } from "./dom.js";
import { completers, onDemand } from "./completion.js";

const { Yasqe } = window;

// Its defaults ask other hosts for terms; and lists in options are merged by place, so what is
// not to be there must be gone before.
Yasqe.defaults.autocompleters = ["variables"];
completers.forEach((completer) => Yasqe.registerAutocompleter(completer));

let editor = null;
let marks = [];

/** Put the editor in the place of the text field; `run` answers Ctrl-Enter. */
export function open(run) {
  const field = $("text");
  editor = new Yasqe($("editor"), {
    value: field.value,
    screenReaderLabel: t("editor"),
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    highlightSelectionMatches: false,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": onDemand, Tab: false, "Shift-Tab": false },
  });
  editor.getInputField().setAttribute("aria-describedby", "keys");
  editor.on("changes", unmark);
  editor.on("changes", quieten);
  quieten();
  editor.collapsePrefixes(true);
  field.hidden = true;
  $("editor-label").hidden = true;
}

export const text = () => editor.getValue();

/** Show a query; prefixes of ours that it uses are declared, and folded away. */
export function load(query) {
  editor.setValue(query);
  editor.addPrefixes(undeclared());
  editor.collapsePrefixes(true);
}

/** Prefixes of ours that the query uses without saying what they mean. */
function undeclared() {
  const lines = Array.from({ length: editor.lineCount() }, (_, line) => editor.getLineTokens(line));
  const used = lines.flat().filter((token) => token.type === "string-2").map((token) => token.string.split(":")[0]);
  const declared = editor.getPrefixesFromQuery();
  const missing = [...new Set(used)].filter((prefix) => prefix in settings.prefixes && !(prefix in declared));
  return Object.fromEntries(missing.sort().reverse().map((prefix) => [prefix, settings.prefixes[prefix]]));
}

/** Put text where the cursor is, with space around it where words would run together. */
export function insert(name) {
  const doc = editor.getDoc();
  const { line, ch } = doc.getCursor();
  const before = doc.getLine(line).slice(0, ch);
  doc.replaceSelection(`${/[\p{L}\p{N}>]$/u.test(before) ? " " : ""}${name} `);
  editor.focus();
}

/** Mark the place that a refusal names; it counts characters, the editor UTF-16 units. */
export function mark({ line, column, width }) {
  if (!line || line > editor.lineCount()) return;
  const chars = [...editor.getLine(line - 1)];
  const units = (count) => chars.slice(0, count).join("").length;
  const from = { line: line - 1, ch: units(column - 1) };
  const to = { line: line - 1, ch: units(column - 1 + width) };
  const handle = editor.addLineClass(line - 1, "background", "fault-line");
  const spot = editor.markText(from, to, { className: "fault" });
  marks = [() => spot.clear(), () => editor.removeLineClass(handle, "background", "fault-line")];
  editor.setCursor(from);
}

export function unmark() {
  marks.forEach((clear) => clear());
  marks = [];
}

/** Its sign for a line that cannot be read brings a tooltip in markup; ours is plain. */
function quieten() {
  for (const sign of document.querySelectorAll(".parseErrorIcon")) {
    sign.onmouseover = null;
    sign.onmouseout = null;
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", t("error-here"));
  }
}
