// Words of the interface and labels of things, in the language that the reader chose.

const Words = (() => {
  const table = JSON.parse($("kg-words").textContent);
  let language = "zh";

  /** The text of the interface for `key`, with `{name}` replaced by `values.name`. */
  function t(key, values = {}) {
    const pair = table[key];
    if (!pair) throw new Error(`no words for ${key}`);
    return pair[language === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => show(values[name]));
  }

  const show = (value) => (typeof value === "number" ? value.toLocaleString("en") : String(value));

  /** Choose the language and put its words into the fixed parts of the page. */
  function set(next) {
    language = next;
    document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
    for (const element of document.querySelectorAll("[data-t]")) {
      element.textContent = t(element.dataset.t);
    }
    for (const name of ["aria-label", "placeholder", "title"]) {
      for (const element of document.querySelectorAll(`[data-t-${name}]`)) {
        element.setAttribute(name, t(element.getAttribute(`data-t-${name}`)));
      }
    }
  }

  /** The label of a term of the vocabulary: a class, property, qualifier, factuality or code. */
  const term = (item) => (language === "zh" ? item.zh : item.en) || item.zh || item.en || item.key;

  /** What a thing is called: in Chinese, in English (Chinese if there is none), or both. */
  function label(node) {
    const names = View.state.names;
    if (names === "both" && node.en) return `${node.zh || node.id} ${node.en}`;
    return (names === "en" ? node.en || node.zh : node.zh || node.en) || node.id;
  }

  /** The same for the picture, where room is scarce. */
  function short(node) {
    const names = View.state.names;
    if (names === "both" && node.en) return `${node.short} ${node.en}`;
    return (names === "en" && node.en) || node.short || label(node);
  }

  return { t, set, term, label, short, language: () => language };
})();

const { t, term: termOf, label: labelOf, short: shortOf } = Words;
