// Buttons and boxes of the frame: tabs, languages, search, taking away, sheets on small screens.

const Taking = (() => {
  /** Copy text, and say so on the button that was pressed. */
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      byHand(text);
    }
    say(t("status.copied"));
    if (!button) return;
    const before = button.textContent;
    button.textContent = t("status.copied-short");
    setTimeout(() => (button.textContent = before), 1500);
  }

  /** Without the clipboard's permission (a page opened from disk in some browsers). */
  function byHand(text) {
    const box = h("textarea", { "aria-hidden": "true", class: "off-screen" });
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }

  return { copy };
})();

const Controls = (() => {
  const TABS = ["graph", "table", "timeline"];

  function tabs() {
    for (const [i, name] of TABS.entries()) {
      $(`tab-${name}`).addEventListener("click", () => View.set({ tab: name }));
      $(`tab-${name}`).addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = TABS[(i + step + TABS.length) % TABS.length];
        View.set({ tab: next });
        $(`tab-${next}`).focus();
      });
    }
  }

  const languages = () => $("lang").addEventListener("click", () => {
    const lang = View.state.lang === "zh" ? "en" : "zh";
    View.set({ lang, names: View.state.names === "both" ? "both" : lang });
  });

  function menu() {
    for (const kind of ["png", "svg", "csv", "ttl"]) {
      $(`save-${kind}`).addEventListener("click", async () => {
        $("menu").open = false;
        say(t("status.saved", { file: await Exports.save(kind) }));
      });
    }
    $("copy-link").addEventListener("click", () => Taking.copy(View.link(), $("copy-link")));
    $("help").addEventListener("click", () => $("help-sheet").showModal());
    $("help-close").addEventListener("click", () => $("help-sheet").close());
    document.addEventListener("click", (event) => {
      if (!$("menu").contains(event.target)) $("menu").open = false;
    });
  }

  function picture() {
    $("zoom-in").addEventListener("click", () => Canvas.zoom(1.3));
    $("zoom-out").addEventListener("click", () => Canvas.zoom(1 / 1.3));
    $("zoom-fit").addEventListener("click", () => Canvas.fit(Canvas.shown().nodes));
    $("all").addEventListener("click", () => View.set({ all: !View.state.all }));
    $("close").addEventListener("click", () => (Details.close(), $("canvas").focus()));
    $("legend-toggle").addEventListener("click", () => {
      const open = document.body.classList.toggle("with-legend");
      $("legend-toggle").setAttribute("aria-expanded", String(open));
    });
    $("names").addEventListener("change", () => View.set({ names: $("names").value }));
  }

  /** Listen to everything in the frame of the page. */
  function start() {
    tabs();
    languages();
    menu();
    picture();
    Keys.start();
    Period.start();
    Search.attach($("search"), $("results"), (node) => {
      View.set({ sel: node.id, fact: "", ev: 0 });
      say(t("status.chosen", { name: labelOf(node), n: node.edges.length + node.literals.length }));
    });
  }

  return { start };
})();
