// What slides over a phone: bottom sheets, alerts, toasts, a picture in full.

import { el, icon } from "./dom.js";

/** While something lies over the screen, what is under it is out of reach; Escape takes it away. */
function cover(screen, veil, close) {
  const under = [...screen.children].filter((node) => !node.inert);
  under.forEach((node) => (node.inert = true));
  screen.append(veil);
  const forget = onEscape(veil, close);
  return () => {
    forget();
    veil.remove();
    under.forEach((node) => (node.inert = false));
  };
}

/** Heard wherever the focus went: a button that was disabled drops it to the body. */
export function onEscape(node, close) {
  const hear = (event) => {
    if (!node.isConnected) document.removeEventListener("keydown", hear);
    else if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}

/** Opens a sheet on the screen, in place of one with the same title; returns the sheet and a way to close it. */
export function openSheet({ screen, speech }, title, kind, build) {
  screen.querySelector(`.sheet[aria-label="${CSS.escape(title)}"] .close`)?.click();
  const before = document.activeElement;
  screen.querySelector(".toast")?.remove();
  let uncover = () => {};
  const close = () => {
    uncover();
    before?.focus?.({ preventScroll: true });
  };
  const sheet = el(kind ? `div.sheet.${kind}` : "div.sheet", { role: "dialog", "aria-modal": "true", "aria-label": title, dir: speech.direction });
  const veil = el("div.veil", { onclick: (event) => event.target === veil && close() }, sheet);
  const shut = el("button.round.close", { "aria-label": speech.say("close"), onclick: close }, icon("close"));
  sheet.append(el("header", {}, el("h3", {}, title), shut), ...[build(close)].flat(3).filter(Boolean));
  uncover = cover(screen, veil, close);
  (sheet.querySelector("[data-first]") || shut).focus({ preventScroll: true });
  return { sheet, close };
}

export function alertBox(screen, title, text) {
  let uncover = () => {};
  const close = () => uncover();
  const ok = el("button", { onclick: close }, "OK");
  const veil = el("div.veil", {},
    el("div.alert", { role: "alertdialog", "aria-label": title },
      el("p", { dir: "auto" }, el("strong", {}, title), text), ok));
  uncover = cover(screen, veil, close);
  ok.focus();
}

export function toast(screen, text, sign) {
  screen.querySelector(".toast")?.remove();
  const node = el("div.toast", { role: "status", dir: "auto" }, sign ? icon(sign) : null, el("span", {}, text));
  screen.append(node);
  setTimeout(() => node.remove(), 3200);
}

export function enlarge(screen, source) {
  const close = () => box.remove();
  const box = el("button.lightbox", { "aria-label": "Close picture", onclick: close }, el("img", { src: source, alt: "Picture" }));
  screen.append(box);
  onEscape(box, close);
  box.focus();
}
