// Draws an area's corners on a plain map of distances: they are dragged, or moved by the arrow keys, and what
// the form sends is the text field beside it, which can be typed as before.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const DEGREE = 111195, HALF = 100, MOST = 200;

  const element = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const language = document.documentElement.lang || "en";
  const unit = (value, name, digits) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, maximumFractionDigits: digits }).format(value);
  const distance = (metres) =>
    metres < 1000 ? unit(Math.round(metres / 10) * 10, "meter", 0) : unit(metres / 1000, "kilometer", 1);

  function edit(box) {
    const form = box.closest("form"), text = form.elements.ring, radius = form.elements.radius;
    const places = JSON.parse(box.dataset.places), words = JSON.parse(box.dataset.words);
    const drawing = box.querySelector("svg"), said = box.querySelector("[role=status]");
    const key = (name) => box.querySelector(`[data-does=${name}]`);
    let corners = [], chosen = -1, span = 2500;

    const place = () => places[form.elements.location ? form.elements.location.value : ""] ?? Object.values(places)[0];
    const east = () => DEGREE * Math.cos((place()[0] * Math.PI) / 180);
    // In metres from the place: to the east and to the south, as the picture lies.
    const metres = ([latitude, longitude]) =>
      [(((longitude - place()[1] + 540) % 360) - 180) * east(), (place()[0] - latitude) * DEGREE];
    const degrees = ([x, y]) =>
      [Number((place()[0] - y / DEGREE).toFixed(6)), Number((((place()[1] + x / east() + 540) % 360) - 180).toFixed(6))];

    function read() {
      const rows = text.value.split("\n").map((line) => line.match(/-?\d+(?:\.\d+)?/g)).filter(Boolean);
      if (/[{[]/.test(text.value) || rows.some((each) => each.length !== 2)) return null;
      return rows.map(([latitude, longitude]) => [Number(latitude), Number(longitude)]);
    }

    function write() {
      text.value = corners.map((each) => each.join(", ")).join("\n");
    }

    function reach() {
      const far = corners.map((each) => Math.hypot(...metres(each)));
      span = Math.max(1000, 1.25 * Math.max(2000, ...far));
    }

    function name(index) {
      const [x, y] = metres(corners[index]);
      const parts = [filled(y < 0 ? words.north : words.south, { distance: distance(Math.abs(y)) }),
                     filled(x < 0 ? words.west : words.east, { distance: distance(Math.abs(x)) })];
      return `${filled(words.corner, { number: index + 1, all: corners.length })}: ${parts.join(", ")}`;
    }

    function at(point) {
      const [x, y] = metres(point);
      return [(x * HALF) / span, (y * HALF) / span];
    }

    function under(event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      return degrees([(point.x * span) / HALF, (point.y * span) / HALF]);
    }

    function draw(focus = false) {
      box.hidden = radius.value.trim() !== "";
      const shape = corners.map((each) => at(each).map((one) => one.toFixed(2)).join(",")).join(" ");
      const parts = [element("polygon", { points: shape, class: "area" })];
      parts.push(element("circle", { r: 3, class: "place" }));
      corners.forEach((each, index) => {
        const [x, y] = at(each);
        const dot = element("circle", { cx: x, cy: y, r: 5, class: "corner", tabindex: 0, role: "button", "aria-label": name(index), "aria-pressed": index === chosen });
        dot.dataset.corner = index;
        parts.push(dot);
      });
      const step = [100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000].find((each) => each >= span / 4) ?? 50000;
      const long = (step * HALF) / span;
      parts.push(element("path", { d: `M-94 90v4h${long}v-4`, class: "scale" }));
      const label = element("text", { x: -94, y: 86, class: "scale" });
      label.textContent = distance(step);
      const north = element("text", { x: 94, y: -88, "text-anchor": "end", class: "scale" });
      north.textContent = words.up;
      drawing.replaceChildren(...parts, label, north);
      key("square").hidden = corners.length > 0;
      key("remove").disabled = chosen < 0 || corners.length < 1;
      key("add").disabled = corners.length >= MOST;
      if (focus && chosen >= 0) drawing.querySelector(`[data-corner="${chosen}"]`)?.focus();
    }

    function changed(focus = true) {
      write();
      draw(focus);
      if (chosen >= 0 && chosen < corners.length) said.textContent = name(chosen);
    }

    function add() {
      if (corners.length >= MOST) return;
      const from = chosen < 0 ? corners.length - 1 : chosen;
      if (corners.length < 2) {
        corners.push(degrees([(corners.length ? 0.5 : -0.5) * span / 2, -span / 4]));
        chosen = corners.length - 1;
      } else {
        const [a, b] = [metres(corners[from]), metres(corners[(from + 1) % corners.length])];
        corners.splice(from + 1, 0, degrees([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]));
        chosen = from + 1;
      }
      changed();
    }

    function remove() {
      if (chosen < 0) return;
      corners.splice(chosen, 1);
      chosen = Math.min(chosen, corners.length - 1);
      changed();
      if (chosen < 0) key("add").focus();
    }

    // Behind which corner a point is nearest to the side that begins there.
    function behind(point) {
      const [px, py] = metres(point);
      const off = corners.map((each, index) => {
        const [ax, ay] = metres(each), [bx, by] = metres(corners[(index + 1) % corners.length]);
        const long = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
        const part = Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / long));
        return Math.hypot(ax + part * (bx - ax) - px, ay + part * (by - ay) - py);
      });
      return off.indexOf(Math.min(...off));
    }

    drawing.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      if (event.target.dataset.corner === undefined) {
        if (corners.length >= MOST) return;
        const point = under(event), where = corners.length < 3 ? corners.length : behind(point) + 1;
        corners.splice(where, 0, point);
        chosen = where;
      } else {
        chosen = Number(event.target.dataset.corner);
      }
      changed();
      drawing.setPointerCapture(event.pointerId);
      const moved = (move) => { corners[chosen] = under(move); changed(false); };
      const over = () => { drawing.removeEventListener("pointermove", moved); changed(); };
      drawing.addEventListener("pointermove", moved);
      drawing.addEventListener("pointerup", over, { once: true });
      drawing.addEventListener("pointercancel", over, { once: true });
    });
    drawing.addEventListener("focusin", (event) => {
      const index = Number(event.target.dataset.corner ?? -1);
      if (index === chosen) return;
      chosen = index;
      draw(true);
    });
    drawing.addEventListener("keydown", (event) => {
      const index = Number(event.target.dataset.corner ?? -1);
      if (index < 0) return;
      chosen = index;
      const far = (event.shiftKey ? 10 : 1) * span / 100;
      const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (way) {
        const [x, y] = metres(corners[index]);
        corners[index] = degrees([x + way[0] * far, y + way[1] * far]);
        changed();
      } else if (event.key === "Delete" || event.key === "Backspace") remove();
      else if (event.key === "Insert" || event.key === "Enter" || event.key === "+") add();
      else return;
      event.preventDefault();
    });
    key("add").addEventListener("click", add);
    key("remove").addEventListener("click", remove);
    key("square").addEventListener("click", () => {
      const side = span / 2;
      corners = [[-side, -side], [side, -side], [side, side], [-side, side]].map(degrees);
      chosen = 0;
      changed();
    });
    key("closer").addEventListener("click", () => { span /= 1.5; draw(); });
    key("further").addEventListener("click", () => { span *= 1.5; draw(); });
    const again = () => {
      const found = read();
      if (found) [corners, chosen] = [found, -1];
      reach();
      draw();
    };
    for (const field of [text, radius, form.elements.location]) field?.addEventListener?.("input", again);
    again();
  }

  for (const box of document.querySelectorAll("[data-ring]")) edit(box);
})();
