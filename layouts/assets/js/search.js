// The search page: reads the form and the address, asks the engine, writes the list.
import { loadEngine } from "./search-engine.js";
import { resultItem } from "./search-results.js";

const PAGE = 20;
const FEW = 5;
const WAIT = 180;
const NARROWING = ["kind", "month", "topic", "role"];

const words = JSON.parse(document.getElementById("search-strings").textContent);
const form = document.getElementById("search-form");
const input = form.elements.q;
const filter = document.getElementById("search-filter");
const count = document.getElementById("search-count");
const results = document.getElementById("search-results");
const leaIndex = results.dataset.leaIndex; // none where the site is one LEA's
const FIELDS = [...NARROWING, ...(leaIndex ? ["leas"] : [])];

const say = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// --- indexes, each loaded once, when it is first needed -----------------------------------------

const engines = new Map();
const engine = (address) => {
  if (!engines.has(address)) {
    const loading = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }).then(loadEngine);
    loading.catch(() => engines.delete(address));
    engines.set(address, loading);
  }
  return engines.get(address);
};

// --- the form and the address ----------------------------------------------------------------

const state = () => ({
  q: input.value.trim(),
  ...Object.fromEntries(FIELDS.map((name) => [name, filter.elements[name].value])),
});

const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") ?? "";
  for (const name of FIELDS) {
    filter.elements[name].value = asked.get(name) ?? "";
    if (filter.elements[name].selectedIndex < 0) filter.elements[name].value = "";
  }
};

const writeAddress = (asked) => {
  const said = new URLSearchParams();
  for (const name of ["q", ...FIELDS]) if (asked[name]) said.set(name, asked[name]);
  const query = said.toString();
  history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}`);
};

const accepts = (asked) => (found) =>
  (!asked.kind || found.kind === asked.kind) &&
  (!asked.month || (found.months ?? []).includes(asked.month)) &&
  (!asked.topic || found.topic === asked.topic) &&
  (!asked.role || (found.roles ?? []).includes(asked.role));

// --- results ---------------------------------------------------------------------------------

/** Hits of several engines in one order: by score, each against its engine's best. */
const together = (lists) =>
  lists
    .flatMap(({ from, hits }) => {
      const best = Math.max(...hits.map(({ score }) => score), 1e-9);
      return hits.map((hit) => ({ hit, from, share: hit.score / best }));
    })
    .map((each, order) => ({ ...each, order }))
    .sort((a, b) => b.share - a.share || a.order - b.order);

const button = (label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
};

const paragraph = (...children) => {
  const made = document.createElement("p");
  made.append(...children);
  return made;
};

const list = (found, names) => {
  const made = document.createElement("ol");
  made.className = "results";
  let shown = 0;
  const more = button(words.more, () => {
    const first = show();
    first.querySelector("a").focus();
  });
  const show = () => {
    const items = found.slice(shown, shown + PAGE).map(({ hit, from }) => resultItem(hit, from, names, words));
    made.append(...items);
    shown += items.length;
    more.hidden = shown >= found.length;
    return items[0];
  };
  show();
  return more.hidden ? [made] : [made, paragraph(more)];
};

/** Ways on where a query gave little: without the filter, in the LEAs' names too. */
const waysOn = (asked, found) => {
  const ways = [];
  if (found.length < FEW && NARROWING.some((name) => asked[name])) {
    ways.push(button(words.unfiltered, () => {
      for (const name of NARROWING) filter.elements[name].value = "";
      run();
      input.focus();
    }));
  }
  if (found.length < FEW && leaIndex && !asked.leas && asked.kind !== "lea") {
    ways.push(button(words.leasToo, () => {
      filter.elements.leas.value = "1";
      run();
      filter.elements.leas.focus();
    }));
  }
  return ways.length ? [paragraph(...ways.flatMap((way) => [way, " "]))] : [];
};

const emptyWays = () => {
  const made = document.createElement("ul");
  for (const { name, url } of words.ways) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    item.append(link);
    made.append(item);
  }
  return [paragraph(words.elsewhere), made];
};

let latest = 0;

/** Searches for what the form says now. A slower, older search never writes over a newer one. */
const run = async () => {
  const asked = state();
  latest += 1;
  const mine = latest;
  writeAddress(asked);
  if (!asked.q) {
    results.replaceChildren();
    count.textContent = "";
    return;
  }
  if (engines.size === 0) count.textContent = words.loading;
  try {
    const main = await engine(results.dataset.index);
    const wantsLeas = leaIndex && (asked.leas || asked.kind === "lea");
    const leas = wantsLeas ? await engine(leaIndex) : null;
    if (mine !== latest) return;
    filter.hidden = false;
    const lists = [{ from: main, hits: main.search(asked.q, accepts(asked)) }];
    if (leas && !asked.month && !asked.topic && !asked.role) {
      lists.push({ from: leas, hits: leas.search(asked.q, accepts({ kind: asked.kind })) });
    }
    const found = together(lists);
    results.replaceChildren(
      ...(found.length ? list(found, main.index) : []),
      ...waysOn(asked, found),
      ...(found.length ? [] : emptyWays()),
    );
    count.textContent = found.length
      ? say(words.count, { count: found.length })
      : say(words.none, { query: asked.q });
  } catch {
    if (mine !== latest) return;
    results.replaceChildren(button(words.again, run));
    count.textContent = words.failed;
  }
};

let timer;
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(run, WAIT);
};

input.addEventListener("input", soon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  run();
});
filter.addEventListener("change", run);
filter.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("focus", () => engine(results.dataset.index).catch(() => {}), { once: true });
if (!leaIndex) filter.elements.kind.querySelector("option[value='lea']")?.remove();

readAddress();
run();
