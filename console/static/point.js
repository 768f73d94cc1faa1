// Picks a point on a plain map of distances: it is pressed, or moved by the arrow keys, and what the form sends is
// the text field beside it, which can be typed as well.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const DEGREE = 111195, HALF = 100;
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const language = document.documentElement.lang || "en";
  const unit = (value, name, digits) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, maximumFractionDigits: digits }).format(value);
  const distance = (metres) =>
    metres < 1000 ? unit(Math.round(metres / 10) * 10, "meter", 0) : unit(metres / 1000, "kilometer", 1);

  function pick(box) {
    const field = box.closest("form").elements.point, words = JSON.parse(box.dataset.words);
    const drawing = box.querySelector("svg"), said = box.querySelector("[role=status]");
    const [latitude, longitude] = box.dataset.place.split(",").map(Number), span = Number(box.dataset.reach);
    const east = DEGREE * Math.cos((latitude * Math.PI) / 180);
    let chosen = null;

    const element = (name, attributes) => {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };

    function read() {
      const found = field.value.match(/-?\d+(?:\.\d+)?/g);
      if (found?.length !== 2) return null;
      const [north, right] = found.map(Number);
      return [((((right - longitude + 540) % 360) - 180) * east * HALF) / span, ((latitude - north) * DEGREE * HALF) / span];
    }

    function write([x, y]) {
      const north = latitude - (y * span) / HALF / DEGREE, right = longitude + (x * span) / HALF / east;
      field.value = `${north.toFixed(6)}, ${((((right + 540) % 360) + 360) % 360 - 180).toFixed(6)}`;
    }

    function draw() {
      const parts = [];
      const step = [100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000].find((each) => each >= span / 4) ?? 50000;
      parts.push(element("path", { d: `M-94 90v4h${(step * HALF) / span}v-4`, class: "scale" }));
      for (const [words_, at] of [[distance(step), { x: -94, y: 86 }], [words.up, { x: 94, y: -88, "text-anchor": "end" }]]) {
        const label = element("text", { ...at, class: "scale" });
        label.textContent = words_;
        parts.push(label);
      }
      if (chosen) {
        parts.push(element("circle", { cx: chosen[0], cy: chosen[1], r: 5, class: "corner", "aria-hidden": "true" }));
        const metres = chosen.map((each) => (each * span) / HALF);
        said.textContent = [filled(metres[1] < 0 ? words.north : words.south, { distance: distance(Math.abs(metres[1])) }),
                            filled(metres[0] < 0 ? words.west : words.east, { distance: distance(Math.abs(metres[0])) })].join(", ");
      }
      drawing.querySelector("[data-drawn]").replaceChildren(...parts);
    }

    function choose(point) {
      chosen = point.map((each) => Math.max(-HALF, Math.min(HALF, each)));
      write(chosen);
      draw();
    }

    drawing.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      drawing.focus({ preventScroll: true });
      const under = (each) => {
        const point = new DOMPoint(each.clientX, each.clientY).matrixTransform(drawing.getScreenCTM().inverse());
        return [point.x, point.y];
      };
      choose(under(event));
      drawing.setPointerCapture(event.pointerId);
      const moved = (move) => choose(under(move));
      const over = () => drawing.removeEventListener("pointermove", moved);
      drawing.addEventListener("pointermove", moved);
      drawing.addEventListener("pointerup", over, { once: true });
      drawing.addEventListener("pointercancel", over, { once: true });
    });
    drawing.addEventListener("keydown", (event) => {
      const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (!way) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1, [x, y] = chosen ?? [0, 0];
      choose([x + way[0] * far, y + way[1] * far]);
    });
    field.addEventListener("input", () => { chosen = read(); draw(); });
    chosen = read();
    draw();
    box.hidden = false;
  }

  for (const box of document.querySelectorAll("[data-point]")) pick(box);
})();
