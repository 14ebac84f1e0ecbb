// From a text to its tokens, a language at a time, the same way for documents and for queries.
//
// A token knows where it stands in the text, so that a result can be marked there:
//   { start, end, surface, stem, grams, kind }
// `surface` is the whole word, folded; `stem` what its forms share; `grams` its pairs of
// characters (Korean); `kind` is "word", "character" or "pair" (Chinese), "joined" (the parts of
// a hyphenated word as one), "number".
import { STEMMERS, arabicLetters, fold, isParticle } from "./search-stemmers.js";
import { STOPWORDS } from "./search-stopwords.js";

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu;
const RUN = /\p{Script=Han}+|[\p{Script=Hangul}]+|(?:\p{Script=Arabic}\p{M}*)+|[^\p{Script=Han}\p{Script=Hangul}\p{Script=Arabic}]+/gu;
const HYPHEN = /^[-\u2010\u2011\u2012\u2013]$/;
const CLITIC = /'(?:s|t|y|d|m|re|ll|ve)$/;

/** Pairs of neighbouring characters; of one character, nothing. */
export const pairs = (word) => {
  const characters = [...word];
  return characters.slice(1).map((character, index) => characters[index] + character);
};

const scriptOf = (run) => {
  if (/^\p{Script=Han}/u.test(run)) return "han";
  if (/^\p{Script=Hangul}/u.test(run)) return "hangul";
  if (/^\p{Script=Arabic}/u.test(run)) return "arabic";
  return /^\p{N}+$/u.test(run) ? "number" : "latin";
};

class Analyzer {
  constructor(lang, stems) {
    this.lang = lang;
    this.stems = stems;
    this.stopwords = STOPWORDS[lang] ?? new Set();
    this.known = new Map();
  }

  /** The runs of one script in a text, with what stands between them and the run before. */
  *runs(text) {
    let last = null;
    for (const word of text.matchAll(WORD)) {
      for (const run of word[0].matchAll(RUN)) {
        const start = word.index + run.index;
        const between = last === null ? " " : text.slice(last, start);
        last = start + run[0].length;
        yield { text: run[0], start, end: last, between, script: scriptOf(run[0]) };
      }
    }
  }

  /** Every token of a text, in its order. */
  tokens(text) {
    const found = [];
    let hyphenated = [];
    const close = () => {
      if (hyphenated.length > 1) found.push(this.joined(hyphenated));
      hyphenated = [];
    };
    let before = null;
    let hangul = null; // the stem before: Korean writes compounds with and without the space
    for (const run of this.runs(text)) {
      const glued = run.between === "" && before !== null;
      if (run.script === "hangul" && glued && before !== "han" && isParticle(run.text)) {
        before = run.script;
        continue;
      }
      before = run.script;
      if (!(HYPHEN.test(run.between) && run.script === "latin")) close();
      if (run.script === "han") found.push(...this.han(run));
      else {
        const token = this.word(run);
        if (run.script === "hangul" && hangul && run.between === " ") token.grams = [hangul.at(-1) + token.surface[0], ...token.grams];
        hangul = run.script === "hangul" ? token.stem : null;
        found.push(token);
        if (run.script === "latin") hyphenated.push(token);
      }
    }
    close();
    return found;
  }

  word({ text, start, end, script }) {
    const word = text.normalize("NFKC").toLowerCase().replace(/[’ʼ]/g, "'").replace(CLITIC, "");
    const key = `${script} ${word}`;
    if (!this.known.has(key)) this.known.set(key, this.forms(word, script));
    const kind = script === "number" ? "number" : "word";
    return { start, end, kind, ...this.known.get(key) };
  }

  forms(word, script) {
    if (script === "number") return { surface: word, stem: word, grams: [] };
    if (script === "hangul") {
      return { surface: word, stem: this.stems.ko(word), grams: pairs(word) };
    }
    if (script === "arabic") {
      return { surface: arabicLetters(word), stem: this.stems.ar(word), grams: [] };
    }
    const plain = word.replaceAll("'", "");
    return { surface: fold(plain), stem: this.stems.latin(plain), grams: [] };
  }

  joined(parts) {
    const whole = parts.map((part) => part.surface).join("");
    const { start } = parts[0];
    const { end } = parts.at(-1);
    return { start, end, kind: "joined", parts, surface: whole, stem: this.stems.latin(whole), grams: [] };
  }

  /** Chinese has no spaces: each character, and each pair of neighbours. */
  *han({ text, start }) {
    let at = start;
    let before = null;
    for (const written of text) {
      const character = written.normalize("NFKC");
      const end = at + written.length;
      yield { start: at, end, kind: "character", surface: character, stem: character, grams: [] };
      if (before !== null) {
        const pair = before.character + character;
        yield { start: before.at, end, kind: "pair", surface: pair, stem: pair, grams: [] };
      }
      before = { character, at };
      at = end;
    }
  }

  isStopword(token) {
    return this.stopwords.has(token.surface) || (this.lang === "vi" && this.stopwords.has(token.stem));
  }
}

/**
 * The analyzer of a language. Latin words in Chinese, Korean or Arabic text are read as English,
 * which is what they nearly always are.
 */
export const loadAnalyzer = async (lang) => {
  const latin = await (["es", "fil", "vi"].includes(lang) ? STEMMERS[lang] : STEMMERS.en)();
  const [ko, ar] = await Promise.all([STEMMERS.ko(), STEMMERS.ar()]);
  return new Analyzer(lang, { latin, ko, ar });
};
