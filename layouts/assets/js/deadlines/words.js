// The sentences of reasons and verdicts, filled in; dates and numbers as the build writes them.
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const FIELD = /\{([a-z_]+)\}/g;

/** The browser's name of a language: digits are Latin everywhere, Spanish is that of the US. */
export const localeOf = (lang) => `${lang === "es" ? "es-US" : lang}-u-nu-latn`;

const formats = new Map();
const format = (lang, options) => {
  const key = `${lang} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(localeOf(lang), { ...options, timeZone: "UTC" }));
  return formats.get(key);
};
const dateOf = (iso) => new Date(`${iso}T00:00:00Z`);

/** “Tuesday, December 1, 2026”. */
export const longDate = (iso, lang) => format(lang, { dateStyle: "full" }).format(dateOf(iso));
/** “Dec 1”. */
export const dayMonth = (iso, lang) => format(lang, { month: "short", day: "numeric" }).format(dateOf(iso));
/** “Tuesday”. */
export const weekdayName = (iso, lang) => format(lang, { weekday: "long" }).format(dateOf(iso));

const valueOf = (value, lang, data) => {
  if (typeof value === "number" || NUMBER.test(value)) return new Intl.NumberFormat(localeOf(lang)).format(value);
  if (ISO.test(value)) return longDate(value, lang);
  return data.deadlines[value]?.text ?? value;
};

/** A sentence of `rules.json` with its values: `{text, lang}`, `lang` set where it is not the page's. */
export const sentence = (data, kind, values, pageLang) => {
  const found = data.sentences[kind];
  const lang = found.lang ?? pageLang;
  const text = found.text.replace(FIELD, (field, name) => (name in values ? valueOf(values[name], lang, data) : field));
  return { text, lang: found.lang };
};

/** A message of the page with its `%(fields)s` filled in. */
export const filled = (message, values) => message.replace(/%\(([a-z]+)\)s/g, (field, name) => values[name] ?? field);
