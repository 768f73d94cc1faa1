// The payment sheet: pay, or let something else happen.

import { el, icon } from "./dom.js";
import { clockTime, money } from "./format.js";
import { openSheet } from "./sheets.js";
import { act, on, state } from "./store.js";

const OTHERS = [
  ["declines", "declines"],
  ["late", "late"],
  ["pays_twice", "twice"],
  ["unheard", "unheard"],
  ["wrong_amount", "wrong"],
];

export function openPayment(phone, invoice, where) {
  const { say, locale } = phone.speech;
  const price = money(invoice.total_amount, invoice.currency, locale);
  const { sheet, close: shut } = openSheet(phone, say("checkout"), "payment", (close) => {
    const note = el("p.outcome-note", { role: "status", hidden: true });
    const pay = el("button.solid", { data: { first: "" }, onclick: () => settle("pays") }, say("pay", { price }));
    const buttons = [pay];

    async function settle(outcome) {
      for (const button of buttons) button.disabled = true;
      pay.replaceChildren(el("span.spinner"), say("asking"));
      note.hidden = true;
      try {
        finish(await act(phone.person, "pay", { outcome, ...where }));
      } catch (error) {
        finish({ status: "error", reason: error.message });
      }
    }

    function finish(result) {
      const twice = result.payments?.some((one) => one.status !== "paid");
      if (result.status === "paid" && !twice) {
        pay.classList.add("done");
        pay.replaceChildren(icon("check"), say("paid"));
        setTimeout(close, 900);
        return;
      }
      for (const button of buttons) button.disabled = false;
      pay.replaceChildren(say("pay", { price }));
      note.hidden = false;
      note.classList.toggle("bad", result.status !== "pending");
      note.textContent = explain(result, say);
    }

    const others = OTHERS.map(([outcome, name]) =>
      el("button.row", { onclick: () => settle(outcome) }, el("span.grow", {}, say(name), el("small", {}, say(`${name}How`)))));
    const away = el("button.row", { onclick: close }, el("span.grow", {}, say("closeSheet"), el("small", {}, say("closeSheetHow"))));
    buttons.push(...others);
    return [summary(invoice, price), cardRow(say), pay, note,
      el("div.outcomes", {}, el("h4", {}, say("elsewise")), others, away)];
  });
  closeWithInvoice(sheet, shut, phone.person, where.message_id);
}

/** An invoice that the bot takes back can't be paid any more: its sheet would refuse for ever. */
function closeWithInvoice(sheet, close, payer, invoice) {
  const stop = on("message", ({ person, entry }) => {
    if (!sheet.isConnected) stop();
    else if (entry.deleted && person === payer && entry.message_id === invoice) close();
  });
}

function explain(result, say) {
  if (result.payments) {
    const paid = result.payments.filter((one) => one.status === "paid").length;
    const refusal = result.payments.find((one) => one.reason);
    return say("wentThrough", { paid, all: result.payments.length, reason: refusal?.reason });
  }
  if (result.due) return say("onItsWay", { time: clockTime(new Date(result.due * 1000)) });
  return result.status === "refused" ? say("refused", { reason: result.reason }) : result.reason;
}

function summary(invoice, price) {
  return el("div.receipt", {},
    el("strong", { dir: "auto" }, invoice.title),
    el("p", { dir: "auto" }, invoice.description),
    el("div.total", {}, el("span", {}, `${state.bot.first_name}`), price));
}

function cardRow(say) {
  return el("div.card-row", {}, el("span.card"), el("span", {}, say("playMoney"), el("small", {}, say("noCharge"))));
}
