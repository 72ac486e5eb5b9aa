// What the reader looks at: one frozen state, its history, and the address that holds it all.

const View = (() => {
  const START = Object.freeze({
    tab: "graph", lang: "zh", names: "zh", hide: [], orgs: [], from: 0, to: 0, all: false,
    extra: [], only: null, sel: "", fact: "", ev: 0, path: null, q: "", sort: "", eye: null,
  });
  const listeners = [];
  const past = [];
  let state = START;

  /** Change some fields; `undo` lets the reader take the change back with Backspace. */
  function set(change, { undo = false } = {}) {
    if (undo) past.push(state);
    move(Object.freeze({ ...state, ...change }));
  }

  function move(next) {
    const before = state;
    state = next;
    write();
    for (const listener of listeners) listener(state, before);
  }

  /** Go back before the last change that can be taken back; false if there is none. */
  function undo() {
    const last = past.pop();
    if (!last) return false;
    const { lang, names, tab } = state;
    move(Object.freeze({ ...last, lang, names, tab }));
    return true;
  }

  // -- The address: every field under a short name, only where it differs from the start. --

  const text = { write: (value) => value, read: (value) => value };
  const flag = { write: () => "1", read: (value) => value === "1" };
  const list = { write: (value) => value.join(","), read: (value) => value.split(",") };
  const number = { write: String, read: (value) => Number.parseInt(value, 10) };
  const numbers = { write: (value) => value.join(","), read: (value) => value.split(",").map(Number) };
  const node = { ok: (id) => KG.nodeById.has(id) };
  const among = (...values) => ({ ...text, ok: (value) => values.includes(value) });
  const years = { ...number, ok: (value) => value > 0 && value < 10000 };
  const ids = { ...list, ok: (value) => value.every(node.ok) };
  const FIELDS = {
    tab: ["v", among("graph", "table", "timeline")],
    lang: ["lang", among("zh", "en")],
    names: ["names", among("zh", "en", "both")],
    hide: ["hide", { ...list, ok: (keys) => keys.every((key) => KG.classes.some((c) => c.key === key)) }],
    orgs: ["org", ids],
    from: ["from", years],
    to: ["to", years],
    all: ["all", flag],
    extra: ["with", ids],
    only: ["only", ids],
    sel: ["sel", { ...text, ...node }],
    fact: ["fact", { ...text, ok: (name) => KG.factByName.has(name) }],
    ev: ["ev", { ...number, ok: (value) => value >= 0 }],
    path: ["path", { ...ids, ok: (value) => value.length === 2 && ids.ok(value) }],
    q: ["q", text],
    sort: ["sort", text],
    eye: ["at", { ...numbers, ok: (value) => value.length === 3 && value.every(Number.isFinite) }],
  };

  /** The state as the part of an address after `#`. */
  function encode() {
    const parts = [];
    for (const [field, [name, kind]] of Object.entries(FIELDS)) {
      const value = state[field];
      if (value === home[field] || (Array.isArray(value) && !value.length)) continue;
      if (value == null) continue;
      parts.push(`${name}=${encodeURIComponent(kind.write(value)).replace(/%2F/g, "/").replace(/%2C/g, ",")}`);
    }
    return parts.join("&");
  }

  /** Fields read from the part after `#`; `strange` are the parts that mean nothing here. */
  function decode(hash) {
    const change = {};
    const strange = [];
    for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
      try {
        const [name, ...rest] = part.split("=");
        const [field, [, kind]] = Object.entries(FIELDS).find(([, [short]]) => short === name);
        const value = kind.read(decodeURIComponent(rest.join("=")));
        if (kind.ok && !kind.ok(value)) throw new Error(part);
        change[field] = value;
      } catch {
        strange.push(part);
      }
    }
    return { change, strange };
  }

  const write = settled(() => {
    const hash = encode();
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      // A page inside another (a notebook) may not touch its address.
    }
  }, 60);

  /** The address of exactly this view. */
  const link = () => `${location.href.split("#")[0]}#${encode()}`;

  let home = START;
  /** Take the state from the address; `first` are the fields a new reader starts with. */
  function start(first) {
    home = Object.freeze({ ...START, ...first });
    return restore();
  }

  /** Read the address again; returns the parts of it that mean nothing here. */
  function restore() {
    write.drop(); // what the reader typed there counts, not what was about to be written
    const { change, strange } = decode(location.hash);
    if (change.lang && !change.names) change.names = change.lang;
    move(Object.freeze({ ...home, ...change }));
    return strange;
  }

  return {
    set, undo, start, restore, link,
    on: (listener) => listeners.push(listener),
    get state() { return state; },
  };
})();
