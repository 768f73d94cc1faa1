// One phone: who holds it, what it shows, what a tap does.

import { renderMessage } from "./bubbles.js";
import { chooseLocation, composer } from "./composer.js";
import { botAvatar, el, icon, svg, verified } from "./dom.js";
import { clockTime, dayName, deepLink, isInvoice, money, sharedLink } from "./format.js";
import { replyKeys } from "./keys.js";
import { openPayment } from "./payment.js";
import { openReceipt } from "./receipt.js";
import { openSharing } from "./sharing.js";
import { alertBox, enlarge, toast } from "./sheets.js";
import { act, chatOf, emit, now, state } from "./store.js";
import { speech } from "./words.js";

const DISPUTES = { open: "bankAsks", lost: "bankTook", won: "bankLeaves" };

export class Phone {
  constructor(name, person) {
    this.name = name;
    this.person = person;
    this.nodes = new Map();
    this.paper = el("div.paper", { role: "log", "aria-label": "Messages", "aria-live": "polite" });
    this.chat = el("div.chat", { tabindex: "-1" }, this.paper);
    this.pinned = true; // to the newest message, until a hand scrolls away from it
    for (const gesture of ["wheel", "touchmove", "keyup"]) {
      this.chat.addEventListener(gesture, () => this.notePinned(), { passive: true });
    }
    this.paper.addEventListener("click", (event) => {
      if (event.target.closest(".raw-toggle")) this.pinned = false;
    });
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.paper);
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.chat);
    this.time = el("span");
    this.head = el("header.chat-head");
    this.foot = el("div");
    this.screen = el("div.screen", {}, this.statusBar(), this.head, this.chat, this.foot, el("div.home-bar"));
    this.hooks = {
      speech: () => this.speech,
      press: (...tap) => this.press(...tap),
      reply: (button) => this.reply(button),
      openLink: (url) => this.openLink(url),
      say: (text) => this.do("say", { text }),
      copy: (text) => this.copy(text),
      receipt: (payment) => openReceipt(this, { ...payment, title: state.bot.first_name }, payment.telegram_payment_charge_id),
      edit: (entry) => this.edit(entry),
      enlarge: (source) => enlarge(this.screen, source),
    };
  }

  /** The words of the phone itself, in its holder's language. */
  get speech() {
    return speech(state.people.get(this.person)?.language_code);
  }

  statusBar() {
    const bars = [4, 6.5, 9, 11.5].map((height, index) => svg("rect", { x: index * 4.6, y: 12 - height, width: 3.2, height, rx: 1, fill: "currentColor" }));
    const signal = svg("svg", { viewBox: "0 0 17.2 12", "aria-hidden": "true" }, bars);
    const battery = svg("svg", { viewBox: "0 0 26 12", "aria-hidden": "true" },
      svg("rect", { x: 0.5, y: 0.5, width: 22, height: 11, rx: 3.4, fill: "none", stroke: "currentColor", opacity: 0.45 }),
      svg("rect", { x: 2, y: 2, width: 16.5, height: 8, rx: 2, fill: "currentColor" }),
      svg("rect", { x: 23.6, y: 4, width: 1.8, height: 4, rx: 0.9, fill: "currentColor", opacity: 0.5 }));
    return el("div.status-bar", { "aria-hidden": "true" }, this.time, el("span.signs", {}, signal, battery));
  }

  hold(person) {
    this.person = person;
    this.renderAll();
  }

  renderAll() {
    this.screen.querySelectorAll(".veil, .toast, .lightbox").forEach((node) => node.remove());
    for (const node of this.screen.children) node.inert = false;
    this.nodes.clear();
    const chat = chatOf(this.person);
    const entries = [...chat.entries.values()].sort((a, b) => a.message_id - b.message_id);
    this.paper.replaceChildren();
    this.lastDay = "";
    if (!entries.length) this.paper.append(this.hello());
    for (const entry of entries) this.append(entry);
    this.renderHead();
    this.renderFoot();
    this.tick();
    this.pinned = true;
    this.toEnd();
  }

  hello() {
    const language = (state.people.get(this.person)?.language_code || "").split("-")[0];
    const { descriptions } = state.profile;
    const words = descriptions[language] || descriptions[""] || "Press Start to say hello.";
    return el("div.hello", {}, botAvatar(64), el("h3", {}, state.bot.first_name), el("p", { dir: "auto" }, words));
  }

  renderHead() {
    this.subtitle = el("p", {}, this.speech.say("bot"));
    this.head.replaceChildren(
      el("span.round.back", { "aria-hidden": "true" }, icon("back")), botAvatar(38),
      el("div.title", {}, el("h2", {}, state.bot.first_name, verified()), this.subtitle));
  }

  renderFoot() {
    const { keyboard, started, blocked } = chatOf(this.person);
    const keys = started && !blocked && keyboard?.keyboard ? replyKeys(keyboard, this.hooks) : null;
    const field = this.foot.querySelector("textarea");
    const typing = field && document.activeElement === field;
    this.foot.replaceChildren(...[composer(this, field), keys].filter(Boolean));
    if (typing) field.focus();
    this.shown = JSON.stringify([keyboard, started, blocked]);
  }

  append(entry) {
    const day = dayName(new Date(entry.message.date * 1000), now(), this.speech);
    if (day !== this.lastDay) this.paper.append(el("div.day", {}, day));
    this.lastDay = day;
    const node = renderMessage(entry, this.hooks);
    this.nodes.set(entry.message_id, node);
    this.paper.append(node);
    return node;
  }

  /** A message came, changed or went. */
  update({ entry }) {
    const known = this.nodes.get(entry.message_id);
    if (entry.deleted) {
      known?.remove();
      this.nodes.delete(entry.message_id);
    } else if (known) {
      const fresh = renderMessage(entry, this.hooks);
      known.replaceWith(fresh);
      this.nodes.set(entry.message_id, fresh);
    } else {
      this.paper.querySelector(".hello")?.remove();
      this.append(entry).classList.add("fresh");
      if (entry.from_bot) this.typing(0);
    }
    this.refreshFoot();
    if (!entry.from_bot) this.pinned = true;
    if (this.pinned) this.toEnd(true);
  }

  refreshFoot() {
    const { keyboard, started, blocked } = chatOf(this.person);
    if (JSON.stringify([keyboard, started, blocked]) !== this.shown) this.renderFoot();
  }

  notePinned() {
    requestAnimationFrame(() => {
      this.pinned = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 80;
    });
  }

  toEnd(smooth = false) {
    this.chat.scrollTo({ top: this.chat.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  tick() {
    this.time.textContent = clockTime(now());
  }

  typing(seconds) {
    clearTimeout(this.typingEnds);
    this.subtitle.className = seconds ? "typing" : "";
    this.subtitle.textContent = this.speech.say(seconds ? "typing" : "bot");
    if (seconds) this.typingEnds = setTimeout(() => this.typing(0), seconds * 1000);
  }

  notice(notice) {
    const { say, locale } = this.speech;
    if (notice.kind === "dispute") toast(this.screen, say(DISPUTES[notice.outcome]), "card");
    if (notice.kind === "refund") toast(this.screen, say("wentBack", { price: money(notice.amount, notice.currency, locale) }), "card");
    if (notice.kind !== "answer") {
      if (notice.status === "paid" && notice.late) toast(this.screen, say("lateArrived"), "check");
      return;
    }
    this.nodes.get(notice.message_id)?.querySelectorAll(".busy").forEach((key) => key.classList.remove("busy"));
    if (notice.url) this.openLink(notice.url);
    if (!notice.text) return;
    if (notice.show_alert) alertBox(this.screen, state.bot.first_name, notice.text);
    else toast(this.screen, notice.text);
  }

  async do(what, body = {}) {
    try {
      return await act(this.person, what, body);
    } catch (error) {
      toast(this.screen, error.message, "block");
      return null;
    }
  }

  async press(entry, button, row, column, key) {
    if (button.pay) return this.pay(entry);
    if (button.copy_text) return this.copy(button.copy_text.text, key);
    if (button.url) return this.openLink(button.url);
    const words = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (words !== undefined) return this.prompt(`@${state.bot.username} ${words}`);
    if (!button.callback_data) return toast(this.screen, "This kind of button is not shown here");
    key.classList.add("busy");
    setTimeout(() => key.classList.remove("busy"), 8000);
    const pressed = await this.do("press", { message_id: entry.message_id, row, column });
    if (pressed) emit("pressed", { phone: this.name, data: button.callback_data });
    else key.classList.remove("busy");
    return pressed;
  }

  edit(entry) {
    this.editing = entry.message_id;
    this.prompt(entry.message.text);
  }

  /** What was typed: a new message, or better words for an old one. */
  say(text) {
    const edited = this.editing;
    this.editing = 0;
    return edited ? this.do("edit", { message_id: edited, text }) : this.do("say", { text });
  }

  pay(entry) {
    if (entry.paid) openReceipt(this, entry.message.invoice, entry.charge_id);
    else openPayment(this, entry.message.invoice, { message_id: entry.message_id });
  }

  reply(button) {
    if (!button.request_location) return this.do("press", { label: button.text });
    return chooseLocation(this, (place) => this.do("press", { label: button.text, ...place }));
  }

  openLink(url) {
    const shared = sharedLink(url);
    if (shared) return openSharing(this, shared);
    if (deepLink(url, state.bot.username) || isInvoice(url)) return this.follow(url);
    return window.open(url, "_blank", "noopener");
  }

  async follow(link) {
    const result = await this.do("open", { link });
    if (result?.invoice) openPayment(this, result.invoice, { link });
  }

  async copy(text, key) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = el("textarea", {}, text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    toast(this.screen, this.speech.say("copied", { text }), "copy");
    if (!key || key.classList.contains("copied")) return;
    const label = key.firstChild.textContent;
    key.classList.add("copied");
    key.firstChild.textContent = this.speech.say("copiedShort");
    setTimeout(() => {
      key.classList.remove("copied");
      key.firstChild.textContent = label;
    }, 1600);
  }
}
