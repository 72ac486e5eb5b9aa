// What the page says when it holds only a part of the graph (see kg/page/part.py).

const Part = (() => {
  const { entities, facts, whole } = KG.meta;
  /** Whether anything is left out: things and facts, or passages of facts. */
  const cut = Boolean(whole);
  const fewer = cut && (whole.entities > entities || whole.facts > facts);
  const numbers = cut ? { entities, facts, allEntities: whole.entities, allFacts: whole.facts } : {};

  /** The key of the words for a page of the whole graph, or of those for a part of it. */
  const key = (name) => (fewer ? `part.${name}` : name);

  /** How much is shown of how much, in a sentence; nothing if all things and facts are there. */
  const sentence = () => (fewer ? t("part.shown", numbers) : "");

  /** All that is left out, in words; nothing if all is there. */
  const note = () => (cut ? [fewer && `${t("part.shown", numbers)}${t("part.rest")}`, t("part.passages")].filter(Boolean).join("") : "");

  /** A line that warns where a list may lack something; null if it cannot. */
  const hint = (name) => (fewer ? h("p", { class: "hint" }, t(`part.${name}`)) : null);

  /** Put it where the page tells its size, into the legend and into the help. */
  function render() {
    for (const [id, text] of [["part", sentence()], ["part-legend", note()], ["part-help", note()]]) {
      $(id).textContent = text;
      $(id).hidden = !text;
    }
    $("all").textContent = t(key("tools.all"));
  }

  return { cut, fewer, whole, key, sentence, note, hint, render };
})();
