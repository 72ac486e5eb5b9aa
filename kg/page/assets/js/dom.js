// Elements. Text from reports reaches the page through here, and only ever as text nodes.
"use strict";

/** The element with this id. @param {string} id */
const $ = (id) => document.getElementById(id);

/**
 * A new element. Attributes that are functions become listeners (`onclick`), `true` gives an
 * empty attribute, `false`, `null` and `undefined` give none. Children are nodes, text or
 * nested lists; nothing is ever parsed as HTML.
 */
function h(tag, attributes = {}, ...children) {
  const space = tag === "svg" || h.drawing.has(tag) ? "http://www.w3.org/2000/svg" : null;
  const element = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}
h.drawing = new Set(["circle", "g", "line", "path", "polygon", "polyline", "rect", "text", "title"]);

/** Replace what is in `element` by `children`. */
function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Call `action` once things have been quiet for `delay` milliseconds; `.drop()` takes it back. */
function settled(action, delay) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay, ...values);
  };
  return Object.assign(later, { drop: () => clearTimeout(timer) });
}
