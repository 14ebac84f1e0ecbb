// The theme switch: dark or light, remembered; the system's choice until then.
const root = document.documentElement;
const button = document.getElementById("theme-switch");
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
const show = () => button.setAttribute("aria-pressed", String(isDark()));

if (button) {
  show();
  button.hidden = false;
  system.addEventListener("change", show);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
    try {
      localStorage.setItem("handbook.theme", root.dataset.theme);
    } catch {
      // The choice holds for this page.
    }
  });
}
