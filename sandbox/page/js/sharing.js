// Choosing to whom a link is sent: they open it on their own phone.

import { avatar, el } from "./dom.js";
import { openSheet, toast } from "./sheets.js";
import { act, state } from "./store.js";

const SHOWN = 12;

export function openSharing(phone, link) {
  openSheet(phone, phone.speech.say("share"), "", (close) => {
    const send = async (person) => {
      close();
      try {
        await act(person.id, "open", { link });
        toast(phone.screen, person.first_name, "send");
      } catch (error) {
        toast(phone.screen, error.message, "block");
      }
    };
    const others = [...state.people.values()].filter((person) => person.id !== phone.person).slice(0, SHOWN);
    return others.map((person) => el("button.row", { onclick: () => send(person) },
      avatar(person, 34), el("span.grow", { dir: "auto" }, `${person.first_name} ${person.last_name || ""}`)));
  });
}
