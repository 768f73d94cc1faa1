// Text and its entities as nodes; user text only ever becomes text.

import { el } from "./dom.js";
import { entityTime } from "./format.js";

const PLAIN = { bold: "b", italic: "i", underline: "u", strikethrough: "s", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

export function richText(text, entities, hooks) {
  const usable = (entities || []).filter((entity) => entity.length > 0);
  return render(text, 0, text.length, usable, hooks);
}

function render(text, start, end, entities, hooks) {
  const nodes = [];
  let at = start;
  const queue = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  while (queue.length) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    if (from > at) nodes.push(text.slice(at, from));
    const inner = [];
    while (queue.length && queue[0].offset < to) inner.push(queue.shift());
    nodes.push(wrap(entity, text.slice(from, to), render(text, from, to, inner, hooks), hooks));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, raw, children, hooks) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, children);
  const special = SPECIAL[entity.type];
  return special ? special(entity, raw, children, hooks) : el("span", {}, children);
}

function linkTo(url, children, hooks) {
  const follow = (event) => {
    event.preventDefault();
    hooks.openLink(url);
  };
  return el("a", { href: url, title: url, onclick: follow }, children);
}

const SPECIAL = {
  text_link: (entity, raw, children, hooks) => linkTo(entity.url, children, hooks),
  url: (entity, raw, children, hooks) => linkTo(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`, children, hooks),
  email: (entity, raw, children, hooks) => linkTo(`mailto:${raw}`, children, hooks),
  mention: (entity, raw, children, hooks) => linkTo(`https://t.me/${raw.slice(1)}`, children, hooks),
  text_mention: (entity, raw, children) => el("a", {}, children),
  hashtag: (entity, raw, children) => el("a", {}, children),
  bot_command: (entity, raw, children, hooks) =>
    el("a", { role: "button", tabindex: "0", onclick: () => hooks.say(raw) }, children),
  code: (entity, raw, children, hooks) =>
    el("code", { title: "Copy", onclick: () => hooks.copy(raw) }, children),
  spoiler: (entity, raw, children) =>
    el("span.spoiler", { onclick: (event) => event.currentTarget.classList.toggle("open") }, children),
  date_time: (entity, raw, children) =>
    el("span", { title: raw }, entityTime(entity) || children),
};
