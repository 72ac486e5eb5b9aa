// Search as one types: Chinese, pinyin, initials, English, any other name.

const Search = (() => {
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s·•・.\-'’"“”《》〈〉]/gu, "");

  let index = null;
  /** Every way to write each thing, made when the first letter is typed. */
  function build() {
    return KG.nodes.map((node) => {
      const names = [node.zh, node.short, node.en, ...node.alias, node.year && String(node.year)].filter(Boolean);
      const sounds = node.pinyin.split("|").filter(Boolean).flatMap((sound) => [
        { key: plain(sound), shown: sound },
        { key: sound.split(" ").map((syllable) => syllable[0]).join(""), shown: sound, whole: true },
      ]);
      const keys = [...names.map((name) => ({ key: plain(name), shown: name })), ...sounds];
      return { node, keys: keys.filter(({ key }) => key) };
    });
  }

  /** 0 is best: the whole name, then its beginning, a word's beginning, anywhere; -1: no. */
  function grade(key, query) {
    if (key.key === query) return 0;
    const at = key.key.indexOf(query);
    if (at === 0) return 1;
    return at > 0 && !key.whole && query.length > 1 ? 2 : -1;
  }

  /** The way to write a thing that fits `query` best: {rank, shown}, or null. */
  function match(keys, query) {
    let best = null;
    for (const key of keys) {
      const rank = grade(key, query);
      if (rank >= 0 && (!best || rank < best.rank)) best = { rank, shown: key.shown };
    }
    return best;
  }

  /** How well all of the words fit, each by any name of the thing: "2014 峰会". */
  function matchAll(keys, words) {
    const found = words.map((word) => match(keys, word));
    if (words.length < 2 || found.includes(null)) return null;
    return { rank: 3 + Math.max(...found.map(({ rank }) => rank)), shown: found[0].shown };
  }

  /** The best matches of `text`: things with the name that matched, most important first. */
  function find(text, most = 12) {
    const query = plain(text);
    if (!query) return [];
    index ??= build();
    const words = text.trim().split(/\s+/).map(plain).filter(Boolean);
    const hits = [];
    for (const { node, keys } of index) {
      const hit = match(keys, query) ?? matchAll(keys, words);
      if (hit) hits.push({ node, ...hit });
    }
    return hits.sort((one, two) => one.rank - two.rank || one.node.i - two.node.i).slice(0, most);
  }

  /**
   * Make `input` a box that offers things in `list`; `choose` gets the thing taken.
   * The pattern is the "editable combobox with list autocomplete" of the ARIA practices.
   */
  function attach(input, list, choose) {
    let hits = [];
    let active = -1;

    function show() {
      fill(list, hits.map(({ node, shown }, i) => option(node, shown, i)));
      if (!hits.length && input.value.trim()) fill(list, h("li", { class: "none" }, t(Part.key("search.none"))));
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (active >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
      else input.removeAttribute("aria-activedescendant");
      list.children[active]?.scrollIntoView({ block: "nearest" });
    }

    function option(node, shown, i) {
      const other = shown !== labelOf(node) && h("span", { class: "alias" }, shown);
      const take = (event) => (event.preventDefault(), close(node));
      return h(
        "li",
        { id: `${list.id}-${i}`, role: "option", "data-id": node.id, "aria-selected": String(i === active), onmousedown: take },
        symbol(node.cls), h("span", { class: "name" }, labelOf(node)), other,
        h("span", { class: "kind" }, termOf(node.cls)),
      );
    }

    function close(node) {
      hits = [];
      active = -1;
      input.value = "";
      show();
      if (node) choose(node);
    }

    function key(event) {
      if (event.isComposing) return; // the keys belong to the input method that writes Chinese
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) active = (active + step + hits.length) % hits.length;
      else if (event.key === "Enter" && hits.length) return event.preventDefault(), close(hits[Math.max(active, 0)].node);
      else if (event.key === "Escape" && !list.hidden) return event.stopPropagation(), close(null);
      else return;
      event.preventDefault();
      show();
    }

    input.addEventListener("input", () => {
      hits = find(input.value);
      active = hits.length ? 0 : -1;
      show();
    });
    input.addEventListener("keydown", key);
    input.addEventListener("blur", () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    });
  }

  return { attach };
})();
