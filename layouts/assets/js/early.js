// Runs before the first paint, so that nothing chosen flashes: theme, explained terms. Nothing else belongs here.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  try {
    const theme = localStorage.getItem("handbook.theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    if (localStorage.getItem("handbook.terms") === "off") root.dataset.terms = "off";
  } catch {
    // Storage is blocked: the system's theme stands.
  }
})();
