// From a word to its stem, a language at a time. What comes in is lower-case and composed (NFC);
// the same word always gives the same stem, which need not be a word itself.

/** Without accents and other marks; đ and ł are letters of their own and have no mark to lose. */
export const fold = (word) =>
  word.normalize("NFKD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/ł/g, "l").normalize("NFC");

const loading = new Map();

/** A classic script of the vendored Snowball stemmers, which define global constructors. */
const script = (name) => {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(`../vendor/snowball/${name}-stemmer.js`, import.meta.url).href;
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => reject(new Error(`${name}-stemmer.js did not load`)));
      document.head.append(element);
    }));
  }
  return loading.get(name);
};

const snowball = async (name, constructor) => {
  await script("base");
  await script(name);
  const stemmer = new globalThis[constructor]();
  return (word) => stemmer.stemWord(word);
};

const english = async () => snowball("english", "EnglishStemmer");

const spanish = async () => {
  const stem = await snowball("spanish", "SpanishStemmer");
  // Readers leave accents out, and the stemmer knows -ción only with its accent: every word is
  // folded, then given back the one accent that matters.
  return (word) => fold(stem(fold(word).replace(/([cs])ion$/, "$1ión")));
};

// --- Filipino: prefixes, infixes, reduplication, suffixes and linkers -------------------------

const FIL_PREFIXES = [
  "makipag", "nakipag", "pakikipag", "makapag", "nakapag", "ipinag", "pinaka", "napaka", "nagpa",
  "magpa", "ipag", "pinag", "ikina", "taga", "naka", "maka", "ipa", "ipi", "nang", "mang", "pang",
  "pag", "mag", "nag", "ika", "ma", "na", "pa", "ka", "i",
].sort((a, b) => b.length - a.length);
const FIL_SUFFIXES = ["hin", "han", "nin", "nan", "in", "an"];
const hasVowel = (word) => /[aeiou]/.test(word);
const CONSONANTS = "[bcdfghjklmnpqrstvwxyz]";
const doubled = new RegExp(`^(${CONSONANTS}{0,2}[aeiou])\\1`);
const infixed = new RegExp(`^(${CONSONANTS})(?:um|in)(?=[aeiou])`);

const filipinoPrefix = (word) => {
  for (const prefix of FIL_PREFIXES) {
    const rest = word.slice(prefix.length);
    const least = prefix.length < 3 ? 5 : 4;
    if (word.startsWith(prefix) && rest.length >= least && hasVowel(rest)) return rest;
  }
  return word;
};

const filipino = async () => (written) => {
  let word = fold(written).replace(/([aeiou])ng$/, "$1");
  word = filipinoPrefix(word);
  word = word.length > 5 ? word.replace(infixed, "$1") : word;
  word = word.replace(/^(?:um|in)(?=[aeiou]..)/, "");
  word = word.length > 4 ? word.replace(doubled, "$1") : word;
  for (const suffix of FIL_SUFFIXES) {
    if (word.endsWith(suffix) && word.length - suffix.length >= 4) {
      word = word.slice(0, -suffix.length);
      break;
    }
  }
  // A suffix turns the root's last o into u, and e into i: turo, turuan.
  return word.replaceAll("o", "u").replaceAll("e", "i");
};

// --- Korean: particles and the endings of 하다 and 되다 -----------------------------------------

const KO_ENDINGS = [
  "에게서는", "에서부터", "으로부터", "에서는", "에게는", "에게서", "으로는", "으로서", "으로써",
  "이라고", "이라는", "까지는", "부터는", "합니다", "됩니다", "했습니다", "되었습니다", "하십시오",
  "하세요", "하려면", "하지만", "해야", "하는", "하기", "하고", "하여", "하면", "하다", "한다", "할",
  "되는", "되면", "되어", "된다", "되다", "에서", "에게", "께서", "으로", "까지", "부터", "마다",
  "처럼", "보다", "이나", "이랑", "라고", "라는", "라도", "조차", "밖에", "에는", "에도", "로는",
  "와의", "과의", "인가요", "인가", "입니다", "이란", "란", "의", "에", "로", "와", "과", "도", "만",
  "이", "가", "랑", "께",
].sort((a, b) => b.length - a.length);

/** True where a word is nothing but a particle: what stands behind TOMS in TOMS에서. */
export const isParticle = (word) => KO_ENDINGS.includes(word) || "은는을를".includes(word);

const korean = async () => (written) => {
  let word = written;
  const ending = KO_ENDINGS.find((each) => word.endsWith(each) && word.length - each.length >= 2);
  if (ending) word = word.slice(0, -ending.length);
  else if (/.[은는을를]$/.test(word)) word = word.slice(0, -1);
  return word.length > 2 ? word.replace(/들$/, "") : word;
};

// --- Arabic: letters that are written in more than one way, the article, clitics, endings ------

/** One spelling for what is written in several: hamza, alif maqsura, ta marbuta, tatweel. */
export const arabicLetters = (word) =>
  word
    .normalize("NFKD")
    .replace(/[\p{M}ـ]/gu, "")
    .replace(/[آأإٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/ؤ/g, "و")
    .replace(/ئ/g, "ي")
    .replace(/ء$/, "")
    .normalize("NFC");

const AR_ARTICLES = /^(?:و|ف)?(?:بال|كال|لل|ال)(?=..)/;
const AR_ENDINGS = ["تهم", "تها", "هما", "اته", "ات", "ان", "ون", "ين", "ها", "هم", "كم", "نا", "يه", "ه", "ي"];

const arabic = async () => (written) => {
  let word = arabicLetters(written);
  const bare = word.replace(AR_ARTICLES, "");
  word = bare.length >= 3 || bare === word ? bare : word;
  // A single clitic only where what follows shows that it is one, or the word is long.
  if (word.length >= 5) word = word.replace(/^[وف](?=...)/, "").replace(/^[بلك](?=ا..)/, "");
  const ending = AR_ENDINGS.find((each) => word.endsWith(each) && word.length - each.length >= 3);
  return ending ? word.slice(0, -ending.length) : word;
};

// --- Vietnamese: a tone mark stands on either vowel of a pair (hoà, hòa) -----------------------

const TONE = /([oOuU])([aeyAEY])([\u0300\u0301\u0303\u0309\u0323])(?=$|[^\p{L}])/gu;
const vietnamese = async () => (word) =>
  word.normalize("NFD").replace(TONE, "$1$3$2").normalize("NFC");

/** By language: a promise of the function from a word to its stem. */
export const STEMMERS = {
  en: english,
  es: spanish,
  fil: filipino,
  ko: korean,
  ar: arabic,
  vi: vietnamese,
};
