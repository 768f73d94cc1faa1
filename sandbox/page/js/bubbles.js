// One message of the chat as it looks in a chat app.

import { direction, el, icon, json } from "./dom.js";
import { clockTime, fileSize, fileUrl, money } from "./format.js";
import { inlineKeys } from "./keys.js";
import { drawMap } from "./map.js";
import { richText } from "./richtext.js";

export function renderMessage(entry, hooks) {
  const { message } = entry;
  const service = serviceLine(message, hooks);
  if (service) {
    const line = el("div.message.service", { ...identity(entry), dir: hooks.speech().direction }, service);
    line.append(rawToggle(line, message));
    return line;
  }
  const body = content(entry, hooks);
  const node = el(entry.from_bot ? "div.message" : "div.message.mine", identity(entry), body);
  const keys = inlineKeys(entry, hooks);
  if (keys) {
    node.classList.add("keyed");
    keys.dir = direction(message.text || message.caption || keys.textContent);
    node.append(keys);
  }
  node.append(rawToggle(node, message));
  if (!entry.from_bot && message.text) node.append(editButton(entry, hooks));
  return node;
}

function editButton(entry, hooks) {
  return el("button.raw-toggle.second", { "aria-label": hooks.speech().say("edit"), title: hooks.speech().say("edit"), onclick: () => hooks.edit(entry) }, icon("pencil"));
}

function identity(entry) {
  return { data: { messageId: entry.message_id, from: entry.from_bot ? "bot" : "person" } };
}

function serviceLine(message, hooks) {
  const { say, locale } = hooks.speech();
  const paid = message.successful_payment;
  if (paid) {
    const words = say("youPaid", { price: money(paid.total_amount, paid.currency, locale) });
    return el("button.paid", { onclick: () => hooks.receipt(paid) }, words);
  }
  const back = message.refunded_payment;
  return back ? say("refunded", { price: money(back.total_amount, back.currency, locale) }) : null;
}

function rawToggle(node, message) {
  const toggle = el("button.raw-toggle", { "aria-label": "Raw JSON", title: "Raw JSON", "aria-expanded": "false" }, "{ }");
  toggle.addEventListener("click", () => {
    const open = node.querySelector(":scope > .json");
    if (open) open.remove();
    else node.append(json(message));
    toggle.setAttribute("aria-expanded", String(!open));
  });
  return toggle;
}

function content(entry, hooks) {
  const { message } = entry;
  if (message.photo) return picture(entry, hooks);
  if (message.venue || message.location) return place(entry, hooks);
  if (message.invoice) return invoice(entry, hooks);
  if (message.sticker) return el("div.sticker", { "aria-label": "Sticker" }, message.sticker.emoji);
  if (message.document) return el("div.bubble", {}, file(message), caption(message, hooks), meta(entry, hooks));
  if (message.voice) return el("div.bubble", {}, row("mic", hooks.speech().say("voice"), `0:0${message.voice.duration}`), meta(entry, hooks));
  if (message.contact) return el("div.bubble", {}, row("person", message.contact.first_name, message.contact.phone_number), meta(entry, hooks));
  return el("div.bubble", {}, via(message), quote(message), words(message.text, message.entities, hooks), meta(entry, hooks));
}

function words(text, entities, hooks) {
  return el("div.words", { dir: direction(text) }, richText(text || "", entities, hooks));
}

function caption(message, hooks) {
  return message.caption ? words(message.caption, message.caption_entities, hooks) : null;
}

function via(message) {
  return message.via_bot ? el("div.via", {}, `via @${message.via_bot.username}`) : null;
}

function quote(message) {
  const source = message.reply_to_message;
  return source ? el("div.quote", { dir: "auto" }, source.text || source.caption || "…") : null;
}

function meta(entry, hooks, spec = "span.meta") {
  const { message } = entry;
  const stamp = clockTime(new Date(message.date * 1000));
  const node = el(spec, {}, message.edit_date ? hooks.speech().say("edited", { time: stamp }) : stamp);
  if (!entry.from_bot) node.append(icon("checks"));
  return node;
}

function picture(entry, hooks) {
  const { message } = entry;
  const largest = message.photo[message.photo.length - 1];
  const source = fileUrl(largest.file_id);
  const image = el("img", {
    src: source,
    alt: message.caption || hooks.speech().say("photo"),
    width: largest.width,
    height: largest.height,
    onclick: () => hooks.enlarge(source),
  });
  if (largest.width < 260) image.classList.add("crisp");
  const under = caption(message, hooks);
  const footer = under ? el("div.under", {}, under, meta(entry, hooks)) : meta(entry, hooks, "span.meta.over");
  return el("div.bubble.picture", {}, image, footer);
}

function file(message) {
  const { document } = message;
  return el("a.file", { href: fileUrl(document.file_id), download: document.file_name },
    el("span.disc", {}, icon("download")),
    el("span", {}, el("strong", {}, document.file_name), el("small", {}, fileSize(document.file_size))));
}

function row(name, title, detail) {
  return el("div.file", {},
    el("span.disc", {}, icon(name)),
    el("span", {}, el("strong", {}, title), el("small", {}, detail)));
}

function place(entry, hooks) {
  const { venue, location } = entry.message;
  const { say } = hooks.speech();
  const live = Boolean(location.live_period);
  const title = venue ? venue.title : say(live ? "live" : "location");
  const moved = new Date((entry.message.edit_date || entry.message.date) * 1000);
  const where = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
  const detail = venue ? venue.address : live ? say("updated", { time: clockTime(moved) }) : where;
  return el("div.bubble.place-card", {},
    drawMap(location, { span: 0.016, pixels: 128 }),
    el("div.under", {}, el("strong", { dir: "auto" }, title), el("small", { dir: "auto" }, detail), meta(entry, hooks)));
}

function invoice(entry, hooks) {
  const { title, description, total_amount: total, currency } = entry.message.invoice;
  const { say, locale } = hooks.speech();
  return el("div.bubble.invoice", {},
    el("strong", { dir: "auto" }, title),
    el("div.words", { dir: "auto" }, description),
    el("div.total", {}, el("span", {}, say(entry.paid ? "paid" : "total")), money(total, currency, locale)),
    meta(entry, hooks));
}
