// Building elements without a framework: el("div.card", {onclick}, child, [children], "text").

export function el(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  if (tag === "button" && !node.hasAttribute("type")) node.type = "button";
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "style") for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
  else node.setAttribute(name, value === true ? "" : value);
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  send: "M5 12h14M13 6l6 6-6 6",
  clip: "M20 11.500l-8 8a5 5 0 0 1-7-7l8.5-8.500a3.3 3.3 0 0 1 4.7 4.700L9.7 17.200a1.6 1.6 0 0 1-2.3-2.300l7.6-7.5",
  pin: "M12 21s7-6.6 7-11.500A7 7 0 0 0 5 9.500C5 14.4 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  photo: "M4 6.500h16v12H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 10v.01",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.500v2.500M20 14v.01M14 20h.01M17.5 20H20v-2.5",
  scan: "M4 8V4.500h4M16 4.500h4V8M20 16v3.500h-4M8 19.500H4V16M4 12h16",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.500c1.8 2.3 5.2 2.3 7 0M9 9.500v.01M15 9.500v.01",
  mic: "M12 15a3.2 3.2 0 0 0 3.2-3.200V7A3.2 3.2 0 0 0 8.8 7v4.800A3.2 3.2 0 0 0 12 15zM5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c.8-4 4-6 7.5-6s6.7 2 7.5 6",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.500l4.5 4.500L19 7.5",
  checks: "M3 12.500l4 4L15 8M11 15l1.5 1.500L21 8",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  link: "M8 16L16 8M9 8h7v7",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  bolt: "M13 3L5 13.500h6L10.5 21 19 10.500h-6z",
  list: "M8 6.500h12M8 12h12M8 17.500h12M4 6.500v.01M4 12v.01M4 17.500v.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2M12 19.500v2M4.5 12h-2M21.5 12h-2M6 6L5 5M19 19l-1-1M18 6l1-1M5 19l1-1",
  moon: "M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z",
  refresh: "M20 12a8 8 0 1 1-2.5-5.800M20 4v4.500h-4.5",
  close: "M6 6l12 12M18 6L6 18",
  file: "M6 3.500h8l4.5 4.500v12.500H6zM14 3.500V8h4.5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  card: "M3.5 6h17v12h-17zM3.5 10h17",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.800l12.4 12.4",
  menu: "M5 7h14M5 12h14M5 17h14",
  keys: "M3.5 7h17v10.500h-17zM7 10.500v.01M10.3 10.500v.01M13.7 10.500v.01M17 10.500v.01M8 14h8",
  down: "M6 9.500l6 6 6-6",
  shop: "M4.5 10v10h15V10M3 10l2-6h14l2 6c0 2-3 2.5-4 .5-1 2-4 2-5 0-1 2-4 2-5 0-1 2-4 1.5-4-.5z",
  pencil: "M5 19l1-4.5L16.5 4 20 7.5 9.500 18z",
  phone: "M7 2.500h10v19H7zM11 18.500h2",
};

export function icon(name) {
  const path = svg("path", { d: PATHS[name] });
  return svg("svg", {
    class: "icon",
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": name === "more" ? "3" : "1.9",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  }, path);
}

export function verified() {
  const mark = icon("check");
  const star = svg("path", {
    d: "M12 1.500l2.7 2.2 3.4-.5 1.2 3.3 3.2 1.3-.6 3.4 1.9 2.9-2.7 2.2-.3 3.5-3.5.4-2.1 2.8-3.2-1.5-3.2 1.5-2.1-2.8-3.5-.4-.3-3.500L.2 14.100l1.9-2.9-.6-3.4 3.2-1.300L5.9 3.200l3.4.5z",
    fill: "currentColor",
    stroke: "none",
  });
  mark.querySelector("path").setAttribute("stroke", "var(--surface)");
  mark.querySelector("path").setAttribute("stroke-width", "2.4");
  mark.querySelector("path").setAttribute("transform", "translate(2.4 2.4) scale(0.8)");
  mark.prepend(star);
  mark.classList.add("verified");
  return mark;
}

export function avatar(person, size = 36) {
  const hue = (person.id * 47) % 360;
  const name = `${person.first_name || "?"}`;
  const initials = [...name][0].toUpperCase() + ([...(person.last_name || "")][0] || "").toUpperCase();
  return el("span.avatar", { style: { "--hue": hue, "--size": `${size}px` }, "aria-hidden": "true" }, initials);
}

export function botAvatar(size = 38) {
  const node = el("span.avatar.bot", { style: { "--size": `${size}px` }, "aria-hidden": "true" });
  node.append(icon("pin"));
  node.firstChild.style.cssText = `width:${size * 0.55}px;height:${size * 0.55}px`;
  return node;
}

export function json(value) {
  return el("pre.json", { tabindex: "0" }, JSON.stringify(value, null, 2));
}

export function direction(text) {
  const strong = /[A-Za-z\u00C0-\u02B8\u0370-\u058F\u3040-\u9FFF\uAC00-\uD7AF]|([\u200F\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC])/u.exec((text || "").replace(/[\u2066-\u2068][^\u2069]*\u2069/gu, ""));
  return strong && strong[1] ? "rtl" : "ltr";
}
