// Keyboards: the one under a message and the one under the input field.

import { direction, el, icon } from "./dom.js";
import { isInvoice, money } from "./format.js";

const CORNERS = { url: "link", copy_text: "copy", pay: "card", switch_inline_query_current_chat: "send", web_app: "phone" };


export function inlineKeys(entry, hooks) {
  const rows = entry.message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div.keys", { role: "group", "aria-label": "Buttons" },
    rows.map((row, rowIndex) => el("div.keys-row", {},
      row.map((button, column) => inlineKey(entry, button, rowIndex, column, hooks)))));
}

function inlineKey(entry, button, row, column, hooks) {
  const kind = Object.keys(CORNERS).find((name) => name in button);
  const node = el("button.key", {
    dir: "auto",
    data: { row, column, callback: button.callback_data || "", pays: button.pay || isInvoice(button.url) ? "true" : "" },
    onclick: () => hooks.press(entry, button, row, column, node),
  }, keyLabel(entry, button, hooks.speech()));
  if (button.style) node.classList.add(button.style);
  else if (button.pay && !entry.paid) node.classList.add("success");
  if (kind) {
    const corner = el("span.corner", {}, icon(kind === "pay" && entry.paid ? "check" : CORNERS[kind]));
    node.append(corner);
  }
  return node;
}

function keyLabel(entry, button, { say, locale }) {
  if (!button.pay) return button.text;
  if (entry.paid) return say("receipt");
  const { total_amount: total, currency } = entry.message.invoice;
  return button.text === `Pay ${currency}` ? say("pay", { price: money(total, currency, locale) }) : button.text;
}

export function replyKeys(keyboard, hooks) {
  const rows = keyboard.keyboard || [];
  return el("div.reply-keys", { role: "group", "aria-label": "Reply keyboard", dir: direction(rows.flat().map((key) => key.text).join("")) },
    rows.map((row) => el("div.keys-row", {}, row.map((button) => replyKey(button, hooks)))));
}

function replyKey(button, hooks) {
  const asks = button.request_location ? "pin" : button.request_contact ? "person" : "";
  const sign = asks && /^[\p{L}\p{N}]/u.test(button.text) ? icon(asks) : null; // its own sign is enough
  const node = el("button", { dir: "auto", data: { asks }, onclick: () => hooks.reply(button) }, sign, button.text);
  if (button.style) node.classList.add("key", button.style);
  return node;
}
