// The drawer of raw Bot API traffic.

import { el, icon, json } from "./dom.js";
import { onEscape } from "./sheets.js";
import { on, state } from "./store.js";

export function makeDrawer(drawer) {
  const list = el("div.list");
  const filter = el("input.field", { placeholder: "Filter by method", "aria-label": "Filter by method", oninput: () => render() });
  const close = () => {
    drawer.hidden = true;
  };
  drawer.append(
    el("header", {}, el("h2", {}, "Requests"), filter, el("button.round", { "aria-label": "Close requests", onclick: close }, icon("close"))),
    list);
  onEscape(drawer, close);

  const wanted = (request) => request.method.toLowerCase().includes(filter.value.toLowerCase());

  function render() {
    const shown = state.requests.filter(wanted).slice(-200).reverse();
    list.replaceChildren(...(shown.length ? shown.map(row) : [el("p.empty", {}, "The bot has not asked for anything yet.")]));
  }

  on("request", ({ request }) => {
    if (drawer.hidden || !wanted(request)) return;
    list.querySelector(".empty")?.remove();
    list.prepend(row(request));
    if (list.children.length > 200) list.lastChild.remove();
  });

  return () => {
    drawer.hidden = !drawer.hidden;
    if (!drawer.hidden) render();
  };
}

function row(request) {
  const bad = request.status !== 200 || request.fault;
  const details = el("details.request", { data: { method: request.method } },
    el("summary", {},
      el(bad ? "span.status.bad" : "span.status", {}, request.fault && request.status === 200 ? "lost" : request.status || "lost"),
      el("span", {}, request.method),
      el("span.took", {}, `${request.milliseconds} ms`),
      el("time", {}, request.at.slice(11, 19))));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(json({ parameters: request.parameters, response: request.response, ...(request.fault && { fault: request.fault }) }));
    }
  });
  return details;
}
