// The strip that leads a newcomer: what to try, on which phone, and which key comes next.

import { el, icon } from "./dom.js";
import { chatOf, on, state } from "./store.js";

const DONE = "sandbox-tour-done";
const HIDDEN = "sandbox-tour-hidden";

/** Draws the strip; returns what lights the keys of the step that is due, to be called when phones change. */
export function renderTour(strip, stations, show) {
  const steps = state.tour;
  let called = false; // whether somebody is to hear of a payment just made
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
      shine(phone, desk, due ? step : null);
    }
  }

  /** The phone that is due goes to whoever the bot wrote to because of the last step, such as another shop's keeper. */
  function hand(person) {
    const station = stations.find(({ phone }) => phone.name === steps[done]?.phone);
    if (station && !stations.some(({ phone }) => phone.person === person)) station.phone.onswitch(person);
    if (station?.phone.person === person) called = false;
  }

  on("pressed", ({ phone, data }) => {
    const step = steps[done];
    if (step?.until && phone === step.phone && data.startsWith(step.until)) move(done + 1);
  });
  on("message", ({ person, entry }) => {
    const step = steps[done];
    const paid = Boolean(entry.message?.successful_payment);
    const there = stations.some(({ phone }) => phone.name === step?.phone && phone.person === person);
    if (paid && there && !step.until) {
      move(done + 1);
      called = true;
    } else if (called && entry.from_bot && !paid) hand(person);
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

/** The keys of the newest message that lead on furthest; before the first one, Start itself.

`lights` begins with what is nearest to the end of the step. What asks for words or a scan waits for
the bot's answer: words typed before it would be heard as something else. */
function shine(phone, desk, step) {
  phone.screen.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  desk.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  const lights = step?.lights || [];
  if (!lights.length) return;
  if (!chatOf(phone.person).started) {
    phone.screen.querySelector(".wide-action")?.classList.add("lit");
    return;
  }
  const newest = [...phone.screen.querySelectorAll(".message[data-from=bot]")].findLast((node) => node.querySelector(".key"));
  const keys = [...(newest?.querySelectorAll(".key") || [])].filter((key) => !key.textContent.startsWith("‹"));
  const beginning = (begin) => keys.filter((key) => key.dataset.callback.startsWith(begin));
  const paying = step.until ? [] : keys.filter((key) => key.dataset.pays);
  const due = [paying, ...lights.map(beginning)].find((found) => found.length) || [];
  const box = lights.includes("words") ? phone.screen.querySelectorAll(".composer textarea") : [];
  const tool = lights.includes("scan") ? desk.querySelectorAll("[data-tool=scan]") : [];
  const asked = tool.length || box.length ? [...tool, ...box] : phone.screen.querySelectorAll(".reply-keys button[data-asks=pin]");
  const answered = [...phone.screen.querySelectorAll(".message")].at(-1)?.dataset.from === "bot";
  (due.length ? due.slice(0, 3) : answered ? [...asked] : []).forEach((key) => key.classList.add("lit"));
}
