// What is said of one coding beside its code: valence, weight, comment. Each is
// saved at once, as one step.
import { say } from "../lib/words";
import { code, page, type Coding } from "./data";
import { reader } from "./place";
import { register } from "./commands";
import { keyOf } from "./keys";
import { which } from "./here";
import { send } from "./queue";
import { node } from "./node";

const list = document.querySelector<HTMLElement>("#at .codings")!;
const signs: [key: string, sign: string, valence: number][] = [["-", "−", -1], ["0", "0", 0], ["+", "+", 1]];

const name = (c: Coding): string => code(c.code)?.n ?? "";

function annotate(c: Coding, what: Record<string, string>, said = name(c)): void {
  send(`${page.codings}/${c.id}/annotate`, { document: page.id, ...what }, said, "comment" in what ? c : undefined);
}

// value gives a coding a valence, or takes it away where it has that one.
function value(c: Coding, valence: number): void {
  annotate(c, { valence: c.valence === valence ? "" : String(valence) });
}

// noteOf is what a coding's row shows below its facts; of one's own, what
// changes it.
export function noteOf(c: Coding): HTMLElement[] {
  const { w, c: comment } = c.note;
  const said = comment ? [node("p", { class: "rule" }, [comment])] : [];
  const mine = c.mine && !page.reader;
  if (c.note.o) said.push(older(c, mine));
  if (!mine) return said;
  return [...said, node("p", { class: "views" }, [
    node("span", { class: "views", role: "group", "aria-label": say("desk.js.note.of", name(c)) },
      signs.map(([, sign, v]) => node("button", { type: "button", title: say(v > 0 ? "desk.js.positive" : v < 0 ? "desk.js.negative" : "desk.js.neutral"), "aria-pressed": String(c.valence === v), click: () => value(c, v) }, [sign]))),
    node("button", { type: "button", click: () => write(c) }, [w === undefined && !comment ? say("desk.js.note.comment") : say("desk.js.note.change"), " ", node("kbd", { "data-k": "note", hidden: !keyOf("note") }, [keyOf("note")])]),
  ])];
}

// older says that the code means something else since; one's own coding can be
// kept at once.
function older(c: Coding, mine: boolean): HTMLParagraphElement {
  const keep = (): void => send(`${page.codings}/${c.id}/confirm`, { document: page.id }, name(c));
  return node("p", { class: "warn" }, [node("span", {}, [
    say("desk.js.note.older"), " ",
    ...(mine ? [node("button", { type: "button", class: "link", click: keep }, [say("desk.js.note.keep")]), node("a", { class: "link", href: `${page.project}/codes/${c.code}/recheck` }, [say("desk.js.note.recheck")])] : []),
  ])]);
}

// write opens comment and weight of a coding in its row. Leaving them saves;
// Escape does not.
function write(c: Coding): void {
  const row = list.querySelector(`[data-k="${c.id}"]`);
  if (!row) return;
  dispatchEvent(new CustomEvent("verbatim:pane", { detail: "codings" }));
  const { w, c: was = "" } = c.note;
  const area = node("textarea", { rows: "1", maxlength: "2000", "aria-label": say("desk.js.note.comment"), placeholder: say("desk.js.note.comment") });
  const weight = node("input", { class: "in", type: "number", min: "0", max: "100", step: "1", value: w === undefined ? "" : String(w), "aria-label": say("desk.js.note.weight"), placeholder: say("desk.js.note.weight") });
  area.value = was;
  let done = false;
  const close = (save: boolean): void => {
    if (done) return;
    done = true;
    const heavy = weight.validity.badInput ? weight.defaultValue : weight.value && String(Math.max(0, Math.min(100, Math.round(Number(weight.value)))));
    const comment = area.value.trim();
    form.remove();
    reader.focus({ preventScroll: true });
    if (save && (comment !== was || heavy !== weight.defaultValue)) annotate(c, { comment, was, weight: heavy }, say("desk.js.note.said", name(c), comment));
  };
  const form: HTMLFormElement = node("form", {
    class: "stackf",
    submit: (e) => (e.preventDefault(), close(true)),
    focusout: (e) => form.contains((e as FocusEvent).relatedTarget as Node | null) || close(true),
    keydown: (event) => {
      const e = event as KeyboardEvent;
      if (e.key === "Escape") close(false);
      else if (e.key === "Enter" && e.target === area && !e.shiftKey && !e.isComposing) {
        e.preventDefault();
        close(true);
      }
    },
  }, [area, weight, node("p", { class: "acts" }, [node("button", { class: "btn" }, [say("desk.js.note.save")])])]);
  row.children[1]!.append(form);
  area.focus();
}

function mine(act: (c: Coding) => void): void {
  if (!page.reader) which(say("desk.js.note.which"), say("desk.js.keptall"), act);
}

// startNotes gives them their commands.
export function startNotes(): void {
  for (const [key, , v] of signs) register(`valence${key}`, () => mine((c) => value(c, v)));
  register("note", () => mine(write));
}
