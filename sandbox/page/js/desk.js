// The strip above a phone: who holds it, in which language, and what else it can do.

import { avatar, el, icon } from "./dom.js";
import { chooseLocation } from "./composer.js";
import { LANGUAGES } from "./format.js";
import { closeWithin, withPopover } from "./popover.js";
import { openScanner } from "./scan.js";
import { toast } from "./sheets.js";
import { chatOf, post, send, state } from "./store.js";

export function renderDesk(desk, phone, phones) {
  const person = state.people.get(phone.person);
  const { blocked } = chatOf(phone.person);
  const holder = el("button.holder", { "aria-label": `${phone.name} phone is held by ${person.first_name}; switch person` },
    avatar(person, 34), el("span", {}, el("strong", {}, person.first_name), el("small", {}, phone.name)), icon("down"));
  closeWithin(desk);
  holder.lastChild.style.cssText = "width:14px;height:14px;opacity:.5";
  desk.replaceChildren(
    withPopover(holder, "People", (close) => people(phone, close), "start"),
    el("span.push"),
    language(person, phone),
    tool("scan", phone.speech.say("scan"), () => openScanner(phone, phones())),
    tool("pin", "Send a location", () => chooseLocation(phone, (place) => phone.do("location", place))),
    tool("block", blocked ? "Unblock the bot" : "Block the bot", () => toggleBlock(phone), blocked));
}

function tool(sign, label, onclick, pressed) {
  return el("button.tool.square", { "aria-label": label, title: label, data: { tool: sign }, "aria-pressed": pressed === undefined ? null : String(pressed), onclick }, icon(sign));
}

async function toggleBlock(phone) {
  const { blocked } = chatOf(phone.person);
  await phone.do(blocked ? "unblock" : "block");
  toast(phone.screen, blocked ? "The bot may write again" : "The bot is blocked", blocked ? "check" : "block");
}

function language(person, phone) {
  const known = LANGUAGES.some(([code]) => code === person.language_code);
  const all = known ? LANGUAGES : [[person.language_code, person.language_code], ...LANGUAGES];
  const spoken = all.filter(([code]) => speaks(code));
  const group = (label, some) => el("optgroup", { label },
    some.map(([code, name]) => el("option", { value: code, selected: code === person.language_code }, name)));
  const chosen = el("select", {
    "aria-label": `Language of the ${phone.name} phone`,
    title: "Language",
    onchange: () => send("PATCH", `people/${person.id}`, { language_code: chosen.value }),
  }, group("The bot speaks", spoken), group("The bot answers in English", all.filter((one) => !spoken.includes(one))));
  return chosen;
}

/** A bot says in which languages it describes itself; the one without a code is its own. */
function speaks(code) {
  const language = code.split("-")[0];
  return language === "en" || language in state.profile.descriptions;
}

function people(phone, close) {
  const rows = [...state.people.values()].slice(0, 40).map((person) =>
    el("button.row", { onclick: () => (close(), phone.onswitch(person.id)) },
      avatar(person, 34),
      el("span.grow", {}, `${person.first_name} ${person.last_name || ""}`, el("small", {}, person.username ? `@${person.username}` : `id ${person.id}`)),
      person.id === phone.person ? icon("check") : null));
  const name = el("input.field", { placeholder: "Add a person", "aria-label": "Name of a new person" });
  const add = async () => {
    const [first, ...rest] = name.value.trim().split(/\s+/);
    if (!first) return name.focus();
    const made = await post("people", { first_name: first, last_name: rest.join(" "), language_code: state.people.get(phone.person).language_code });
    state.people.set(made.id, made);
    close();
    return phone.onswitch(made.id);
  };
  name.addEventListener("keydown", (event) => event.key === "Enter" && add());
  return [el("h2", {}, "Who holds this phone?"), rows,
    el("div.row", {}, name, el("button.pill.on", { onclick: add, "aria-label": "Add person" }, "Add"))];
}
