// Codes as words in the text: in brackets beside bars in the margin while it is
// printed, and where they begin and end, for a screen reader, in the current
// turn. What they say is in an attribute that the style sheet shows, so that it
// is never counted as text of the document.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { register } from "./commands";
import { code, codings, over, read } from "./data";
import * as at from "./cursor";
import { laneOf } from "./lens";
import { repaint } from "./paint";
import { blockAt, spot, spanOfTurn, trim, turnOf } from "./place";
import { node } from "./node";

const line = 60; // code points, of a printed line; labels that begin on one stand together
const store = "verbatim.speak";

function put(point: number, said: string, name: string, ahead: boolean): HTMLElement {
  const label = node("i", { class: name });
  if (said) label.dataset.l = said;
  const [text, offset] = spot(point, blockAt(ahead ? point : point - 1), ahead);
  const range = document.createRange();
  range.setStart(text, offset);
  range.insertNode(label);
  return label;
}

function clear(name: string): void {
  for (const label of document.querySelectorAll(`.text i.${name}`)) {
    const parent = label.parentNode!;
    label.remove();
    parent.normalize();
  }
}

// labels names the codings, and hangs a bar between the ends of each: the
// printed page has lines and breaks of its own, which only the browser knows
// when it lays them out.
function labels(): void {
  let last: { at: number; block: number; label: HTMLElement } | null = null;
  const bars: Node[] = [];
  for (const c of codings) {
    const lane = laneOf(c);
    if (lane < 0) continue;
    const { start, end } = trim(c) ?? c;
    const block = blockAt(start);
    const of = code(c.code);
    const said = `[${of?.s ?? ""}]`;
    const near = last && last.block === block && start - last.at < line;
    if (near) last!.label.dataset.l += ` ${said}`;
    const label = put(start, near ? "" : said, "label", true);
    if (!near) last = { at: start, block, label };
    const name = `--p${bars.length}`;
    label.style.setProperty("anchor-name", name);
    put(end, "", "label", false).style.setProperty("anchor-name", `${name}e`);
    bars.push(node("i", { class: `label inked h${of?.h}`, style: `--n:${lane};top:anchor(${name} top);bottom:anchor(${name}e bottom)` }));
  }
  document.querySelector(".text")!.append(...bars);
}

addEventListener("beforeprint", () => {
  const printed = document.getElementById("printed")!;
  const root = document.documentElement;
  printed.querySelector("time")!.textContent = new Date().toLocaleDateString(root.lang, { dateStyle: "long" });
  // Every page but the first, which has the document's own head.
  root.style.setProperty("--head", JSON.stringify(`${document.querySelector(".dochead h1")!.textContent} · ${printed.textContent!.trim()}`));
  labels();
});

addEventListener("afterprint", () => {
  clear("label");
  repaint();
});

// Speaking codes: off until somebody asks for it, and only in one turn, since
// every code of a document would drown its words.
let speaking = read(store, false);
let spoken: HTMLElement | null = null;

export function speak(): void {
  const sentence = at.target();
  const turn = speaking && sentence ? turnOf(blockAt(sentence.start)) : null;
  if (turn === spoken && (!turn || turn.querySelector(".spoken"))) return;
  clear("spoken");
  spoken = turn;
  const span = turn && spanOfTurn(turn);
  for (const c of span ? over(span) : []) {
    const name = code(c.code)?.n ?? "";
    const { start, end } = trim(c) ?? c;
    if (start >= span!.start) put(start, say("desk.js.begins", name), "vh spoken", true);
    if (end <= span!.end) put(end, say("desk.js.ends", name), "vh spoken", false);
  }
}

register("speak", () => {
  speaking = !speaking;
  localStorage.setItem(store, String(speaking));
  clear("spoken");
  spoken = null;
  speak();
  status(say(speaking ? "desk.js.speaks" : "desk.js.silent"));
});
