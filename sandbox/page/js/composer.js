// The foot of a chat: writing, attaching, commands, inline results, Start and Restart.

import { el, icon } from "./dom.js";
import { SPOTS } from "./mapdata.js";
import { choosable, drawMap, project } from "./map.js";
import { openSheet } from "./sheets.js";
import { act, chatOf, state } from "./store.js";

const STICKERS = ["👍", "❤️", "😂", "🎉", "☕️", "🙏", "🔥", "🤔"];

export function commandsFor(person) {
  const { commands } = state.profile;
  const language = (state.people.get(person)?.language_code || "").split("-")[0];
  const scopes = [`chat${person}`, "all_private_chats", "default"];
  const keys = scopes.flatMap((scope) => [`${scope}/${language}`, `${scope}/`]);
  return keys.map((key) => commands[key]).find((list) => list?.length) || [];
}

/** The line to type in; `field` is the one that is there already, so that nobody's typing is interrupted. */
export function composer(phone, field) {
  const chat = chatOf(phone.person);
  if (chat.blocked) return el("footer.composer", {}, el("button.wide-action", { onclick: () => phone.do("start") }, phone.speech.say("restart")));
  if (!chat.started) return el("footer.composer", {}, el("button.wide-action", { onclick: () => phone.do("start") }, phone.speech.say("start")));
  return writing(phone, field);
}

function writing(phone, field) {
  const { keyboard } = chatOf(phone.person);
  const { say } = phone.speech;
  const input = field || el("textarea", { rows: "1", dir: "auto" });
  input.setAttribute("aria-label", say("message"));
  input.placeholder = keyboard?.input_field_placeholder || say("message");
  const panel = el("div.panel", { hidden: true });
  const commands = commandsFor(phone.person);
  const menu = commands.length
    ? el("button.menu", { "aria-label": say("commands"), onclick: () => show(panel, panel.hidden && commandRows(phone, commands, close)) }, icon("menu"), say("menu"))
    : null;
  const close = () => show(panel, null);
  const suggest = suggestions(phone, panel, commands, input);
  input.oninput = suggest;
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && phone.editing) {
      phone.editing = 0;
      input.value = "";
    }
  };
  async function submit() {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    close();
    await phone.say(text);
  }
  phone.prompt = (text) => {
    input.value = text;
    input.focus();
    suggest();
  };
  return el("footer.composer", {}, panel, menu,
    el("button.round", { "aria-label": say("attach"), onclick: () => attach(phone) }, icon("clip")),
    input,
    el("button.round.send", { "aria-label": say("send"), onclick: submit }, icon("send")));
}

function show(panel, rows) {
  panel.hidden = !rows;
  panel.replaceChildren(...(rows || []));
}

function commandRows(phone, commands, close) {
  return commands.map(({ command, description }) =>
    el("button.row", { onclick: () => (close(), phone.do("say", { text: `/${command}` })) },
      el("span.grow", { dir: "auto" }, description), el("small", {}, `/${command}`)));
}

function suggestions(phone, panel, commands, input) {
  let wait = 0;
  return () => {
    clearTimeout(wait);
    const text = input.value;
    const words = text.match(new RegExp(`^@${state.bot.username}\\s(.*)$`, "is"));
    if (words) {
      wait = setTimeout(() => inline(phone, panel, words[1], input), 220);
    } else if (text.startsWith("/")) {
      const fitting = commands.filter(({ command }) => `/${command}`.startsWith(text));
      show(panel, fitting.length ? commandRows(phone, fitting, () => { input.value = ""; show(panel, null); }) : null);
    } else {
      show(panel, null);
    }
  };
}

/** The bot's list for `@bot words`; its end brings the next page of it, as long as there is one. */
async function inline(phone, panel, query, input) {
  const { button, ...first } = await act(phone.person, "inline", { query, wait: 8 });
  const close = () => show(panel, null);
  const clear = () => ((input.value = ""), close());
  const top = button
    ? [el("button.row", { onclick: () => (clear(), phone.do("start", { payload: button.start_parameter })) }, el("strong", { dir: "auto" }, button.text))]
    : [];
  const rows = offered(phone, first, clear);
  show(panel, [...top, ...(rows.length ? rows : [el("p.empty", {}, phone.speech.say("nothing"))])]);
  panel.scrollTop = 0;
  let { next_offset: offset } = first;
  panel.onscroll = async () => {
    if (!offset || panel.scrollTop + panel.clientHeight < panel.scrollHeight - 40) return;
    const asked = offset;
    offset = "";
    const more = await act(phone.person, "inline", { query, offset: asked, wait: 8 });
    panel.append(...offered(phone, more, clear));
    offset = more.next_offset;
  };
}

function offered(phone, { query_id: id, results }, clear) {
  return results.map((result) =>
    el("button.row", { onclick: () => (clear(), phone.do("choose", { query_id: id, result_id: result.id })) },
      el("span.grow", {}, el("strong", { dir: "auto" }, result.title), el("small", { dir: "auto" }, result.description))));
}

function attach(phone) {
  const { say } = phone.speech;
  const kinds = [
    [say("location"), "pin", 145, () => chooseLocation(phone, (place) => phone.do("location", place))],
    [say("live"), "pin", 100, () => chooseLocation(phone, (place) => phone.do("live", place))],
    [say("photo"), "photo", 210, () => pick(phone, "image/*", "photo")],
    [say("file"), "file", 255, () => pick(phone, "", "document")],
    [say("contact"), "person", 30, () => phone.do("contact")],
    [say("voice"), "mic", 340, () => phone.do("voice")],
    [say("sticker"), "smile", 45, () => stickers(phone)],
    [say("inline"), "send", 185, () => phone.prompt(`@${state.bot.username} `)],
  ];
  openSheet(phone, say("attach"), "", (close) => el("div.choices", {}, kinds.map(([name, sign, hue, run]) =>
    el("button", { onclick: () => (close(), run()) },
      el("span.disc", { style: { "--hue": hue } }, icon(sign)), name))));
}

function stickers(phone) {
  openSheet(phone, phone.speech.say("sticker"), "", (close) => el("div.choices", {}, STICKERS.map((emoji) =>
    el("button.sticker", { style: { "font-size": "44px" }, "aria-label": emoji, onclick: () => (close(), phone.do("sticker", { emoji })) }, emoji))));
}

function pick(phone, accept, what) {
  const input = el("input", { type: "file", accept });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    phone.do(what, { data: btoa(binary), name: file.name });
  });
  input.click();
}

function placeWords({ latitude, longitude }) {
  const spot = SPOTS.find(([, north, east]) => Math.hypot(north - latitude, east - longitude) < 1e-5);
  return spot ? spot[0] : `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}

/** Where somebody is, to begin with in the middle of town; any other place with a tap. */
export function chooseLocation(phone, onChosen) {
  let place = null;
  openSheet(phone, phone.speech.say("choosePlace"), "map-sheet", (close) => {
    const map = drawMap({ latitude: 60.1715, longitude: 24.938 }, { span: 0.05, pin: false });
    map.setAttribute("aria-label", "Map of Helsinki: click a place");
    const send = el("button.solid", { disabled: true, onclick: () => (close(), onChosen(place)) }, icon("pin"), phone.speech.say("tapMap"));
    const choose = choosable(map, (chosen) => {
      place = chosen;
      send.disabled = false;
      send.lastChild.textContent = phone.speech.say("sendPlace", { place: placeWords(place) });
    });
    requestAnimationFrame(() => choose(...project(SPOTS[0][2], SPOTS[0][1]))); // once the map has its size
    const spots = SPOTS.map(([name, latitude, longitude]) =>
      el("button.pill", { onclick: () => choose(...project(longitude, latitude)) }, name));
    return [map, el("div.spots", { role: "group", "aria-label": "Known places" }, spots), send];
  });
}
