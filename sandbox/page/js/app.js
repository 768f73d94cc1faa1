// Puts the phones on the table and hands each event to the phone it concerns.

import { renderBar } from "./bar.js";
import { renderDesk } from "./desk.js";
import { el } from "./dom.js";
import { makeDrawer } from "./drawer.js";
import { Phone } from "./phone.js";
import { connect, on, state } from "./store.js";
import { renderTour } from "./tour.js";

const table = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const stations = [];
let light = () => {};

const layout = {
  requests: makeDrawer(document.getElementById("drawer")),
  onchange: () => {},
  count(number) {
    stations.forEach(({ node }, index) => node.classList.toggle("away", index >= number));
    localStorage.setItem("sandbox-phones", number);
    layout.onchange(number);
  },
};

function makeStation({ name, person }) {
  const phone = new Phone(name, person);
  const desk = el("div.desk");
  const node = el("section.station", { "aria-label": `${name} phone`, data: { phone: name } },
    desk, el("div.frame", {}, phone.screen));
  const station = { phone, desk, node };
  phone.onswitch = (next) => {
    phone.hold(next);
    node.dataset.person = next;
    renderDesk(desk, phone, everyPhone);
    light();
  };
  station.tab = el("button", { role: "tab", onclick: () => current(station) }, name[0].toUpperCase() + name.slice(1));
  return station;
}

const everyPhone = () => stations.map(({ phone }) => ({ name: phone.name, person: phone.person }));

function current(station) {
  for (const one of stations) {
    one.node.classList.toggle("current", one === station);
    one.tab.setAttribute("aria-selected", String(one === station));
  }
  station.tab.querySelector(".dot")?.remove();
  station.phone.toEnd();
}

function redraw() {
  for (const { phone } of stations) {
    if (!state.people.has(phone.person)) phone.person = [...state.people.keys()][0];
    phone.onswitch(phone.person);
  }
}

const holding = (person) => stations.filter(({ phone }) => phone.person === person);

function mark(station) {
  const unseen = !station.node.classList.contains("current") && !station.tab.querySelector(".dot");
  if (unseen) station.tab.append(el("span.dot", { "aria-label": "new" }));
}

on("message", (event) => {
  for (const station of holding(event.person)) {
    station.phone.update(event);
    if (event.entry.from_bot) mark(station);
  }
  light();
});
on("chat", ({ person }) => {
  holding(person).forEach(({ phone, desk }) => {
    phone.refreshFoot();
    renderDesk(desk, phone, everyPhone);
  });
  light();
});
on("person", ({ person }) => holding(person.id).forEach(({ phone, desk }) => {
  renderDesk(desk, phone, everyPhone);
  phone.renderAll(); // in the language that they may just have chosen
}));
on("notice", ({ person, notice }) => holding(person).forEach(({ phone }) => phone.notice(notice)));
on("typing", ({ person, seconds }) => holding(person).forEach(({ phone }) => phone.typing(seconds)));
on("clock", () => stations.forEach(({ phone }) => phone.tick()));
on("lost", () => document.body.classList.add("lost"));
on("reset", () => {
  document.body.classList.remove("lost");
  redraw();
});
on("profile", redraw);

await connect();
light = renderTour(document.getElementById("tour"), stations, current);
renderBar(document.getElementById("bar"), layout);
document.title = `${state.bot.first_name} · sandbox`;
stations.push(...state.phones.map(makeStation));
table.append(...stations.map(({ node }) => node));
tabs.setAttribute("role", "tablist");
tabs.append(...stations.map(({ tab }) => tab));
current(stations[0]);
redraw();
layout.count(Number(localStorage.getItem("sandbox-phones")) || Math.min(3, stations.length));
setInterval(() => stations.forEach(({ phone }) => phone.tick()), 5000);
document.documentElement.dataset.ready = "true";
