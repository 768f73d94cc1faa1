// A small window that hangs from a button, inside the page whatever its width, gone at a click elsewhere.

import { el } from "./dom.js";

const MARGIN = 10; // pixels to the edge of the window
let open = null;

function close() {
  if (!open) return;
  open.panel.remove();
  open.button.setAttribute("aria-expanded", "false");
  open = null;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.button.contains(event.target) && !open.panel.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    open.button.focus();
    close();
  }
});

window.addEventListener("resize", () => open && place(open));

/** Under its button, at the edge that is asked for, and never beyond the window's. */
function place({ button, panel, side }) {
  const anchor = button.getBoundingClientRect();
  const width = panel.offsetWidth;
  const wish = side === "start" ? anchor.left : anchor.right - width;
  const top = anchor.bottom + 10;
  panel.style.left = `${Math.max(MARGIN, Math.min(wish, document.documentElement.clientWidth - width - MARGIN))}px`;
  panel.style.top = `${top}px`;
  panel.style.maxHeight = `${Math.max(160, window.innerHeight - top - MARGIN)}px`;
}

/** Closes what hangs from a button in there: the button is about to go. */
export function closeWithin(node) {
  if (open && node.contains(open.button)) close();
}

/** Has `button` open what `build(close)` returns. */
export function withPopover(button, label, build, side = "end") {
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const again = open?.button === button;
    close();
    if (again) return;
    const panel = el("div.popover", { role: "dialog", "aria-label": label });
    panel.append(...[build(close, panel)].flat(3).filter(Boolean));
    document.body.append(panel);
    button.setAttribute("aria-expanded", "true");
    open = { panel, button, side };
    place(open);
    panel.querySelector("button, input, select")?.focus({ preventScroll: true });
  });
  return button;
}
