// The box that tells the identifier of a thing by any of its names.

import { $, copyField, h, t } from "./dom.js";
import { insert } from "./editor.js";
import { picker } from "./picker.js";
import { addressOf, shorten } from "./short.js";

function tell(thing) {
  const field = h("input", { readonly: true, value: thing.iri, "aria-label": "IRI", size: thing.iri.length });
  const copier = h("button", { type: "button", click: () => copyField(field, copier) }, t("copy"));
  $("found").hidden = false;
  $("found").replaceChildren(
    h("p", {}, h("a", { href: addressOf(thing.iri) }, thing.label), " ", h("code", {}, shorten(thing.iri))),
    field,
    h("p", { class: "actions" },
      h("button", { type: "button", click: () => insert(shorten(thing.iri)) }, t("insert")), copier));
}

export const open = () => $("find").append(picker(t("name"), t("finder.hint"), "", tell));
