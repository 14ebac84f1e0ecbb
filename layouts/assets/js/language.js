// Remembers the language a reader picks; on the root page goes there, or to the browser's.
const KEY = "handbook.language";
const remember = (tag) => {
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // Not kept: the browser's language is used next time.
  }
};
const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** Older or narrower names of languages: Tagalog, Cantonese, Mandarin, Egyptian Arabic. */
const MEANT = { tl: "fil", yue: "zh", cmn: "zh", arz: "ar" };

/**
 * The offered tag that a browser's language means, or undefined. Whoever reads Chinese of any place
 * is better served by Traditional Chinese than by English.
 */
const match = (wanted, offered) => {
  const [first] = wanted.toLowerCase().split("-");
  const language = MEANT[first] ?? first;
  return offered.find((tag) => tag.toLowerCase().split("-")[0] === language);
};

const menu = document.getElementById("language-menu");
const chooser = document.getElementById("languages");
for (const list of [menu, chooser]) {
  list?.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link) return;
    remember(link.hreflang);
    if (list !== menu) return;
    link.search = location.search; // a search goes on in the other language
    if (location.hash) link.hash = location.hash;
  });
}

if (menu) {
  const close = (focus) => {
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  };
  menu.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && close(true));
  document.addEventListener("click", (event) => menu.open && !menu.contains(event.target) && close());
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
}

if (chooser && location.search !== "?choose") {
  const links = [...chooser.querySelectorAll("a[hreflang]")];
  const offered = links.map((link) => link.hreflang);
  const [back] = performance.getEntriesByType("navigation");
  const kept = remembered();
  const tag = offered.includes(kept)
    ? kept
    : navigator.languages.map((wanted) => match(wanted, offered)).find(Boolean);
  if (tag && back?.type !== "back_forward") location.replace(links[offered.indexOf(tag)].href);
}
