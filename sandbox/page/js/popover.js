// A small window that hangs from a button, one at a time, gone at a click elsewhere.

import { el } from "./dom.js";

let open = null;

function close() {
  if (!open) return;
  open.panel.remove();
  open.button.setAttribute("aria-expanded", "false");
  open = null;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.host.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    open.button.focus();
    close();
  }
});

/** Wraps `button` so that it opens what `build(close)` returns. */
export function withPopover(button, label, build, side = "") {
  const host = el("div.host", {}, button);
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const again = open?.button === button;
    close();
    if (again) return;
    const panel = el(side ? `div.popover.${side}` : "div.popover", { role: "dialog", "aria-label": label });
    panel.append(...[build(close, panel)].flat(3).filter(Boolean));
    host.append(panel);
    button.setAttribute("aria-expanded", "true");
    open = { host, panel, button };
  });
  return host;
}
