// Keys become commands while the text has the focus. Single letters do nothing
// anywhere else.
import { run } from "./commands";
import { current, leave } from "./mode";
import { reader } from "./place";

const keymap: Record<string, string> = {
  c: "code", ".": "again", v: "vivo", u: "remove", j: "down", k: "up", ArrowDown: "down", ArrowUp: "up",
  J: "turndown", K: "turnup", " ": "sentence", t: "turn", n: "next", p: "previous", "?": "help", Escape: "escape", Backspace: "escape",
  "shift+ArrowDown": "extend", "shift+ArrowUp": "shrink",
};

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

// startKeys listens. before runs ahead of every command; quick applies the code
// of a number.
export function startKeys(before: () => void, quick: (n: number) => void): void {
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || typing(e.target) || document.querySelector("dialog[open]")) return;
    const target = e.target as HTMLElement;
    const step = chord(e);
    if (step) {
      e.preventDefault();
      return run(step);
    }
    if (target !== document.body && !reader.contains(target)) return;
    if ((e.key === " " || e.key === "Enter") && target.closest("button,a")) return;
    if (!e.ctrlKey && !e.metaKey && current()?.key(e)) return e.preventDefault();
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const numeral = /^[1-9]$/.test(e.key) ? Number(e.key) : 0;
    const name = keymap[(e.shiftKey && e.key.startsWith("Arrow") ? "shift+" : "") + e.key];
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
    if (e.key === " " && !typing(e.target) && !(e.target as HTMLElement).closest("button,a")) e.preventDefault();
  });
}
