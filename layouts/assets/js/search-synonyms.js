// Phrases that mean the same: a term and what its letters stand for, and its looser names.
//
// A group of the index is { same, also, en: { same, also } }. What is the same stands in for
// each other almost at full weight; a looser name leads to the term, and to its like only faintly.
export const WEIGHTS = { same: { same: 0.8, also: 0.25 }, also: { same: 0.5, also: 0.3 } };

const phraseKey = (side, stems) => `${side} ${stems.join(" ")}`;

export class Synonyms {
  /** `analyzers` has one for each side: "own" (the page's language) and, elsewhere, "en". */
  constructor(groups, analyzers) {
    this.analyzers = analyzers;
    this.byPhrase = new Map();
    this.longest = 1;
    this.hanPhrases = new Set();
    for (const group of groups) this.add(group);
  }

  add(group) {
    const members = [];
    for (const side of Object.keys(this.analyzers)) {
      const words = side === "own" ? group : group.en ?? {};
      for (const level of ["same", "also"]) {
        for (const text of words[level] ?? []) {
          const member = this.member(side, level, text);
          if (member.tokens.length) members.push(member);
        }
      }
    }
    for (const member of members) {
      const others = members.filter((other) => other.key !== member.key);
      const known = this.byPhrase.get(member.key) ?? [];
      known.push(...others.map((other) => ({ member: other, weight: WEIGHTS[member.level][other.level] })));
      this.byPhrase.set(member.key, known);
    }
  }

  member(side, level, text) {
    const tokens = this.analyzers[side].tokens(text).filter(({ kind }) => kind !== "joined");
    for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) this.hanPhrases.add(run);
    const units = tokens.filter(({ kind }) => kind !== "pair");
    this.longest = Math.max(this.longest, units.length);
    return { side, level, tokens, key: phraseKey(side, units.map(({ stem }) => stem)) };
  }

  /**
   * What else the words of a query may be called: the longest phrase that begins at `from`.
   * Gives { length, others: [{ member, weight }] }, or null.
   */
  at(words, from) {
    for (let length = Math.min(this.longest, words.length - from); length > 0; length -= 1) {
      const span = words.slice(from, from + length);
      const others = Object.keys(this.analyzers).flatMap((side) =>
        span.every((word) => word[side])
          ? this.byPhrase.get(phraseKey(side, span.map((word) => word[side].stem))) ?? []
          : []);
      if (others.length) return { length, others };
    }
    return null;
  }
}
