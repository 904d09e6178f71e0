// What every page does: the theme switch, panes as tabs below 80rem, the
// status line, and a word when a script stops.
import { startGo } from "./lib/go";
import { startLive } from "./lib/live";
import { remember } from "./lib/remember";
import { say } from "./lib/words";
import { status } from "./lib/status";

const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.id !== "theme") return;
  event.preventDefault();
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("verbatim-theme", root.dataset.theme);
});

// Below 80rem one pane is all that is seen: whatever it is, the page's main
// part is then what holds it.
const narrow = matchMedia("(max-width: 80rem)");

function landmarks(): void {
  const cols = document.querySelector<HTMLElement>(".cols");
  const aside = narrow.matches ? cols?.querySelector<HTMLElement>(":scope>aside.shown") : null;
  for (const pane of document.querySelectorAll(".cols>aside[role=region]")) pane.removeAttribute("role");
  if (aside) {
    aside.role = "region";
    cols!.role = "main";
  } else cols?.removeAttribute("role");
}

narrow.addEventListener("change", landmarks);
landmarks();

// Panes: a button of .panetabs names the pane that it shows by data-pane.
function showPane(name: string): void {
  for (const pane of document.querySelectorAll<HTMLElement>(".cols>.pane")) {
    pane.classList.toggle("shown", pane.dataset.name === name);
  }
  for (const button of document.querySelectorAll<HTMLElement>(".panetabs button")) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === name));
  }
  landmarks();
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>(".panetabs button");
  if (button?.dataset.pane) showPane(button.dataset.pane);
});
addEventListener("verbatim:pane", (event) => showPane((event as CustomEvent<string>).detail));

// Ctrl+Z presses the status line's Undo, but where a field has an undo of its
// own. The desk has its own way: there one key would take back two steps.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
  const undo = document.querySelector<HTMLFormElement>("body:not(.at-desk) .status form");
  if (!undo || (event.target as Element).matches("textarea,input:not([type=radio],[type=checkbox])")) return;
  event.preventDefault();
  undo.requestSubmit();
});

startGo();
startLive();

// On a phone the bar of screens scrolls; the current one is brought in sight.
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

addEventListener("error", () => status(say("app.brokenjs"), { bad: true }));
addEventListener("unhandledrejection", () => status(say("app.brokenjs"), { bad: true }));
