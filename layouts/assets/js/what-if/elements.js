// Making parts of the page.

/** An element with attributes (`on…` are listeners) and children, texts or elements. */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

/** A text that says which language it is in, where that is not the page's. */
export const spoken = (name, { text, lang }, attributes = {}) =>
  element(name, lang ? { lang, dir: "ltr", ...attributes } : attributes, text);
