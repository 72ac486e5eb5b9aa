// A field that finds things by name as one types (WAI-ARIA: combobox with a list).

import { h, settings, t } from "./dom.js";
import { names } from "./server.js";

const PAUSE = 120;
let count = 0;

/** What a list tells about a thing: its label, other names, kind and identifier. */
const option = (thing, id) =>
  h("li", { role: "option", id, "aria-selected": "false" },
    h("span", { class: "name" }, thing.label),
    h("small", {}, [...thing.names.slice(1, 3), thing.curie].join(" · ")));

class Picker {
  constructor(label, hint, cls, pick) {
    const id = `picker-${++count}`;
    Object.assign(this, { id, cls, pick, things: [], active: -1, asked: 0 });
    this.list = h("ul", { role: "listbox", id: `${id}-list`, "aria-label": label, hidden: true });
    this.input = h("input", {
      type: "search", id, role: "combobox", placeholder: hint, autocomplete: "off", spellcheck: "false",
      "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
      input: () => this.typed(), keydown: (event) => this.key(event), blur: () => this.close(),
    });
    this.element = h("div", { class: "picker" }, h("label", { for: id }, label), this.input, this.list);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  /** Ask for names; an answer that a later one has overtaken is dropped. */
  async look() {
    const number = ++this.asked;
    const things = await names(this.input.value, this.cls).catch(() => []);
    if (number === this.asked && document.activeElement === this.input) this.show(things);
  }

  show(things) {
    this.things = things;
    const nothing = h("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("nothing"));
    const rows = things.map((thing, i) => option(thing, `${this.id}-${i}`));
    rows.forEach((row, i) => row.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      this.choose(i);
    }));
    this.list.replaceChildren(...(rows.length ? rows : [nothing]));
    this.list.hidden = !this.input.value.trim();
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.move(rows.length ? 0 : -1);
  }

  move(to) {
    this.active = to;
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === to)));
    this.list.children[to]?.scrollIntoView({ block: "nearest" });
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.id}-${to}`);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") this.enter(event);
    else if (event.key === "Escape") this.close();
    else if (step && this.things.length) {
      event.preventDefault();
      this.move((this.active + step + this.things.length) % this.things.length);
    }
  }

  /** Enter takes the thing that is marked; one who types faster than we look waits for it. */
  async enter(event) {
    event.preventDefault(); // it is not the query that is sent
    clearTimeout(this.timer); // else its answer would overtake the one that is waited for
    if (this.list.hidden) await this.look();
    this.choose(this.active);
  }

  choose(i) {
    const thing = this.things[i];
    if (!thing) return;
    this.input.value = thing.label;
    this.close();
    this.pick(thing);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.things = [];
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.move(-1);
  }
}

/** A labelled field; `pick` is called with the thing that was chosen. */
export const picker = (label, hint, cls, pick) => new Picker(label, hint, cls, pick).element;
