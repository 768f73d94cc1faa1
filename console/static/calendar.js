// Places what the page lists by the clock, and lets a booking be dragged to another time. Positions are
// set through the style object: the page's policy allows no style in the markup.
"use strict";
(() => {
  const HOUR = 56;
  const MINUTE = HOUR / 60;
  let dragged = null;

  const number = (element, name) => Number(element.dataset[name]);

  function place(calendar) {
    const begin = number(calendar, "begin"), end = number(calendar, "end");
    calendar.classList.add("placed");
    for (const hours of calendar.querySelectorAll(".hours")) hours.style.height = `${(end - begin) * MINUTE}px`;
    for (const each of calendar.querySelectorAll("[data-at]")) {
      const from = Math.max(number(each, "at"), begin);
      each.style.top = `${(from - begin) * MINUTE}px`;
      if (!each.dataset.for) continue;
      const until = Math.min(number(each, "at") + number(each, "for"), end);
      if (until <= from) { each.hidden = true; continue; }
      each.style.height = `${(until - from) * MINUTE - (each.dataset.lanes ? 2 : 0)}px`;
      if (each.dataset.lanes) {
        each.classList.toggle("slim", number(each, "lanes") > 2);
        const width = 100 / number(each, "lanes");
        each.style.insetInlineStart = `calc(${width * number(each, "lane")}% + 2px)`;
        each.style.width = `calc(${width}% - 4px)`;
      }
    }
  }

  // On a narrow screen a week begins with today; the page itself stays where it is.
  function bring(column) {
    if (!column) return;
    const sheet = column.closest(".sheet"), frame = sheet.getBoundingClientRect();
    const rule = sheet.querySelector(".rule").getBoundingClientRect(), box = column.getBoundingClientRect();
    if (box.left >= frame.left && box.right <= frame.right) return;
    const left = document.documentElement.dir === "rtl" ? box.right - rule.left : box.left - rule.right;
    sheet.scrollBy({ left });
  }

  // What is open now or first is seen first, not the hours of a night that nobody is there.
  function show(calendar) {
    const line = calendar.querySelector(".line"), sheet = calendar.querySelector(".sheet");
    const begin = number(calendar, "begin"), nights = [...calendar.querySelectorAll(".shut")];
    const ends = nights.filter((each) => number(each, "for") >= 240).map((each) => number(each, "at") + number(each, "for"));
    const booked = [...calendar.querySelectorAll("[data-lanes]")].map((each) => number(each, "at"));
    const first = ends.length ? Math.min(...ends, ...booked) : begin;
    const from = line ? number(line, "at") - 60 : first < number(calendar, "end") ? first : begin;
    sheet.scrollTop = Math.max(0, (from - begin) * MINUTE);
  }

  const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  // The column and the minute of the day under a point, on the grid of the calendar's steps.
  function under(calendar, x, y, offset = 0) {
    for (const column of calendar.querySelectorAll(".column")) {
      const box = column.querySelector(".hours").getBoundingClientRect();
      if (x < box.left || x >= box.right) continue;
      const step = number(calendar, "step");
      const minutes = number(calendar, "begin") + Math.round(((y - box.top) / MINUTE - offset) / step) * step;
      const last = Math.min(number(calendar, "end"), 24 * 60) - step;
      return { column, minutes: Math.max(number(calendar, "begin"), Math.min(minutes, last)), inside: y >= box.top && y < box.bottom };
    }
    return null;
  }

  function go(address, target) {
    const url = new URL(address, location.href);
    url.searchParams.set("day", target.column.dataset.day);
    url.searchParams.set("time", clock(target.minutes));
    if (target.column.dataset.with) url.searchParams.set("with", target.column.dataset.with);
    location.assign(url);
  }

  // A mouse or a pen drags at once. A finger that moves scrolls: it drags what it first rests upon.
  const REST = 350, STILL = 8;
  let resting = 0;

  function begin(event) {
    const block = event.target.closest(".block[data-move]");
    if (!block || event.button !== 0 || !event.isPrimary) return;
    const calendar = block.closest(".calendar");
    const offset = (event.clientY - block.getBoundingClientRect().top) / MINUTE;
    const touch = event.pointerType === "touch";
    dragged = { block, calendar, offset, touch, x: event.clientX, y: event.clientY, moving: false, home: block.parentElement, at: block.style.cssText };
    if (touch) resting = setTimeout(() => lift(), REST);
  }

  function lift() {
    if (!dragged) return;
    dragged.moving = true;
    dragged.block.classList.add("dragged");
    dragged.calendar.classList.add("dragging");
  }

  // At the edge of what is seen, what lies behind it comes.
  function follow(calendar, x, y) {
    const sheet = calendar.querySelector(".sheet"), frame = sheet.getBoundingClientRect(), near = 28;
    const left = x > frame.right - near ? near : x < frame.left + near ? -near : 0;
    const top = y > frame.bottom - near ? near : y < frame.top + near ? -near : 0;
    if (left || top) sheet.scrollBy(left, top);
  }

  function moved(event) {
    if (!dragged) return;
    const far = Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y);
    if (!dragged.moving && dragged.touch) {
      if (far > STILL) back();
      return;
    }
    if (!dragged.moving && far < 5) return;
    lift();
    const { block, calendar } = dragged;
    follow(calendar, event.clientX, event.clientY);
    const target = under(calendar, event.clientX, event.clientY, dragged.offset);
    if (!target) return;
    target.column.querySelector("ul").append(block);
    block.style.insetInlineStart = "2px";
    block.style.width = "calc(100% - 4px)";
    block.style.top = `${(target.minutes - number(calendar, "begin")) * MINUTE}px`;
  }

  function back() {
    clearTimeout(resting);
    if (!dragged) return;
    dragged.home.append(dragged.block);
    dragged.block.style.cssText = dragged.at;
    dragged.block.classList.remove("dragged");
    dragged.calendar.classList.remove("dragging");
    dragged = null;
  }

  function dropped(event) {
    if (!dragged) return;
    const { block, calendar, offset, moving } = dragged;
    const target = moving ? under(calendar, event.clientX, event.clientY, offset) : null;
    const from = number(block, "at");
    const same = target && dragged.home === target.column.querySelector("ul") && target.minutes === from;
    if (moving) calendar.dataset.dropped = "yes";
    if (dragged.touch) setTimeout(() => delete calendar.dataset.dropped, REST); // no press may follow
    back();
    if (target && !same) {
      go(block.dataset.move, target);
    }
  }

  // A drag ends on a link or an empty time: that is no press of either.
  function pressed(event) {
    const calendar = event.target.closest(".calendar");
    if (!calendar) return;
    if (calendar.dataset.dropped) {
      delete calendar.dataset.dropped;
      event.preventDefault();
      return;
    }
    if (!calendar.dataset.new || event.target.closest(".block, .top, a") || !event.target.closest(".column")) return;
    const target = under(calendar, event.clientX, event.clientY, number(calendar, "step") / 2);
    if (target && target.inside) go(calendar.dataset.new, target);
  }

  function all() {
    for (const each of document.querySelectorAll(".calendar")) place(each);
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", dropped);
  document.addEventListener("pointercancel", back);
  document.addEventListener("touchmove", (event) => { if (dragged && dragged.moving) event.preventDefault(); }, { passive: false });
  document.addEventListener("contextmenu", (event) => { if (dragged && dragged.touch) event.preventDefault(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
  document.addEventListener("click", pressed, true);
  document.addEventListener("dragstart", (event) => { if (event.target.closest(".calendar")) event.preventDefault(); });
  document.addEventListener("htmx:beforeRequest", (event) => { if (dragged) event.preventDefault(); });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const sheet = document.querySelector(".sheet");
    if (sheet) kept = [sheet.scrollLeft, sheet.scrollTop];
    if (dragged) event.detail.shouldSwap = false;
  });
  let kept = [0, 0];
  document.addEventListener("htmx:afterSettle", () => {
    all();
    const sheet = document.querySelector(".sheet");
    if (sheet) [sheet.scrollLeft, sheet.scrollTop] = kept;
  });
  all();
  for (const each of document.querySelectorAll(".calendar")) show(each);
  bring(document.querySelector(".week .column.now"));
})();
