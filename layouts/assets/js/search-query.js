// From what a reader typed to segments: parts that a document should have, each with the ways in
// which it may have them.
//
// A segment is { words, ways: [{ side, weight, tokens, exact }] }; a way asks for all its tokens,
// and an exact one (a synonym) for neither beginnings of words nor misspellings.

const HAN_RUN = /^\p{Script=Han}+$/u;

/** A run of Chinese in pieces: known phrases, and what stands between the words of asking. */
const cutHan = (run, synonyms, stopwords) => {
  const pieces = [];
  let rest = "";
  const flush = () => {
    if (rest) pieces.push({ text: rest, stop: false });
    rest = "";
  };
  let at = 0;
  while (at < run.length) {
    let cut = null;
    for (let length = Math.min(12, run.length - at); length > 0 && !cut; length -= 1) {
      const part = run.slice(at, at + length);
      if (stopwords.has(part)) cut = { text: part, stop: true };
      else if (synonyms.hanPhrases.has(part)) cut = { text: part, stop: false };
    }
    if (cut) {
      flush();
      pieces.push(cut);
      at += cut.text.length;
    } else {
      rest += run[at];
      at += 1;
    }
  }
  flush();
  return pieces;
};

const hanWord = (analyzer, piece) => {
  const tokens = analyzer.tokens(piece.text);
  const characters = tokens.filter(({ kind }) => kind === "character");
  const two = tokens.filter(({ kind }) => kind === "pair");
  const own = { kind: "han", stem: characters.map(({ stem }) => stem).join(" "), surface: piece.text };
  return { own, stop: piece.stop, han: two.length ? two : characters, characters };
};

/** The words of a query: { own, en, stop, han?, parts? }; `en` is missing where nothing is English. */
const wordsOf = (text, analyzers, synonyms) => {
  const english = new Map();
  if (analyzers.en) for (const token of analyzers.en.tokens(text)) english.set(`${token.start} ${token.kind}`, token);
  const words = [];
  const tokens = analyzers.own.tokens(text);
  const done = new Set();
  for (const token of tokens) {
    if (token.kind === "pair" || done.has(token.start)) continue;
    if (token.kind === "character") {
      let { end } = token;
      for (const next of tokens) if (next.kind === "character" && next.start === end) end = next.end;
      for (const next of tokens) if (next.kind === "character" && next.start < end) done.add(next.start);
      const run = text.slice(token.start, end).normalize("NFKC");
      const cut = HAN_RUN.test(run) ? cutHan(run, synonyms, analyzers.own.stopwords) : [{ text: run, stop: false }];
      words.push(...cut.map((piece) => hanWord(analyzers.own, piece)));
    } else if (token.kind !== "joined") {
      const en = english.get(`${token.start} ${token.kind}`);
      const latin = /^[\p{Script=Latin}\p{N}']+$/u.test(token.surface);
      const stop = analyzers.own.isStopword(token) || Boolean(en && latin && analyzers.en.isStopword(en) && token.surface.length > 1);
      words.push({ own: token, ...(en && latin ? { en } : {}), stop });
    }
  }
  return words;
};

const way = (side, weight, tokens) => ({ side, weight, tokens });

const plainWays = (word) => {
  if (word.han) return [way("own", 1, word.han)];
  return [way("own", 1, [word.own]), ...(word.en ? [way("en", 1, [word.en])] : [])];
};

const memberWay = ({ member, weight }) => {
  const { tokens } = member;
  const two = tokens.some(({ kind }) => kind === "pair");
  const asked = two ? tokens.filter(({ kind }) => kind !== "character") : tokens;
  return { ...way(member.side, weight, asked), exact: true, whole: tokens };
};

const made = (token, surface, analyzer) => ({ ...token, surface, stem: analyzer.stems.latin(surface), grams: [] });

/** Ways that come from hyphens and spaces: “web site” for website, largeprint for “large print”. */
const joinedWays = (words, vocabulary, analyzers) => {
  const found = [];
  for (const side of Object.keys(analyzers)) {
    const tokens = words.map((word) => word[side]);
    if (tokens.some((token) => token?.kind !== "word")) continue;
    if (tokens.length === 2) {
      const whole = tokens.map(({ surface }) => surface).join("");
      if (vocabulary.has(whole)) found.push(way(side, 1, [made(tokens[0], whole, analyzers[side])]));
    } else if (!vocabulary.has(tokens[0].surface)) {
      const { surface } = tokens[0];
      for (let cut = 3; cut <= surface.length - 3; cut += 1) {
        const parts = [surface.slice(0, cut), surface.slice(cut)];
        if (parts.every((part) => vocabulary.has(part))) {
          found.push(way(side, 0.9, parts.map((part) => made(tokens[0], part, analyzers[side]))));
        }
      }
    }
  }
  return found;
};

/** The segments of a query; the words of asking are left out where anything else remains. */
export const segmentsOf = (text, { analyzers, synonyms, vocabulary }) => {
  const words = wordsOf(text, analyzers, synonyms);
  const segments = [];
  for (let at = 0; at < words.length;) {
    const phrase = synonyms.at(words, at);
    const next = words[at + 1];
    const pair = next && !words[at].stop && !next.stop ? joinedWays([words[at], next], vocabulary, analyzers) : [];
    const length = phrase?.length ?? (pair.length ? 2 : 1);
    const span = words.slice(at, at + length);
    const sides = ["own", ...(span.every((word) => word.en) ? ["en"] : [])];
    const ways = length === 1
      ? [...plainWays(span[0]), ...joinedWays(span, vocabulary, analyzers)]
      : sides.map((side) => way(side, 1, span.flatMap((word) => (side === "own" && word.han) || [word[side]])));
    if (pair.length && length === 2) ways.push(...pair);
    ways.push(...(phrase?.others ?? []).map(memberWay));
    segments.push({ ways, words: span, stop: !phrase && span.every((word) => word.stop), phrase: Boolean(phrase) });
    at += length;
  }
  const telling = segments.filter((segment) => !segment.stop);
  return telling.length ? telling : segments;
};

/** The words of a title or query as one string of stems, for comparing them whole. */
export const wholeKey = (tokens, analyzer) =>
  ` ${tokens.filter((token) => ["word", "number", "character"].includes(token.kind) && !analyzer.isStopword(token))
    .map(({ stem }) => stem).join(" ")} `;

