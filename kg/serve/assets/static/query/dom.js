// Elements and words. Text from reports and from the server gets into the page only here, and
// only as text nodes.

export const $ = (id) => document.getElementById(id);
export const settings = JSON.parse($("settings").textContent);

/** The words for `key` in the language of the page; `{n}` stands for the value `n`. */
export const t = (key, values = {}) =>
  settings.words[`query.${key}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** An element with attributes (functions are listeners) and children; text stays text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Copy the text of a field, which is also selected for those whose browser does not allow it. */
export async function copyField(field, button) {
  field.select();
  await copy(field.value, button);
}

/** Copy text and say so on the button that was pressed. */
export async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  button.textContent = t("copied");
  setTimeout(() => (button.textContent = before), 1500);
}
