// What if the school year began later, a break moved, another period were chosen? The rules of the
// build, counted again with each change of a field. Nothing is kept and nothing leaves the page.
import { assess } from "../deadlines/lea.js";
import { ruleBook } from "../deadlines/resolution.js";
import { filled, sentence } from "../deadlines/words.js";
import { trackFields } from "./form.js";
import { changes, notice, trackResult } from "./results.js";
import { calendarFile, fragment, fromFragment } from "./share.js";

const QUIET = 700;
const json = (id) => JSON.parse(document.getElementById(id).textContent);
const strings = json("what-if-strings");
const lea = json("lea-calendar");
const lang = document.documentElement.lang;
const part = (name) => document.querySelector(`[data-what-if="${name}"]`);

const blank = { id: "all", kind: "schools", schools: [], first: "", last: "", off: [], minimum: [], period: null, schedule: [], name: "", names: { [lang]: strings.all } };
const asGiven = lea.tracks.length ? lea.tracks : [blank];

const start = (data) => {
  const book = ruleBook(data.rules);
  const before = assess(book, asGiven);
  let tracks = fromFragment(location.hash, asGiven) ?? asGiven;
  let after;
  let timer;

  const summary = () => {
    const changed = after.tracks.reduce((sum, track, at) => sum + changes(before.tracks[at], track).size, 0);
    const faults = after.tracks.flatMap(({ verdicts }) => verdicts).filter(({ fault }) => fault).length + (after.tooMany ? 1 : 0);
    return filled(changed || faults ? strings.summary : strings.nothing, { dates: changed, faults });
  };
  const many = () => {
    const { total, most, shared } = after.tooMany;
    return notice(strings, true, [
      sentence(data, "too-many", { total, most }, lang),
      ...(shared ? [sentence(data, "nearest", shared, lang)] : []),
    ]);
  };
  const count = () => {
    after = assess(book, tracks);
    part("results").replaceChildren(
      ...(after.tooMany ? [many()] : []),
      ...tracks.map((track, at) => trackResult(data, strings, track, before.tracks[at], after.tracks[at])),
    );
    clearTimeout(timer);
    timer = setTimeout(() => (part("said").textContent = summary()), QUIET);
  };
  const draw = () => {
    part("tracks").replaceChildren(
      ...tracks.map((track, at) =>
        trackFields(track, strings, book.year, (changed) => {
          tracks = tracks.map((each, place) => (place === at ? changed : each));
          count();
        }),
      ),
    );
    count();
  };
  const copy = async (text, said) => {
    const field = part("copied");
    field.value = text;
    field.closest("div").hidden = false;
    field.select();
    try {
      await navigator.clipboard.writeText(text);
      part("said").textContent = said;
    } catch {
      part("said").textContent = strings.notCopied;
    }
  };
  part("reset").addEventListener("click", () => {
    tracks = asGiven;
    draw();
  });
  part("link").addEventListener("click", () => copy(`${location.href.split("#")[0]}#${fragment(tracks)}`, strings.linkCopied));
  part("file").addEventListener("click", () =>
    copy(calendarFile(book.year.name, tracks, after.tracks.map(({ total }) => total), strings), strings.fileCopied),
  );
  part("form").addEventListener("submit", (event) => event.preventDefault());
  draw();
  part("form").hidden = false;
  if (location.hash.startsWith("#what-if=")) document.getElementById("what-if").scrollIntoView();
};

const details = document.getElementById("what-if-open");
const open = async () => {
  part("said").textContent = strings.loading;
  try {
    const answer = await fetch(details.dataset.rules);
    if (!answer.ok) throw new Error(answer.statusText);
    start(await answer.json());
  } catch {
    part("said").textContent = strings.failed;
    details.addEventListener("toggle", open, { once: true });
  }
};
details.addEventListener("toggle", open, { once: true });
if (location.hash.startsWith("#what-if=")) details.open = true;
