// How the text is set: size, column, line, face. The server draws the page with
// what this browser keeps, so that nothing moves on opening; a change keeps the
// reader's line where it is.
import { remember } from "../lib/remember";
import { register } from "./commands";
import { again } from "./lanes";
import { reader } from "./place";
import * as where from "./where";

const menu = document.getElementById("reading") as HTMLFormElement;

menu.addEventListener("change", () => {
  const chosen = [...menu.querySelectorAll<HTMLInputElement>(":checked")];
  const at = where.here();
  reader.style.cssText = [`--gut:${reader.style.getPropertyValue("--gut")}`, ...chosen.map((input) => input.dataset.set)].join(";");
  remember("verbatim-reading", chosen.map((input) => input.value).join("."));
  if (at) where.go(at);
  again();
});

// The desk's menus: a key or a button opens one and the focus goes into it;
// closed, the focus goes back to the text.
for (const menu of document.querySelectorAll<HTMLElement>(".menu")) {
  register(menu.id, () => menu.togglePopover());
  menu.addEventListener("keydown", (e) => e.stopPropagation()); // letters are not meant for the text
  menu.addEventListener("toggle", (e) => {
    const to = document.activeElement;
    if ((e as ToggleEvent).newState === "open") (menu.querySelector<HTMLElement>(":checked") ?? menu.querySelector("input"))?.focus();
    else if (!to || to === document.body || menu.contains(to)) reader.focus({ preventScroll: true });
  });
}
