// The offline map: a drawing of Helsinki that knows its coordinates.

import { svg } from "./dom.js";
import { CENTRE, GRIDS, ISLANDS, LABELS, LAKES, MAINLAND, MAIN_ROADS, PARKS, RAILS, STREETS } from "./mapdata.js";

const SQUEEZE = Math.cos((CENTRE.latitude * Math.PI) / 180);
const SCALE = 100000; // drawing units a degree of latitude

export const project = (longitude, latitude) => [
  (longitude - CENTRE.longitude) * SQUEEZE * SCALE,
  (CENTRE.latitude - latitude) * SCALE,
];

export const unproject = (x, y) => ({
  latitude: Number((CENTRE.latitude - y / SCALE).toFixed(6)),
  longitude: Number((CENTRE.longitude + x / (SQUEEZE * SCALE)).toFixed(6)),
});

const path = (points, closed) =>
  `${points.map(([lon, lat], index) => `${index ? "L" : "M"}${project(lon, lat).map((n) => n.toFixed(0)).join(" ")}`).join("")}${closed ? "Z" : ""}`;

const shape = (points, fill, extra = {}) =>
  svg("path", { d: path(points, true), fill, "stroke-linejoin": "round", ...extra });

const line = (points, stroke, width) =>
  svg("path", { d: path(points, false), fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" });

/** A map around `place`, `span` degrees of latitude high, with a pin where it is. */
export function drawMap(place, { span = 0.05, pin = true, pixels = 340 } = {}) {
  const [x, y] = project(place.longitude, place.latitude);
  const height = span * SCALE;
  const width = height * (pixels < 200 ? 2.02 : 1.06);
  const unit = height / pixels; // one pixel on the screen
  const root = svg("svg", {
    class: "map",
    viewBox: `${x - width / 2} ${y - height / 2} ${width} ${height}`,
    preserveAspectRatio: "xMidYMid slice",
    role: "img",
    "aria-label": "Map",
  });
  root.append(svg("rect", { x: x - width * 4, y: y - height * 4, width: width * 8, height: height * 8, fill: "var(--water)" }));
  const far = ([, lon, lat]) => !pin || Math.hypot(lon - place.longitude, 2 * (lat - place.latitude)) > span / 9;
  root.append(...layers(unit, LABELS.filter(far)));
  if (pin) root.append(marker(x, y, unit));
  return root;
}

let patterns = 0;

/** City blocks: a pattern of streets, cut to the outline of a district. */
function blocks([angle, width, depth, outline]) {
  patterns += 1;
  const id = `blocks-${patterns}`;
  const streets = svg("path", { d: `M0 0H${width}M0 0V${depth}`, stroke: "var(--road)", "stroke-width": 13, fill: "none" });
  return [
    svg("pattern", { id, width, height: depth, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` }, streets),
    shape(outline, `url(#${id})`, { opacity: 0.75 }),
  ];
}

function layers(unit, labels) {
  const edge = { stroke: "var(--land-line)", "stroke-width": unit * 1.2 };
  const land = [MAINLAND, ...ISLANDS].map((points) => shape(points, "var(--land)", edge));
  const green = PARKS.map((points) => shape(points, "var(--park)"));
  const water = LAKES.map((points) => shape(points, "var(--water)", edge));
  const wide = (points, colour, metres) => line(points, colour, Math.max(metres, unit * (metres / 16)));
  const streets = STREETS.map((points) => wide(points, "var(--road)", 16));
  const casing = MAIN_ROADS.map((points) => wide(points, "var(--land-line)", 34));
  const roads = MAIN_ROADS.map((points) => wide(points, "var(--road-main)", 27));
  const rails = RAILS.map((points) => line(points, "var(--rail)", unit * 1.1));
  const names = labels.map(([text, lon, lat]) => label(text, lon, lat, unit));
  return [...land, ...GRIDS.flatMap(blocks), ...green, ...water, ...streets, ...rails, ...casing, ...roads, ...names];
}

function label(text, longitude, latitude, unit) {
  const [x, y] = project(longitude, latitude);
  const node = svg("text", {
    x, y,
    "font-size": unit * 10.5,
    "font-weight": 600,
    "text-anchor": "middle",
    fill: "var(--ink-2)",
    stroke: "var(--land)",
    "stroke-width": unit * 2.4,
    "paint-order": "stroke",
    "pointer-events": "none",
  });
  node.textContent = text;
  return node;
}

export function marker(x, y, unit) {
  const group = svg("g", { transform: `translate(${x} ${y}) scale(${unit})`, class: "marker" });
  group.append(
    svg("ellipse", { cx: 0, cy: 0.5, rx: 5, ry: 2, fill: "rgba(0,0,0,.28)" }),
    svg("path", { d: "M0 0C-3-6-9-10-9-16.500a9 9 0 0 1 18 0C9-10 3-6 0 0z", fill: "#e5484d", stroke: "#fff", "stroke-width": 1.4 }),
    svg("circle", { cx: 0, cy: -16.5, r: 3.3, fill: "#fff" }),
  );
  return group;
}

/** Lets the hand choose: a click moves the pin, dragging moves the map, the wheel zooms. */
export function choosable(root, onChoose) {
  const box = root.viewBox.baseVal;
  let held = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(root.getScreenCTM().inverse());
  const choose = (x, y) => {
    root.querySelector(".marker")?.remove();
    root.append(marker(x, y, (box.height / root.clientHeight) * 1.5));
    onChoose(unproject(x, y));
  };
  root.addEventListener("pointerdown", (event) => {
    held = { point: at(event), moved: false };
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => {
    if (!held) return;
    const point = at(event);
    const [dx, dy] = [held.point.x - point.x, held.point.y - point.y];
    if (Math.hypot(dx, dy) * root.getScreenCTM().a > 4) held.moved = true;
    if (held.moved) Object.assign(box, { x: box.x + dx, y: box.y + dy });
  });
  root.addEventListener("pointerup", (event) => {
    if (held && !held.moved) choose(at(event).x, at(event).y);
    held = null;
  });
  root.addEventListener("wheel", (event) => {
    event.preventDefault();
    const factor = event.deltaY > 0 ? 1.15 : 1 / 1.15;
    if (box.height * factor < 500 || box.height * factor > 30000) return;
    const point = at(event);
    Object.assign(box, { x: point.x - (point.x - box.x) * factor, y: point.y - (point.y - box.y) * factor });
    Object.assign(box, { width: box.width * factor, height: box.height * factor });
  }, { passive: false });
  return choose;
}
