// The sheet of the ? key: what is possible now or everything, each line a
// button, and each single key to be changed. The same commands stand in “Go to
// anything”, with the turns of the document by their number.
import { count, say } from "../lib/words";
import { known, possible, run } from "./commands";
import { page } from "./data";
import { reader } from "./place";
import * as at from "./cursor";
import { brushing } from "./brush";
import { under } from "./here";
import { goTo } from "./jump";
import { commandOf, keyName, keyOf, off, setKey, setOff } from "./keys";
import { spanOfTurn } from "./place";

const box = document.getElementById("help") as HTMLDialogElement;
const rows = [...box.querySelectorAll<HTMLElement>("[data-cmd]")];
const said = box.querySelector<HTMLElement>("[role=status]")!;
const offBox = box.querySelector<HTMLInputElement>("[name=off]")!;
const nameOf = (row: HTMLElement): string => row.querySelector("button")!.textContent!;

let asking: HTMLElement | null = null; // the row that waits for its new key

export function openSheet(): void {
  show(false);
  offBox.checked = off();
  said.textContent = context();
  box.showModal();
}

function context(): string {
  if (brushing()) return say("desk.js.ctxbrush");
  if (at.pending()) return say("desk.js.ctxwords");
  const n = under().length;
  return n > 0 ? count(n, "desk.js.ctxcodings") : say("desk.js.ctxnone");
}

function show(all: boolean): void {
  for (const row of rows) row.hidden = !all && !possible(row.dataset.cmd!);
  for (const section of box.querySelectorAll<HTMLElement>("section")) section.hidden = !section.querySelector("li:not([hidden])");
  for (const button of box.querySelectorAll<HTMLElement>("[data-all]")) button.setAttribute("aria-pressed", String(!!button.dataset.all === all));
}

// ask waits for the new key of a row's command.
function ask(row: HTMLElement | null): void {
  asking = row;
  if (row) said.textContent = say("desk.js.rekey", nameOf(row));
}

function answer(e: KeyboardEvent): void {
  const row = asking!;
  const command = row.dataset.cmd!;
  const holder = commandOf(e.key);
  if (e.ctrlKey || e.metaKey || e.altKey || e.key === "Shift" || e.key === "Tab") return;
  e.preventDefault();
  if (e.key === "Escape") said.textContent = say("desk.js.keptkey", nameOf(row), keyName(keyOf(command)) || say("desk.js.nokey"));
  else if (e.key === "Backspace" || e.key === "Delete") {
    setKey(command);
    said.textContent = say("desk.js.unkeyed", nameOf(row));
  } else if (e.key.length !== 1 || /\d/.test(e.key)) {
    said.textContent = say("desk.js.notakey");
    return;
  } else if (holder && holder !== command) {
    said.textContent = say("desk.js.taken", keyName(e.key), nameOf(rows.find((r) => r.dataset.cmd === holder)!));
    return;
  } else {
    setKey(command, e.key);
    said.textContent = say("desk.js.rekeyed", nameOf(row), keyName(e.key));
  }
  ask(null);
}

box.addEventListener("keydown", (e) => asking && answer(e), true);
box.addEventListener("cancel", (e) => asking && e.preventDefault());
box.addEventListener("close", () => ask(null));
box.addEventListener("click", (e) => {
  const el = e.target as HTMLElement;
  ask(el.closest<HTMLElement>("[data-rekey]")?.closest("li") ?? null);
  const view = el.closest<HTMLElement>("[data-all]");
  if (view) show(!!view.dataset.all);
  if (el.closest("[data-reset]")) {
    setKey(null);
    offBox.checked = false;
    said.textContent = say("desk.js.reset");
  }
});
offBox.addEventListener("change", () => {
  setOff(offBox.checked);
  said.textContent = offBox.checked ? say("desk.js.off") : context();
});

interface Place {
  kind: string;
  name: string;
  sub?: string;
  key?: string;
  run: () => void;
}

addEventListener("verbatim:go", (e) => {
  const places = (e as CustomEvent<Place[]>).detail;
  for (const row of rows) {
    const command = row.dataset.cmd!;
    if (!known(command) || !possible(command)) continue;
    const key = keyOf(command);
    const name = key ? keyName(key) : (row.querySelector("kbd")?.textContent ?? "");
    places.push({ kind: say("desk.js.command"), name: nameOf(row), key: key || !row.querySelector("[data-rekey]") ? name : "", run: () => (reader.focus({ preventScroll: true }), run(command)) });
  }
  for (const label of reader.querySelectorAll<HTMLElement>(".who a")) {
    const section = label.closest("section")!;
    places.push({ kind: say("desk.js.turnplace"), name: say("desk.js.turnno", label.dataset.n!), sub: label.textContent!,
      run: () => goTo(spanOfTurn(section) ?? { start: 0, end: page.length }) });
  }
});
