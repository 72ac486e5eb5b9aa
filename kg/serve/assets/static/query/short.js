// Names: short as people read them, and where on this server a thing has its page.

import { settings } from "./dom.js";

const LOCAL = /^[\p{L}\p{N}_-]+(?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;
const namespaces = Object.entries(settings.prefixes).sort((one, two) => two[1].length - one[1].length);

/** `leader:xi-jinping`, or the IRI in angle brackets. */
export function shorten(iri) {
  for (const [prefix, start] of namespaces) {
    if (iri.startsWith(start) && LOCAL.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`;
  }
  return `<${iri}>`;
}

/** The address of a thing of ours on this server, of other things where they are; "" if unsafe. */
export function addressOf(iri) {
  if (iri.startsWith(settings.base)) {
    return `/id/${iri.slice(settings.base.length).split("/").map(encodeURIComponent).join("/")}`;
  }
  return /^https?:\/\//i.test(iri) ? iri : "";
}
