// The receipt of a payment: what the bank or the provider may still do with the money.

import { el } from "./dom.js";
import { money } from "./format.js";
import { openSheet } from "./sheets.js";
import { post } from "./store.js";

const DEEDS = [
  ["disputes", { outcome: "open" }, "disputed"],
  ["disputes", { outcome: "lost" }, "lost"],
  ["disputes", { outcome: "won" }, "won"],
  ["refunds", {}, "givenBack"],
];

export function openReceipt(phone, paid, charge) {
  const { say, locale } = phone.speech;
  openSheet(phone, say("receipt"), "payment", (close) => {
    const note = el("p.outcome-note.bad", { role: "status", hidden: true });

    async function deed(path, body) {
      const key = `page-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
      try {
        await post(path, { charge_id: charge, key, ...body });
        close();
      } catch (error) {
        note.hidden = false;
        note.textContent = error.message;
      }
    }

    const rows = DEEDS.map(([path, body, name]) =>
      el("button.row", { onclick: () => deed(path, body) }, el("span.grow", {}, say(name), el("small", {}, say(`${name}How`)))));
    return [
      el("div.receipt", {},
        el("strong", { dir: "auto" }, paid.title),
        el("p", {}, say("paidReal")),
        el("div.total", {}, el("span", {}, say("paid")), money(paid.total_amount, paid.currency, locale))),
      note,
      el("div.outcomes", {}, el("h4", {}, say("afterwards")), rows),
    ];
  });
}
