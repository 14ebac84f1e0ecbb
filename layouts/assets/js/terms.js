// Explains a term where it stands: its link opens a note that says what the term's page says.
// Who wants none switches them off, at the foot of the page or in a note; that is remembered.
const root = document.documentElement;
const strings = JSON.parse(document.getElementById("strings").textContent);
const live = document.getElementById("live");
const terms = [...document.querySelectorAll("a.term")];
const notes = document.getElementById("term-notes");
const explain = document.getElementById("explain-terms");
const GAP = 6;
let open = null; // { link, note }

/** Beside the link, inside the window: below it, or above where there is more room. */
const place = ({ link, note }) => {
  const at = link.getClientRects()[0];
  const end = root.clientWidth - note.offsetWidth - GAP;
  const start = getComputedStyle(link).direction === "rtl" ? at.right - note.offsetWidth : at.left;
  const below = at.bottom + GAP + note.offsetHeight <= innerHeight || at.top < innerHeight / 2;
  note.style.left = `${Math.max(GAP, Math.min(start, end))}px`;
  note.style.top = `${scrollY + (below ? at.bottom + GAP : at.top - GAP - note.offsetHeight)}px`;
};

const close = () => open?.note.hidePopover();

const show = (link) => {
  const note = notes.content.querySelector(`[data-term="${link.dataset.term}"]`).cloneNode(true);
  note.popover = "auto"; // Escape and a click elsewhere close it; focus goes back to the link.
  link.after(note);
  open = { link, note };
  note.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    note.remove();
    link.setAttribute("aria-expanded", "false");
    if (open?.note === note) open = null;
  });
  note.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && next !== link && !note.contains(next)) note.hidePopover();
  });
  note.querySelector("[data-stop]").addEventListener("click", () => {
    note.hidePopover();
    choose(false);
    live.textContent = strings.notExplained;
    setTimeout(() => (live.textContent = ""), 6000);
  });
  link.focus(); // Some browsers leave a link that was pressed without it.
  note.showPopover();
  link.setAttribute("aria-expanded", "true");
  place(open);
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "nearest" });
};

/** With explanations a term is a button; without, it is a word like any other. */
const set = (wanted) => {
  explain.checked = wanted;
  if (wanted) delete root.dataset.terms;
  else root.dataset.terms = "off";
  for (const link of terms) {
    link.dataset.href ??= link.getAttribute("href");
    if (wanted) {
      link.href = link.dataset.href;
      link.role = "button";
      link.setAttribute("aria-expanded", "false");
    } else {
      for (const name of ["href", "role", "aria-expanded"]) link.removeAttribute(name);
    }
  }
};

const choose = (wanted) => {
  set(wanted);
  try {
    if (wanted) localStorage.removeItem("handbook.terms");
    else localStorage.setItem("handbook.terms", "off");
  } catch {
    // The choice holds for this page.
  }
};

// A browser without popovers follows the links.
if ("popover" in HTMLElement.prototype) {
  let pressed = null; // the term whose note a press of the pointer has just closed
  addEventListener("pointerdown", () => (pressed = open?.link ?? null), true);
  for (const link of terms) {
    link.addEventListener("click", (event) => {
      if (!link.hasAttribute("href") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const again = open?.link === link || (event.detail > 0 && pressed === link);
      close();
      if (!again) show(link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " " || !link.hasAttribute("href")) return;
      event.preventDefault();
      link.click();
    });
  }
  addEventListener("resize", close);
  set(root.dataset.terms !== "off");
  explain.closest("[hidden]").hidden = false;
  explain.addEventListener("change", () => choose(explain.checked));
}
