// The receipt of a paid invoice: what the bank or the provider may still do with the money.

import { el } from "./dom.js";
import { money } from "./format.js";
import { openSheet } from "./sheets.js";
import { post } from "./store.js";

const DEEDS = [
  ["disputes", { outcome: "open" }, "Ask the bank for it back", "A dispute: the money is frozen until the bank decides"],
  ["disputes", { outcome: "lost" }, "The bank takes it back", "The dispute ends for the payer"],
  ["disputes", { outcome: "won" }, "The bank leaves it", "The dispute ends for the merchant"],
  ["refunds", {}, "The provider gives it back", "In its own pages, without telling the bot"],
];

export function openReceipt(screen, entry) {
  const { invoice } = entry.message;
  openSheet(screen, "Receipt", "payment", (close) => {
    const note = el("p.outcome-note.bad", { role: "status", hidden: true });

    async function deed(path, body) {
      const key = `page-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
      try {
        await post(path, { charge_id: entry.charge_id, key, ...body });
        close();
      } catch (error) {
        note.hidden = false;
        note.textContent = error.message;
      }
    }

    const rows = DEEDS.map(([path, body, title, detail]) =>
      el("button.row", { onclick: () => deed(path, body) }, el("span.grow", {}, title, el("small", {}, detail))));
    return [
      el("div.receipt", {},
        el("strong", { dir: "auto" }, invoice.title),
        el("p", {}, "Paid. Play money, real receipt."),
        el("div.total", {}, el("span", {}, "Paid"), money(invoice.total_amount, invoice.currency))),
      note,
      el("div.outcomes", {}, el("h4", {}, "What may happen to the money later"), rows),
    ];
  });
}
