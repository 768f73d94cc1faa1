// The bar above all phones: time, trouble, insight, looks.

import { el, icon } from "./dom.js";
import { atWallTime, clockTime, longMoment, wallTime } from "./format.js";
import { withPopover } from "./popover.js";
import { now, on, post, send, state } from "./store.js";

const TROUBLES = [
  ["too_many_requests", "429 Too Many Requests", "The bot is told to wait a second", { retry_after: 1 }],
  ["server_error", "Server error", "A 502 and an HTML page", {}],
  ["lost_answer", "Lost answer", "Done, but the connection breaks", {}],
  ["lost_request", "Lost request", "Nothing done, the connection breaks", {}],
  ["delay", "Slow network", "Two seconds before anything happens", { seconds: 2 }],
  ["duplicate_update", "Duplicate update", "Comes again after it was confirmed", {}],
  ["reordered_updates", "Reordered updates", "Two updates swap places", {}],
];

export function renderBar(bar, layout) {
  const time = el("b", { "aria-live": "off" });
  const tick = () => {
    const far = Math.abs(state.clock.offset) > 43200;
    time.textContent = far ? longMoment(now()) : clockTime(now(), true);
    time.classList.toggle("shifted", Math.abs(state.clock.offset) > 1);
  };
  setInterval(tick, 500);
  on("clock", tick);
  tick();
  bar.replaceChildren(
    el("div.brand", {}, el("img", { src: "page/icon.svg", alt: "" }), el("div", {}, el("h1", {}, state.bot.first_name), el("small", {}, `@${state.bot.username} in the sandbox`))),
    clockGroup(time), troubleGroup(), looksGroup(layout));
}

const advance = (seconds) => post("clock", { advance: seconds });

function tool(spec, label, onclick, ...children) {
  return el(`button.tool${spec}`, { "aria-label": label, title: label, onclick }, children);
}

function clockGroup(time) {
  const face = el("button.tool", { "aria-label": "Clock", title: "The sandbox's clock" }, icon("clock"), time);
  return el("div.group", { role: "group", "aria-label": "Clock" },
    withPopover(face, "Clock", clockPanel),
    tool(".medium", "Ten minutes later", () => advance(600), "+10 min"),
    tool(".medium", "One hour later", () => advance(3600), "+1 h"),
    tool(".medium", "One day later", () => advance(86400), "+1 day"));
}

function clockPanel(close) {
  const moment = el("input.field", { type: "datetime-local", "aria-label": "Date and time" });
  moment.value = wallTime(now());
  const set = () => moment.value && post("clock", { set: atWallTime(moment.value).toISOString() }).then(close);
  const steps = [["10 minutes", 600], ["1 hour", 3600], ["1 day", 86400], ["1 week", 604800]];
  return [el("h2", {}, "Turn the clock"),
    steps.map(([name, seconds]) => el("button.row", { onclick: () => advance(seconds) }, el("span.grow", {}, `${name} later`))),
    el("div.row", {}, moment, el("button.pill.on", { onclick: set }, "Set")),
    el("button.row", { onclick: () => post("clock", { offset: 0 }).then(close) }, el("span.grow", {}, "Back to real time"))];
}

function troubleGroup() {
  const badge = el("span.badge", { hidden: true });
  const button = el("button.tool", { "aria-label": "Faults", title: "Faults to inject" }, icon("bolt"), el("span.wide", {}, "Faults"), badge);
  const count = () => {
    badge.textContent = state.faults.length;
    badge.hidden = !state.faults.length;
    repaintTroubles();
  };
  countFaults = count;
  on("faults", count);
  on("request", refreshFaults);
  count();
  return el("div.group", {}, withPopover(button, "Faults", troublePanel));
}

let checking = false;
let countFaults = () => {};
let repaintTroubles = () => {};

async function refreshFaults() {
  if (!state.faults.length || checking) return;
  checking = true;
  const { faults } = await send("GET", "faults");
  checking = false;
  if (faults.length !== state.faults.length) {
    state.faults.length = 0;
    state.faults.push(...faults);
    countFaults();
  }
}

function troublePanel(close, panel) {
  const rows = TROUBLES.map(([kind, title, detail, more]) => {
    const rare = state.faults.find((fault) => fault.kind === kind && fault.count === null);
    const once = el("button.pill", { "aria-label": `${title}, once`, onclick: () => post("faults", { kind, count: 1, ...more }).then(again) }, "Once");
    const often = el("button.pill", {
      "aria-label": `${title}, one time in ten`,
      "aria-pressed": String(Boolean(rare)),
      onclick: () => (rare ? send("DELETE", `faults/${rare.id}`) : post("faults", { kind, probability: 0.1, ...more })).then(again),
    }, "10 %");
    return el("div.row", {}, el("span.grow", {}, title, el("small", {}, detail)), once, often);
  });
  const again = () => panel.replaceChildren(...troublePanel(close, panel).flat(3));
  repaintTroubles = () => panel.isConnected && again(); // the news of a fault may come after the answer
  const strict = el("input.switch", { type: "checkbox", role: "switch", "aria-label": "Telegram's rate limits", checked: state.strict, onchange: () => post("settings", { strict: strict.checked }) });
  const waiting = state.faults.length ? `${state.faults.length} waiting to strike` : "Nothing goes wrong on its own here";
  return [el("h2", {}, "Let something go wrong"), ...rows,
    el("label.row", {}, el("span.grow", {}, "Rate limits", el("small", {}, "30 messages a second, 1 a second to a chat")), strict),
    el("div.row", {}, el("span.grow", {}, el("small", {}, waiting)), el("button.pill", { onclick: () => send("DELETE", "faults").then(again) }, "Clear all"))];
}

/** What each message is made of, and the pencil to edit one's own: out of sight until wanted. */
function developerSwitch() {
  const page = document.documentElement;
  const set = (wanted) => {
    page.toggleAttribute("data-developer", wanted);
    localStorage.setItem("sandbox-developer", wanted ? "1" : "");
    button.setAttribute("aria-pressed", String(wanted));
  };
  const button = tool(".square", "Developer view", () => set(!page.hasAttribute("data-developer")), "{ }");
  set(Boolean(localStorage.getItem("sandbox-developer")));
  return button;
}

function looksGroup(layout) {
  const themed = () => document.documentElement.dataset.theme === "dark";
  const theme = tool(".square", "Light or dark", () => {
    const next = themed() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("sandbox-theme", next);
    theme.replaceChildren(icon(themed() ? "sun" : "moon"));
  }, icon(themed() ? "sun" : "moon"));
  const counts = state.phones.map((_, index) => index + 1).map((number) => tool(".square.medium", `${number} ${number > 1 ? "phones" : "phone"}`, () => layout.count(number), String(number)));
  layout.onchange = (number) => counts.forEach((button, index) => button.setAttribute("aria-pressed", String(index + 1 === number)));
  const reset = el("button.tool.square", { "aria-label": "Start over", title: "Start over" }, icon("refresh"));
  return el("div.group", {}, counts,
    developerSwitch(),
    tool("", "Requests", layout.requests, icon("list"), el("span.wide", {}, "Requests")), theme,
    withPopover(reset, "Start over", (close) => [
      el("h2", {}, "Start over?"),
      el("div.row", {}, el("span.grow", {}, el("small", {}, state.forgets))),
      el("div.row", {}, el("span.grow"), el("button.pill", { onclick: close }, "Keep"), el("button.pill.on", { onclick: () => post("reset").then(close) }, "Forget"))]));
}
