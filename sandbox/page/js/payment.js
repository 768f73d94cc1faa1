// The payment sheet: pay, or let something else happen.

import { el, icon } from "./dom.js";
import { clockTime, money } from "./format.js";
import { openSheet } from "./sheets.js";
import { act, state } from "./store.js";

const OTHERS = [
  ["declines", "Card declined", "The bot agrees, the bank does not"],
  ["late", "Paid an hour late", "Agreed now; the money comes when the clock is turned"],
  ["pays_twice", "Paid twice", "From two devices at the same moment"],
  ["unheard", "Paid, but nobody says so", "The message to the bot gets lost; the provider's books have it"],
  ["wrong_amount", "Wrong amount", "One unit more than the invoice says"],
];

const VERDICTS = {
  paid: ["Paid", ""],
  pending: ["The money is on its way", ""],
  refused: ["", "The bot refused: "],
  declined: ["", ""],
  timed_out: ["", ""],
};

export function openPayment(screen, person, invoice, where) {
  const price = money(invoice.total_amount, invoice.currency);
  openSheet(screen, "Checkout", "payment", (close) => {
    const note = el("p.outcome-note", { role: "status", hidden: true });
    const pay = el("button.solid", { data: { first: "" }, onclick: () => settle("pays") }, `Pay ${price}`);
    const buttons = [pay];

    async function settle(outcome) {
      for (const button of buttons) button.disabled = true;
      pay.replaceChildren(el("span.spinner"), "Asking the bot…");
      note.hidden = true;
      try {
        finish(await act(person, "pay", { outcome, ...where }));
      } catch (error) {
        finish({ status: "error", reason: error.message });
      }
    }

    function finish(result) {
      for (const button of buttons) button.disabled = false;
      const twice = result.payments?.some((one) => one.status !== "paid");
      if (result.status === "paid" && !twice) {
        pay.classList.add("done");
        pay.replaceChildren(icon("check"), "Paid");
        setTimeout(close, 900);
        return;
      }
      pay.replaceChildren(`Pay ${price}`);
      note.hidden = false;
      note.classList.toggle("bad", result.status !== "pending");
      note.textContent = explain(result);
    }

    const others = OTHERS.map(([outcome, title, detail]) =>
      el("button.row", { onclick: () => settle(outcome) }, el("span.grow", {}, title, el("small", {}, detail))));
    const away = el("button.row", { onclick: close }, el("span.grow", {}, "Close the sheet", el("small", {}, "Nothing is asked, nothing is paid")));
    buttons.push(...others);
    return [summary(invoice, price), cardRow(), pay, note,
      el("div.outcomes", {}, el("h4", {}, "Or let something else happen"), others, away)];
  });
}

function explain(result) {
  if (result.payments) {
    const paid = result.payments.filter((one) => one.status === "paid").length;
    const refusal = result.payments.find((one) => one.reason);
    return `${paid} of ${result.payments.length} payments went through. ${refusal ? refusal.reason : ""}`;
  }
  const [good, prefix] = VERDICTS[result.status] || ["", ""];
  if (result.due) return `${good}, due at ${clockTime(new Date(result.due * 1000))}.`;
  return good || `${prefix}${result.reason}`;
}

function summary(invoice, price) {
  return el("div.receipt", {},
    el("strong", { dir: "auto" }, invoice.title),
    el("p", { dir: "auto" }, invoice.description),
    el("div.total", {}, el("span", {}, `${state.bot.first_name}`), price));
}

function cardRow() {
  return el("div.card-row", {}, el("span.card"), el("span", {}, "Play money •••• 4242", el("small", {}, "No real card is charged in a sandbox")));
}
