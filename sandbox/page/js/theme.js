// Runs before the first paint, so that a dark room is never lit up by a white page.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("sandbox-theme");
  } catch {
    // Storage may be forbidden; the system's wish is as good.
  }
  const asked = new URLSearchParams(location.search).get("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = asked || chosen || (dark ? "dark" : "light");
})();
