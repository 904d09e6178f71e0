// Keys become commands while the text has the focus. Which key does what is
// read from the sheet of the ? key; a person's own keys are kept in this
// browser. Single characters do nothing anywhere else, and can be switched off
// (WCAG 2.1.4).
import { say } from "../lib/words";
import { run } from "./commands";
import { read } from "./data";
import { current, leave } from "./mode";
import { reader } from "./place";

const store = "verbatim.keys";

interface Own {
  off?: boolean;
  keys?: Record<string, string>; // by command; "" for none
}

let own: Own = read<Own>(store, {});
const delivered = new Map<string, string>(); // command to its character
const fixed = new Map<string, string>(); // other keys to their command

for (const row of document.querySelectorAll<HTMLElement>("#help [data-cmd]")) {
  const command = row.dataset.cmd!;
  if (row.dataset.key) delivered.set(command, row.dataset.key);
  for (const key of row.dataset.fixed!.split(" ")) if (key.length > 1) fixed.set(key, command);
}

export const off = (): boolean => own.off ?? false;

// keyOf is the character that runs a command, "" where there is none.
export function keyOf(command: string): string {
  return off() ? "" : (own.keys?.[command] ?? delivered.get(command) ?? "");
}

// commandOf is what a character runs.
export function commandOf(key: string): string | undefined {
  return [...delivered.keys()].find((command) => keyOf(command) === key);
}

// keyName is a character as the keyboard names it.
export function keyName(key: string): string {
  if (key === " ") return say("desk.js.space");
  return key.toLowerCase() !== key ? `Shift ${key}` : key;
}

function keep(next: Own): void {
  own = next;
  localStorage.setItem(store, JSON.stringify(own));
  showKeys();
}

// setKey gives a command another key; null for all gives those delivered.
export function setKey(command: string | null, key = ""): void {
  keep(command === null ? {} : { ...own, keys: { ...own.keys, [command]: key } });
}

export function setOff(on: boolean): void {
  keep({ ...own, off: on });
}

// showKeys writes the keys of commands wherever the page shows them.
export function showKeys(): void {
  for (const el of document.querySelectorAll<HTMLElement>("kbd[data-k]")) {
    const key = keyOf(el.dataset.k!);
    el.textContent = key ? keyName(key) : "";
    const button = el.closest<HTMLElement>("[data-rekey]");
    if (button) {
      if (!key) el.textContent = say("desk.js.nokey");
      const name = button.closest("li")!.querySelector("button")!.textContent!;
      button.setAttribute("aria-label", say("desk.js.keyof", name, el.textContent!));
    } else el.hidden = !key;
  }
}

export let pressing = false; // a command runs because its key is down

export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

// chord is the command of the chords that browsers leave to the page.
function chord(e: KeyboardEvent): string | undefined {
  const key = e.key.toLowerCase();
  if ((e.ctrlKey || e.metaKey) && !e.altKey && key === "z") return e.shiftKey ? "redo" : "undo";
  if (e.ctrlKey && !e.altKey && key === "y") return "redo";
  return undefined;
}

// A list that the browser keeps: to search a long text with every key takes time.
const dialogs = document.getElementsByTagName("dialog");
const dialogOpen = (): boolean => [...dialogs].some((d) => d.open);

// startKeys listens. before runs ahead of every command; quick applies the code
// of a number.
export function startKeys(before: () => void, quick: (n: number) => void): void {
  showKeys();
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || typing(e.target) || dialogOpen()) return;
    const target = e.target as HTMLElement;
    const step = chord(e);
    if (step) {
      e.preventDefault();
      return run(step);
    }
    if (target !== document.body && !reader.contains(target)) return;
    if ((e.key === " " || e.key === "Enter") && target.closest("button,a")) return;
    const character = e.key.length === 1;
    if (character && off()) return;
    if (!e.ctrlKey && !e.metaKey && current()?.key(e)) return e.preventDefault();
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const numeral = /^[1-9]$/.test(e.key) ? Number(e.key) : 0;
    const name = character ? commandOf(e.key) : fixed.get((e.shiftKey && e.key.startsWith("Arrow") ? "shift+" : "") + e.key);
    if (!numeral && !name) return;
    e.preventDefault();
    leave();
    before();
    if (numeral) return quick(numeral);
    pressing = true;
    run(name!);
    pressing = false;
  });

  // Space selects; it does not also turn the page, not even for drivers and
  // assistive tools that send the letter apart from the key.
  reader.addEventListener("keypress", (e) => {
    if (e.key === " " && !off() && !typing(e.target) && !(e.target as HTMLElement).closest("button,a")) e.preventDefault();
  });
}
