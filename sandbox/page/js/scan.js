// The scanner: what other phones show, as a camera held over them would see it.

import { el, icon } from "./dom.js";
import { clockTime, deepLink, fileUrl } from "./format.js";
import { readQr } from "./qr.js";
import { openSheet, toast } from "./sheets.js";
import { act, on, state } from "./store.js";

export function openScanner(phone, phones) {
  const { person, screen } = phone;
  const { say } = phone.speech;
  openSheet(phone, say("scan"), "scanner", (close) => {
    const list = el("div", { role: "list", "aria-label": "Codes in sight" });
    const follow = async (link) => {
      close();
      try {
        await act(person, "open", { link });
      } catch (error) {
        toast(screen, error.message, "block");
      }
    };
    const typed = el("input.field", { placeholder: say("pasteLink"), "aria-label": "Link", onkeydown: (event) => event.key === "Enter" && typed.value.trim() && follow(typed.value.trim()) });
    watch(list, phone, phones, follow);
    return [el("div.finder", { "aria-hidden": "true" }, icon("qr")), list, el("div.row", {}, typed)];
  });
}

/** What comes to the other phones while the scanner is open is in its sight too. */
function watch(list, phone, phones, follow) {
  let looks = 0;
  const look = async () => {
    const own = ++looks;
    const found = await inSight(phone.person, phones);
    if (own === looks) list.replaceChildren(...shown(found, phone, follow));
  };
  const stop = on("message", () => (list.isConnected ? look() : stop()));
  look();
}

function shown(found, phone, follow) {
  if (!found.size) return [el("p.empty", {}, phone.speech.say("noCode"))];
  return [...found].map(([link, sight]) => item(sight, link, follow));
}

/** Each link once, with the sight that shows it first. */
async function inSight(person, phones) {
  const found = new Map();
  for (const sight of visible(person, phones)) {
    const link = sight.link || (await decode(sight.image)) || sight.fallback;
    if (link && !found.has(link)) found.set(link, sight);
  }
  return found;
}

function item(sight, link, follow) {
  const thumb = sight.image
    ? el("img.thumb", { src: sight.image, alt: "QR code" })
    : el("span.thumb", {}, icon("link"));
  return el("button.row", { role: "listitem", "aria-label": `Scan ${link}`, onclick: () => follow(link) },
    thumb, el("span.grow", {}, `${sight.who}’s ${sight.phone} phone, ${clockTime(new Date(sight.date * 1000))}`, el("small", {}, link)));
}

/** Pictures and links on the screens of the others, newest first, pictures before links. */
function visible(person, phones) {
  const found = [];
  for (const phone of phones) {
    if (phone.person === person) continue;
    const who = state.people.get(phone.person)?.first_name || "";
    for (const entry of state.chats.get(phone.person)?.entries.values() || []) {
      if (entry.from_bot) found.push(...sights(entry, { who, phone: phone.name, date: entry.message.date }));
    }
  }
  return found.sort((a, b) => Boolean(b.image) - Boolean(a.image) || b.date - a.date).slice(0, 12);
}

function sights(entry, base) {
  const links = linksOf(entry.message).filter((link) => deepLink(link, state.bot.username)?.payload);
  if (entry.message.photo) {
    const image = fileUrl(entry.message.photo.at(-1).file_id);
    return [{ ...base, image, fallback: links[0] }];
  }
  return links.map((link) => ({ ...base, link }));
}

function linksOf(message) {
  const text = message.text || message.caption || "";
  const entities = message.entities || message.caption_entities || [];
  const written = entities.map((entity) => entity.url || (entity.type === "url" && text.substr(entity.offset, entity.length)));
  const buttons = (message.reply_markup?.inline_keyboard || []).flat();
  return [...written, ...buttons.flatMap((button) => [button.url, button.copy_text?.text])].filter(Boolean);
}

async function decode(source) {
  try {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    if ("BarcodeDetector" in window) {
      const codes = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(image);
      if (codes.length) return codes[0].rawValue;
    }
    const canvas = el("canvas", { width: image.width, height: image.height });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    return readQr(pen.getImageData(0, 0, image.width, image.height).data, image.width, image.height);
  } catch {
    return null;
  }
}
