// The years: a histogram of facts and two thumbs that cut a period out of it.

const Period = (() => {
  const years = KG.edges.map((edge) => edge.year).filter(Boolean);
  const [first, last] = years.length ? [Math.min(...years), Math.max(...years)] : [0, 0];
  const bounds = () => [View.state.from || first, View.state.to || last];

  /** Take what the thumbs say; a thumb pushed past the other one takes it along. */
  function take(moved) {
    let [from, to] = [Number($("year-from").value), Number($("year-to").value)];
    if (from > to) [from, to] = moved === "from" ? [from, from] : [to, to];
    View.set(from === first && to === last ? { from: 0, to: 0 } : { from, to });
  }

  function bars(visible) {
    const most = Math.max(1, ...visible.years.values());
    const [from, to] = bounds();
    const span = last - first + 1;
    return Array.from({ length: span }, (_, i) => {
      const number = visible.years.get(first + i) ?? 0;
      const high = number ? Math.max(1.5, (Math.sqrt(number) / Math.sqrt(most)) * 28) : 0;
      const inside = first + i >= from && first + i <= to;
      return h("rect", { x: (i * 100) / span + 0.3, width: Math.max(0.4, 100 / span - 0.6), y: 30 - high, height: high, class: inside ? "in" : "out" },
        h("title", {}, `${first + i}: ${number}`));
    });
  }

  /** Draw histogram and thumbs for what is visible. */
  function render(visible) {
    $("years").hidden = first === last;
    if (first === last) return;
    fill($("histogram"), bars(visible));
    const [from, to] = bounds();
    for (const [id, value] of [["year-from", from], ["year-to", to]]) {
      Object.assign($(id), { min: first, max: last, value });
      $(id).setAttribute("aria-valuetext", String(value));
    }
    $("year-output").textContent = from === to ? String(from) : `${from}–${to}`;
  }

  /** Listen to the thumbs. */
  function start() {
    const later = settled(take, 40);
    for (const end of ["from", "to"]) $(`year-${end}`).addEventListener("input", () => {
      $("year-output").textContent = [$("year-from").value, $("year-to").value].sort().join("–");
      later(end);
    });
  }

  return { render, start };
})();
