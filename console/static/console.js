// An app that opens the console embedded writes who opened it behind the address: it is sent as a form.
"use strict";
const form = document.querySelector("form[data-telegram]");
if (form) {
  const data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (data) {
    history.replaceState(null, "", location.pathname);
    form.elements.data.value = data;
    form.submit();
  } else {
    document.querySelector("[data-without]").hidden = false;
  }
}
for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
// A form that was sent is not sent again by a second press; whoever comes back to it may.
let sent = new WeakSet();
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 5000);
});
addEventListener("pageshow", () => { sent = new WeakSet(); });
for (const field of document.querySelectorAll("input.copy")) {
  field.addEventListener("focus", () => field.select());
}
for (const zone of document.querySelectorAll(".drop")) {
  const file = zone.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      zone.requestSubmit();
    }
  });
}
// What is wider than the screen is moved by the arrow keys, too.
const reach = () => {
  for (const box of document.querySelectorAll(".scroll")) {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
};
reach();
addEventListener("resize", reach);
document.addEventListener("htmx:afterSettle", reach);
document.querySelector(".ways [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
