// The search engine of one index: MiniSearch with our own analyzers, synonyms and tiers.
//
// Each tier takes in what the one before it left out, and weighs less: first word forms (stem),
// then beginnings of words and Korean pairs (surface), then, where little was found, misspellings
// (fuzzy) and documents that have only some of the words. The order is the same each time: by
// score, then the index's own order.
import MiniSearch from "../vendor/minisearch/minisearch.js";
import { loadAnalyzer, pairs } from "./search-analyzers.js";
import { segmentsOf, wholeKey } from "./search-query.js";
import { Synonyms, WEIGHTS } from "./search-synonyms.js";

const PARTS = { title: 6, names: 2.5, heads: 2.5, text: 1 };
const KINDS = { task: 1.3, guide: 1.25, case: 1.3, "how-to": 0.9, letter: 1.2, deadline: 1.1, term: 0.9, page: 1.3, topic: 1.3, resource: 0.7 };
const TIERS = { stem: 1, surface: 0.8, fuzzy: 0.6, some: 0.4 };
const OTHERS = 0.3; // what further ways to the same document add
const ENOUGH = 3;
const MOST_OF_SOME = 20;

/** At most 1 edit for 4 to 7 letters, 2 above; numbers are never misspelled. */
export const edits = (word) => {
  const length = [...word].length;
  if (length < 4 || /\p{N}/u.test(word)) return 0;
  return length < 8 ? 1 : 2;
};

/** The word with two neighbouring letters the other way round, for each two. */
const swapped = (word) => {
  const letters = [...word];
  return letters.slice(1).map((_, index) => {
    const copy = [...letters];
    [copy[index], copy[index + 1]] = [copy[index + 1], copy[index]];
    return copy.join("");
  });
};

const fieldNames = (sides, form) => sides.flatMap((side) => Object.keys(PARTS).map((part) => `${part} ${side} ${form}`));

/** A document's text of one part (title, names, heads, text) in one side (own, en). */
const textOf = (document, part, side) => {
  const from = (record) => (side === "en" ? record.en ?? {} : record);
  const sections = document.sections ?? [];
  if (part === "heads") return sections.map((section) => from(section).title ?? "").join(" \n ");
  if (part === "names") return (from(document).names ?? []).join(" \n ");
  if (part === "title") return from(document).title ?? "";
  const date = side === "own" ? document.when ?? "" : "";
  return [from(document).text ?? "", date, ...sections.map((section) => from(section).text ?? "")].join(" \n ");
};

export class SearchEngine {
  constructor(index, analyzers) {
    this.index = index;
    this.analyzers = analyzers;
    this.documents = index.documents;
    this.vocabulary = new Set();
    this.synonyms = new Synonyms(index.synonyms ?? [], analyzers);
    this.sides = Object.keys(analyzers);
    this.mini = this.build();
    this.whole = this.documents.map((document) => this.wholes(document));
  }

  build() {
    const fields = this.sides.flatMap((side) => fieldNames([side], "stem").concat(fieldNames([side], "surface")));
    let last = { text: null };
    const tokensOf = (text, side) => {
      if (last.text !== text || last.side !== side) last = { text, side, tokens: this.analyzers[side].tokens(text) };
      return last.tokens;
    };
    const mini = new MiniSearch({
      idField: "place",
      fields,
      extractField: (entry, field) => {
        if (field === "place") return entry.place;
        const [part, side] = field.split(" ");
        return textOf(entry.document, part, side);
      },
      tokenize: (text, field) => {
        if (!field) return [text];
        const [, side, form] = field.split(" ");
        return this.terms(tokensOf(text, side), form);
      },
      processTerm: (term) => term,
    });
    mini.addAll(this.documents.map((document, place) => ({ place, document })));
    return mini;
  }

  /** What the index keeps of tokens: stems, or whole words with their pairs. */
  terms(tokens, form) {
    if (form === "stem") return tokens.map(({ stem }) => stem);
    const found = [];
    for (const token of tokens) {
      if (token.kind === "character" || token.kind === "pair") continue;
      this.vocabulary.add(token.surface);
      found.push(token.surface, ...token.grams);
    }
    return found;
  }

  wholes(document) {
    const keys = { titles: [], names: [] };
    for (const side of this.sides) {
      const record = side === "en" ? document.en ?? {} : document;
      const key = (text) => wholeKey(this.analyzers[side].tokens(text), this.analyzers[side]);
      if (record.title) keys.titles.push(key(record.title));
      for (const name of record.names ?? []) keys.names.push(key(name));
    }
    return keys;
  }

  // --- searching --------------------------------------------------------------------------

  /**
   * The documents that fit, best first: [{ document, tier, score, terms }], where `terms` is a
   * Set of the index's words that fitted. `accepts(document)` filters before tiers are counted.
   */
  search(text, accepts = () => true) {
    const segments = segmentsOf(text, this);
    const found = new Map();
    for (const tier of segments.length ? Object.keys(TIERS) : []) {
      if (found.size >= ENOUGH && tier !== "stem" && tier !== "surface") break;
      const hits = this.tier(tier, segments, text).filter(({ document }) => accepts(document));
      const fresh = hits.filter(({ place }) => !found.has(place));
      for (const hit of tier === "some" ? fresh.slice(0, MOST_OF_SOME) : fresh) found.set(hit.place, hit);
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.place - b.place);
  }

  tier(tier, segments, text) {
    const matched = segments.map((segment, index) => this.segment(segment, tier, index === segments.length - 1));
    const all = new Map();
    for (const best of matched) {
      for (const [place, { score, terms }] of best) {
        const sum = all.get(place) ?? { score: 0, count: 0, terms: new Set() };
        sum.score += score;
        sum.count += 1;
        for (const term of terms) sum.terms.add(term);
        all.set(place, sum);
      }
    }
    const asked = this.asked(segments, text);
    const hits = [];
    for (const [place, { score, count, terms }] of all) {
      if (count < segments.length && tier !== "some") continue;
      const share = (count / segments.length) ** 2;
      const document = this.documents[place];
      const weighed = TIERS[tier] * score * share * (KINDS[document.kind] ?? 1) * this.bonus(place, asked);
      hits.push({ place, document, tier, terms, score: Math.round(weighed * 1e4) / 1e4 });
    }
    return hits.sort((a, b) => b.score - a.score || a.place - b.place);
  }

  /** The query as a whole, and what is the same as the whole of it, as keys of `wholes`. */
  asked(segments, text) {
    const keys = this.sides.map((side) => wholeKey(this.analyzers[side].tokens(text), this.analyzers[side]));
    const same = segments.length === 1 ? segments[0].ways.filter(({ exact, weight }) => exact && weight === WEIGHTS.same.same) : [];
    return [...keys, ...same.map(({ side, whole }) => wholeKey(whole, this.analyzers[side]))];
  }

  /** More for a title or name that is what was asked, word for word, or that has it inside. */
  bonus(place, asked) {
    const { titles, names } = this.whole[place];
    const { kind } = this.documents[place];
    const telling = asked.filter((key) => key.trim());
    const some = (fits) => telling.some((key) => titles.some((title) => fits(title, key)));
    if (some((title, key) => title === key)) return 5;
    const named = Math.min(...telling.map((key) => names.indexOf(key)).filter((order) => order >= 0));
    // The first name of a term is its meaning; the others are looser.
    // A page's names are what it is for, in the words of those who ask for it.
    if (named < Infinity && kind === "page") return 5;
    if (named < Infinity) return named === 0 || kind !== "term" ? 2.2 : 1.9;
    if (some((title, key) => title.startsWith(key))) return 2;
    if (some((title, key) => title.includes(key))) return 1.6;
    return some((title, key) => key.trim().split(" ").every((stem) => title.includes(` ${stem} `))) ? 1.5 : 1;
  }

  /**
   * What has a segment: document to { score, terms }. The best way counts and the others little,
   * or a glossary entry, which holds all of its own synonyms, would outweigh everything.
   */
  segment(segment, tier, isLast) {
    const best = new Map();
    for (const { side, weight, tokens, exact } of segment.ways) {
      const reach = exact ? "stem" : tier;
      const queries = tokens.filter((token) => token).map((token) => this.token(token, side, reach, isLast, weight));
      // Of a longer run of Chinese, some of its pairs are enough where nothing has them all.
      const combineWith = reach === "some" && tokens[0]?.kind === "pair" ? "OR" : "AND";
      for (const { id, score, match, queryTerms } of queries.length ? this.mini.search({ combineWith, queries }) : []) {
        const own = score / queryTerms.length; // MiniSearch multiplies by how many terms fitted
        const known = best.get(id) ?? { best: 0, score: 0, terms: new Set() };
        known.score += own < known.best ? OTHERS * own : own - (1 - OTHERS) * known.best;
        known.best = Math.max(known.best, own);
        for (const term of Object.keys(match)) known.terms.add(term);
        best.set(id, known);
      }
    }
    return best;
  }

  token(token, side, tier, isLast, weight) {
    const stems = fieldNames([side], "stem");
    const surfaces = fieldNames([side], "surface");
    const boost = Object.fromEntries([...stems, ...surfaces].map((field) => [field, PARTS[field.split(" ")[0]]]));
    const leaf = (term, fields, more = {}) => ({ queries: [term], fields, boost, boostTerm: () => weight, ...more });
    const queries = [leaf(token.stem, stems)];
    const chinese = token.kind === "character" || token.kind === "pair";
    if (tier !== "stem" && !chinese && token.kind !== "number") {
      const least = isLast ? 2 : 3;
      queries.push(leaf(token.surface, surfaces, { prefix: [...token.surface].length >= least }));
      const two = token.grams.length ? pairs(token.stem) : [];
      const faint = { boostTerm: () => 0.3 };
      if (two.length && tier === "some") queries.push(...two.map((pair) => leaf(pair, surfaces, faint)));
      else if (two.length) queries.push({ combineWith: "AND", queries: two.map((pair) => leaf(pair, surfaces)) });
    }
    if (tier === "fuzzy" || tier === "some") queries.push(...this.misspelled(token, stems, surfaces, leaf));
    return { combineWith: "OR", queries };
  }

  misspelled(token, stems, surfaces, leaf) {
    if (token.kind === "pair") {
      const both = [...token.stem].map((character) => leaf(character, stems, { boostTerm: () => 0.3 }));
      return [{ combineWith: "AND", queries: both }];
    }
    if (!edits(token.surface) || this.vocabulary.has(token.surface)) return [];
    const near = (term, fields) => leaf(term, fields, { fuzzy: edits(term) || false });
    const turned = swapped(token.surface).map((term) => leaf(term, surfaces, { prefix: false }));
    return [near(token.stem, stems), near(token.surface, surfaces), ...turned];
  }
}

/** The engine of an index that was read from `search/index.json` or `search/leas.json`. */
export const loadEngine = async (index) => {
  const analyzers = { own: await loadAnalyzer(index.lang) };
  if (index.lang !== "en") analyzers.en = await loadAnalyzer("en");
  return new SearchEngine(index, analyzers);
};
