// What the signs mean, which is also the filter: classes, organisations, and the chips that say
// what narrows the view.

const Legend = (() => {
  const toggle = (list, item) => (list.includes(item) ? list.filter((other) => other !== item) : [...list, item]);

  function classRow(cls, visible) {
    const { hide } = View.state;
    const others = KG.classes.map(({ key }) => key).filter((key) => key !== cls.key);
    const alone = !hide.includes(cls.key) && others.every((key) => hide.includes(key));
    return h("li", {},
      h("label", { "data-class": cls.key },
        h("input", { type: "checkbox", checked: !hide.includes(cls.key), onchange: () => View.set({ hide: toggle(hide, cls.key) }) }),
        symbol(cls),
        h("span", { class: "name" }, termOf(cls)),
        h("span", { class: "count" }, (visible.classes.get(cls.key) ?? 0).toLocaleString("en"))),
      h("button", { class: "only", type: "button", "aria-pressed": String(alone), "aria-label": t("legend.only-this", { name: termOf(cls) }),
        onclick: () => View.set({ hide: alone ? [] : others }) }, t("legend.only")));
  }

  function organisationRow(node) {
    const { orgs } = View.state;
    return h("li", {},
      h("label", {},
        h("input", { type: "checkbox", "data-org": node.id, checked: orgs.includes(node.id), onchange: () => View.set({ orgs: toggle(orgs, node.id) }) }),
        h("span", { class: "name" }, shortOf(node)),
        h("span", { class: "count" }, numbers.get(node).toLocaleString("en"))));
  }

  const numbers = new Map();
  for (const edge of KG.edges) for (const org of edge.orgs) numbers.set(org, (numbers.get(org) ?? 0) + 1);
  const ranked = [...KG.organisations].sort((one, two) => numbers.get(two) - numbers.get(one) || one.i - two.i);
  const lone = KG.nodes.filter((node) => !node.edges.length);
  const FEW = 8;
  let allOrganisations = false;

  /** Organisations by number of facts; a few at first, and always the ones that are chosen. */
  function organisations() {
    const rows = ranked.filter((node, rank) => allOrganisations || rank < FEW || View.state.orgs.includes(node.id));
    const more = rows.length < ranked.length &&
      h("button", { type: "button", class: "more", onclick: () => ((allOrganisations = true), organisations()) },
        t("legend.more", { n: ranked.length - rows.length }));
    fill($("organisation-list"), rows.map(organisationRow));
    fill($("organisation-more"), more);
  }

  /** Things that no fact connects are not in the picture, but not lost either. */
  function unconnected() {
    $("unconnected").hidden = !lone.length;
    const [head, list] = $("unconnected").children;
    head.textContent = t(Part.key("legend.unconnected"), { n: lone.length });
    fill(list, lone.map((node) => h("li", {}, h("button", { type: "button", class: "plain", onclick: () => View.set({ sel: node.id, fact: "" }) }, symbol(node.cls), labelOf(node)))));
  }

  function chip(key, text, change) {
    return h("button", { type: "button", class: "chip", "data-chip": key, "aria-label": t("chip.remove", { what: text }),
      onclick: () => View.set(change) }, text, h("span", { "aria-hidden": "true" }, " ×"));
  }

  /** One chip for everything that narrows or widens the view; a click takes it back. */
  function chips() {
    const { hide, orgs, from, to, only, extra, path, all } = View.state;
    const name = (id) => shortOf(KG.nodeById.get(id));
    const term = (key) => termOf(KG.classes.find((cls) => cls.key === key));
    const rows = [
      ...hide.map((key) => chip(`hide-${key}`, t("chip.without", { what: term(key) }), { hide: hide.filter((other) => other !== key) })),
      ...orgs.map((id) => chip(`org-${id}`, name(id), { orgs: orgs.filter((other) => other !== id) })),
      Select.dated(View.state) && chip("years", from === to ? String(from) : `${from}–${to}`, { from: 0, to: 0 }),
      only && chip("only", t("chip.isolated", { what: name(only[0]) }), { only: null }),
      extra.length && chip("extra", t("chip.added", { n: extra.length }), { extra: [] }),
      path && chip("path", t("chip.path", { from: name(path[0]), to: name(path[1]) }), { path: null }),
      all && chip("all", t(Part.key("chip.all")), { all: false }),
    ].filter(Boolean);
    const clear = { hide: [], orgs: [], from: 0, to: 0, only: null, extra: [], path: null, all: false };
    if (rows.length > 1) rows.push(h("button", { type: "button", class: "chip clear", "data-chip": "clear", onclick: () => View.set(clear) }, t("chip.clear")));
    fill($("chips"), rows);
    $("chips").hidden = !rows.length;
  }

  /** Draw legend and chips for what is visible. */
  function render(visible) {
    const active = document.activeElement?.closest?.("#legend label, #legend .only");
    const place = active && [...$("legend").querySelectorAll("input, .only")].indexOf(document.activeElement);
    fill($("class-list"), KG.classes.map((cls) => classRow(cls, visible)));
    organisations();
    unconnected();
    chips();
    if (active) $("legend").querySelectorAll("input, .only")[place]?.focus();
  }

  return { render };
})();
