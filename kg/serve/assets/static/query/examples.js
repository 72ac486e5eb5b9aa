// The named queries at the side, and the fields for their parameters.

import { $, t } from "./dom.js";
import { picker } from "./picker.js";

const links = () => [...document.querySelectorAll("[data-example]")];

/** What a named query is: `{ name, query, parameters }`; undefined for a name that is none. */
export function find(name) {
  const link = links().find((other) => other.dataset.example === name);
  return link && { name, query: link.dataset.query, parameters: JSON.parse(link.dataset.parameters) };
}

/** Show which named query the editor holds ("" for none), and fields for its parameters. */
export function choose(name, setParameter) {
  for (const link of links()) {
    if (link.dataset.example === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const fields = (find(name)?.parameters ?? []).map((parameter) =>
    picker(t("parameter", { what: parameter.label || t("thing") }), t("finder.hint"), parameter.class,
      (thing) => setParameter(parameter.name, thing.key)));
  $("parameters").replaceChildren(...fields);
}

/** Call `open` with the name of the query that is clicked. */
export function listen(open) {
  for (const link of links()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab is wanted
      event.preventDefault();
      open(link.dataset.example);
    });
  }
}
