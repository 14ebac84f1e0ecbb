// What a hit looks like: its name, what it is, and the place in its text that fits, with the
// words that fitted marked. Built from text nodes only, so that no text can bring markup.
const SNIPPET = 180;
const SECTIONS = 2;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const fits = (token, terms) =>
  terms.has(token.stem) || terms.has(token.surface) || token.grams.some((gram) => terms.has(gram));

/** The places in a text where a term of the hit stands: [start, end], merged and in order. */
export const marksIn = (text, analyzer, terms) => {
  const tokens = analyzer.tokens(text);
  const paired = new Set(tokens.filter(({ kind, stem }) => kind === "pair" && terms.has(stem)).flatMap(({ start, end }) => [start, end]));
  const found = tokens
    .filter((token) => token.kind !== "joined" && fits(token, terms) && !analyzer.isStopword(token))
    .filter((token) => token.kind !== "character" || paired.size === 0)
    .map(({ start, end }) => [start, end])
    .sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [start, end] of found) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
};

/** A stretch of a text as nodes, its marks in <mark>. */
const marked = (text, marks, from = 0, to = text.length) => {
  const nodes = [];
  let at = from;
  for (const [start, end] of marks) {
    if (start < from || end > to) continue;
    nodes.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
};

/** The stretch of about SNIPPET characters with the most marks; it begins between words. */
const stretch = (text, marks) => {
  if (text.length <= SNIPPET * 1.3) return [0, text.length];
  let best = [0, -1];
  for (const [start] of marks) {
    const count = marks.filter(([first, last]) => first >= start && last <= start + SNIPPET - 30).length;
    if (count > best[1]) best = [start, count];
  }
  const spaced = /\s/.test(text);
  let from = Math.max(0, best[0] - 40);
  if (from > 0 && spaced) from = Math.max(text.lastIndexOf(". ", best[0]) >= from ? text.lastIndexOf(". ", best[0]) + 2 : text.indexOf(" ", from) + 1, 0);
  let to = Math.min(text.length, from + SNIPPET);
  if (to < text.length && spaced) to = Math.max(text.lastIndexOf(" ", to), from + 1);
  return [from, to];
};

const languageOf = (side, index) => (side === "en" ? { lang: "en", dir: "ltr" } : index.lang === document.documentElement.lang ? {} : { dir: "auto" });

/** A text of a record in the language there is: { text, side }, the page's own first. */
const written = (record, part) => {
  if (record[part]) return { text: record[part], side: "own" };
  return { text: record.en?.[part] ?? "", side: "en" };
};

const markedElement = (name, { text, side }, hit, engine, cut = false) => {
  const marks = marksIn(text, engine.analyzers[side] ?? engine.analyzers.own, hit.terms);
  const [from, to] = cut ? stretch(text, marks) : [0, text.length];
  const nodes = marked(text, marks, from, to);
  if (from > 0) nodes.unshift("… ");
  if (to < text.length) nodes.push(" …");
  return element(name, languageOf(side, engine.index), ...nodes);
};

const differentTerms = (text, analyzer, terms) =>
  new Set(marksIn(text, analyzer, terms).map(([start, end]) => text.slice(start, end).toLowerCase())).size;

/** How well the parts of a record fit: the number of different words that are marked in it. */
const strength = (record, hit, engine) => {
  const sides = Object.keys(engine.analyzers);
  return Math.max(...sides.map((side) => {
    const from = side === "en" ? record.en ?? {} : record;
    return differentTerms(`${from.title ?? ""} ${from.text ?? ""}`, engine.analyzers[side], hit.terms);
  }));
};

const snippetOf = (hit, engine, section) => {
  const { document: found } = hit;
  const sides = Object.keys(engine.analyzers);
  const texts = [section, found].filter(Boolean).flatMap((record) =>
    sides.map((side) => ({ text: (side === "en" ? record.en?.text : record.text) ?? "", side })));
  const best = texts
    .filter(({ text }) => text)
    .map((each, order) => ({ ...each, order, count: differentTerms(each.text, engine.analyzers[each.side], hit.terms) }))
    .sort((a, b) => b.count - a.count || a.order - b.order)[0];
  return best ?? null;
};

const facts = (found, names, words) => {
  const said = [names.kinds[found.kind]];
  if (found.leaKind) said.push(names.leaKinds[found.leaKind], found.text);
  if (found.kind === "task" && (found.months ?? []).length <= 3) {
    said.push(...(found.months ?? []).map((month) => names.months[month]));
  }
  if (found.kind === "guide") said.push(names.topics[found.topic]);
  if (found.when) said.push(found.kind === "deadline" ? found.when : words.date.replace("%(date)s", found.when));
  if (found.sample) said.push(words.sample);
  return element("p", { class: "facts" }, ...said.filter(Boolean).map((text) => element("span", {}, text)));
};

/** One hit as an <li>. `names` is the main index, which has the names of kinds, months, topics. */
export const resultItem = (hit, engine, names, words) => {
  const { document: found } = hit;
  const link = element("a", { href: found.url, ...(found.external ? { rel: "external" } : {}) });
  const title = written(found, "title");
  link.append(markedElement(found.kind === "lea" ? "bdi" : "span", title, hit, engine));
  const item = element("li", { "data-kind": found.kind, "data-id": found.id });
  item.append(element("p", { class: "name" }, link), facts(found, names, words));
  if (found.kind === "lea") {
    const pages = [["dates/", words.leaDates], ["checklist/", words.leaChecklist]];
    const links = pages.map(([page, name]) => element("li", {}, element("a", { href: `${found.url}${page}` }, name)));
    item.append(element("ul", { class: "plain small", "aria-label": title.text }, ...links));
    return item;
  }
  const inside = strength({ text: found.text, en: { text: found.en?.text } }, hit, engine);
  const sections = (found.sections ?? [])
    .map((section, order) => ({ section, order, strength: strength(section, hit, engine) }))
    .filter((each) => each.strength > 0 && each.strength >= inside)
    .sort((a, b) => b.strength - a.strength || a.order - b.order)
    .slice(0, SECTIONS);
  const snippet = snippetOf(hit, engine, sections[0]?.section);
  if (snippet) item.append(markedElement("p", snippet, hit, engine, true));
  if (sections.length) {
    const list = sections.map(({ section }) => element("li", {},
      element("a", { href: `${found.url}#${section.id}` }, markedElement("span", written(section, "title"), hit, engine))));
    item.append(element("ul", { class: "plain small", "aria-label": words.sections }, ...list));
  }
  return item;
};
