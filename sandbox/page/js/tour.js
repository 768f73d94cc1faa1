// The strip that leads a newcomer: what to try, on which phone, and which key comes next.

import { el, icon } from "./dom.js";
import { chatOf, on, state } from "./store.js";

const DONE = "sandbox-tour-done";
const HIDDEN = "sandbox-tour-hidden";

/** Draws the strip; returns what lights the keys of the step that is due, to be called when phones change. */
export function renderTour(strip, stations, show) {
  const steps = state.tour;
  let done = Math.min(Number(localStorage.getItem(DONE)) || 0, steps.length);

  const move = (number) => {
    done = number;
    localStorage.setItem(DONE, number);
    draw();
    light();
  };
  const hide = () => {
    localStorage.setItem(HIDDEN, "1");
    strip.hidden = true;
    light();
  };

  function item(step, index) {
    const node = el("li", { "aria-current": index === done ? "step" : null },
      el("button", { onclick: () => (move(index), goTo(step)) },
        el("span.number", {}, index < done ? icon("check") : String(index + 1)),
        el("span", {}, el("strong", {}, step.title), el("small", {}, step.hint))));
    node.classList.toggle("done", index < done);
    return node;
  }

  function draw() {
    const over = done >= steps.length;
    const end = el("p", { role: "status" }, "That was the whole chain. Now turn the clock or break something.");
    strip.replaceChildren(
      el("ol", {}, steps.map(item)),
      ...(over ? [end] : []),
      el("button.round", { "aria-label": "Hide this strip", title: "Hide", onclick: hide }, icon("close")));
  }

  function goTo(step) {
    const station = stations.find(({ phone }) => phone.name === step.phone);
    if (station) show(station);
  }

  function light() {
    const step = strip.hidden ? undefined : steps[done];
    for (const { phone, desk, node, tab } of stations) {
      const due = phone.name === step?.phone;
      node.classList.toggle("due", due);
      tab.classList.toggle("due", due);
      shine(phone, desk, due ? step.lights : []);
    }
  }

  on("pressed", ({ phone, data }) => {
    const step = steps[done];
    if (step?.until && phone === step.phone && data.startsWith(step.until)) move(done + 1);
  });
  on("message", ({ person, entry }) => {
    const step = steps[done];
    const paid = Boolean(entry.message?.successful_payment);
    const there = stations.some(({ phone }) => phone.name === step?.phone && phone.person === person);
    if (paid && there && !step.until) move(done + 1);
  });
  on("reset", () => {
    strip.hidden = !steps.length;
    localStorage.removeItem(HIDDEN);
    move(0);
  });

  strip.hidden = !steps.length || Boolean(localStorage.getItem(HIDDEN));
  draw();
  return light;
}

/** The keys of the newest message that lead on; before the first one, Start itself. */
function shine(phone, desk, lights) {
  phone.screen.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  desk.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  if (!lights.length) return;
  if (!chatOf(phone.person).started) {
    phone.screen.querySelector(".wide-action")?.classList.add("lit");
    return;
  }
  if (lights.includes("scan")) desk.querySelector("[data-tool=scan]")?.classList.add("lit");
  phone.screen.querySelectorAll(".reply-keys button:has(svg)").forEach((node) => node.classList.add("lit"));
  const newest = [...phone.screen.querySelectorAll(".message[data-from=bot]")].at(-1);
  const does = (key) => ("pays" in key.dataset ? "pays" : key.dataset.callback);
  const wanted = (key) => does(key) && lights.some((begin) => does(key).startsWith(begin));
  [...(newest?.querySelectorAll(".key") || [])].filter(wanted).slice(0, 3).forEach((key) => key.classList.add("lit"));
}
