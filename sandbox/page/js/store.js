// What the sandbox told us, and the way to ask it for more.

import { useZone } from "./format.js";

export const state = {
  bot: {}, profile: {}, phones: [], people: new Map(), chats: new Map(),
  tour: [], forgets: "", clock: { offset: 0 }, skew: 0, faults: [], strict: false, requests: [],
};

const listeners = new Map();

/** Calls the listener at each event of the kind; returns how to stop. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

export function emit(kind, event = {}) {
  for (const listener of listeners.get(kind) || []) listener(event);
}

export async function send(method, path, body) {
  const options = { method, headers: { "Content-Type": "application/json" } };
  if (body !== undefined) options.body = JSON.stringify(body);
  const response = await fetch(`sandbox/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const get = (path) => send("GET", path);
export const post = (path, body = {}) => send("POST", path, body);
export const act = (person, what, body = {}) => post(`people/${person}/${what}`, body);

export function chatOf(person) {
  if (!state.chats.has(person)) {
    state.chats.set(person, { seq: 0, started: false, blocked: false, keyboard: null, entries: new Map() });
  }
  return state.chats.get(person);
}

export function now() {
  return new Date(Date.now() + state.skew);
}

function takeClock(clock) {
  state.clock = clock;
  state.skew = new Date(clock.now).getTime() - Date.now();
}

function takeChat(person, view) {
  const entries = new Map(view.messages.map((entry) => [entry.message_id, entry]));
  state.chats.set(person, { ...view, entries });
}

async function load() {
  const whole = await get("state");
  Object.assign(state, { bot: whole.bot, profile: whole.profile, phones: whole.phones, tour: whole.tour, forgets: whole.forgets });
  Object.assign(state, { faults: whole.faults, strict: whole.strict });
  state.people = new Map(whole.people.map((person) => [person.id, person]));
  state.chats = new Map();
  for (const [person, view] of Object.entries(whole.chats)) takeChat(Number(person), view);
  takeClock(whole.clock);
  useZone(whole.time_zone);
}

const HANDLERS = {
  message(event) {
    const chat = chatOf(event.person);
    if (event.seq <= chat.seq) return false; // the whole state had it already
    Object.assign(chat, { seq: event.seq, keyboard: event.keyboard, started: event.started, blocked: event.blocked });
    if (event.entry.deleted) chat.entries.delete(event.entry.message_id);
    else chat.entries.set(event.entry.message_id, event.entry);
    return true;
  },
  chat(event) {
    Object.assign(chatOf(event.person), { started: event.started, blocked: event.blocked });
  },
  person(event) {
    state.people.set(event.person.id, event.person);
  },
  clock: takeClock,
  faults(event) {
    state.faults = event.faults;
  },
  settings(event) {
    state.strict = event.strict;
  },
  request(event) {
    state.requests.push(event.request);
    if (state.requests.length > 400) state.requests.shift();
  },
};

let waiting = null; // events that came while the whole state was on its way

async function receive(event) {
  if (waiting) waiting.push(event);
  else if (event.kind === "reset" || event.kind === "profile") await refresh(event.kind);
  else if (HANDLERS[event.kind]?.(event) !== false) emit(event.kind, event);
}

async function refresh(kind) {
  waiting = [];
  try {
    await load();
  } finally {
    const missed = waiting;
    waiting = null;
    emit(kind);
    for (const event of missed) await receive(event);
  }
}

export async function connect() {
  const stream = new EventSource("sandbox/events");
  let lost = false;
  stream.onmessage = (message) => receive(JSON.parse(message.data));
  stream.onerror = () => {
    lost = true;
    emit("lost");
  };
  await new Promise((resolve) => {
    stream.onopen = async () => {
      await refresh(lost ? "reset" : "loaded");
      lost = false;
      resolve();
    };
  });
  state.requests = (await get("requests?limit=200")).requests;
}
