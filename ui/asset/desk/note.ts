// What is said of one coding beside its code: valence, weight, comment. Each is
// saved at once, as one step.
import { say } from "../lib/words";
import { code, page, type Coding, type Span } from "./data";
import { reader } from "./place";
import { register } from "./commands";
import { keyOf } from "./keys";
import { which } from "./here";
import { send } from "./queue";
import { node } from "./node";

const list = document.querySelector<HTMLElement>("#at .codings")!;
const drawn = (document.getElementById("noting") as HTMLTemplateElement).content;

const name = (c: Coding): string => code(c.code)?.n ?? "";

// part is a copy of what the server drew for a coding's row.
function part<T extends HTMLElement>(selector: string): T {
  return drawn.querySelector<T>(selector)!.cloneNode(true) as T;
}

function annotate(c: Coding, what: Record<string, string>, said = name(c), span?: Span): void {
  send(`${page.codings}/${c.id}/annotate`, { document: page.id, ...what }, said, span);
}

// value gives a coding a valence, or takes it away where it has that one.
function value(c: Coding, valence: string): void {
  annotate(c, { valence: String(c.valence) === valence ? "" : valence });
}

// noteOf is what a coding's row shows below its facts; of one's own, what
// changes it.
export function noteOf(c: Coding): HTMLElement[] {
  const out: HTMLElement[] = [];
  const mine = c.mine && !page.reader;
  if (c.note.c) out.push(node("p", { class: "rule" }, [c.note.c]));
  if (c.note.o) {
    const older = part(".warn"); // the code means something else since
    older.querySelector<HTMLElement>("span span")!.hidden = !mine;
    older.querySelector("button")!.dataset.send = `codings/${c.id}/confirm`;
    older.querySelector("a")!.href = `${page.project}/codes/${c.code}/recheck`;
    out.push(older);
  }
  if (!mine) return out;
  const bar = part("p.views");
  for (const button of bar.querySelectorAll("button")) {
    if (button.value) button.ariaPressed = String(String(c.valence) === button.value);
    button.addEventListener("click", () => (button.value ? value(c, button.value) : write(c)));
  }
  bar.querySelector("kbd")!.textContent = keyOf("note");
  return [...out, bar];
}

// write opens comment and weight of a coding in its row. Leaving them saves;
// Escape does not.
function write(c: Coding): void {
  const row = list.querySelector(`[data-k="${c.id}"]`);
  if (!row) return;
  dispatchEvent(new CustomEvent("verbatim:pane", { detail: "codings" }));
  const form = part<HTMLFormElement>("form");
  const area = form.querySelector("textarea")!;
  const weight = form.querySelector("input")!;
  const was = (area.value = c.note.c ?? "");
  weight.defaultValue = String(c.note.w ?? "");
  let done = false;
  const close = (save: boolean): void => {
    if (done) return;
    done = true;
    const heavy = weight.validity.valid ? weight.value : weight.defaultValue;
    const comment = area.value.trim();
    form.remove();
    reader.focus({ preventScroll: true });
    if (save && (comment !== was || heavy !== weight.defaultValue)) annotate(c, { comment, was, weight: heavy }, say("desk.js.note.said", name(c), comment), c);
  };
  form.addEventListener("submit", (e) => (e.preventDefault(), close(true)));
  form.addEventListener("focusout", (e) => form.contains(e.relatedTarget as Node | null) || close(true));
  form.addEventListener("keydown", (e) => {
    if (e.key === "Escape") close(false);
    else if (e.key === "Enter" && e.target === area && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      close(true);
    }
  });
  row.children[1]!.append(form);
  area.focus();
}

function mine(act: (c: Coding) => void): void {
  if (!page.reader) which(say("desk.js.note.which"), say("desk.js.keptall"), act);
}

// startNotes gives them their commands.
export function startNotes(): void {
  for (const valence of ["-1", "0", "1"]) register(`valence${valence}`, () => mine((c) => value(c, valence)));
  register("note", () => mine(write));
}
