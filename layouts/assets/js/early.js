// Runs before the first paint, so that a chosen theme does not flash. Nothing else belongs here.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  try {
    const theme = localStorage.getItem("handbook.theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme stands.
  }
})();
