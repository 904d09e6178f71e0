// Changing the span of a coding: with [ or ] an end is chosen and moved by
// words or characters, or it is dragged by the handle that stands at either
// end of the current coding.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { code, page, rowOf, type Coding, type Span } from "./data";
import { blockAt, blocks, element, pieces, rangeOf, reader, snap, wordsOf } from "./place";
import { bring, paint } from "./paint";
import * as at from "./cursor";
import { current, point, refresh } from "./here";
import { enter, leave } from "./mode";
import { node } from "./node";
import { send } from "./queue";

type End = "start" | "end";

const box = document.getElementById("span")!;
const ask = box.querySelector("span")!;
const said = box.querySelector("em")!;
let does: Record<string, () => void> = {};

box.addEventListener("click", (e) => {
  const step = (e.target as HTMLElement).closest<HTMLElement>("[data-step]")?.dataset.step;
  if (!step) return;
  does[step]!();
  reader.focus({ preventScroll: true });
});

// next is where an end stands after one step: a start at the beginning of a
// word or character, an end at the end of one. null where the other end or the
// text is in the way.
function next(span: Span, which: End, by: 1 | -1, unit: "word" | "grapheme"): number | null {
  const from = span[which];
  for (let i = blockAt(which === "end" ? from - 1 : from); i >= 0 && i < blocks; i += by) {
    const stops = pieces(i, unit).map((p) => p[which]);
    const to = by > 0 ? stops.find((p) => p > from) : stops.findLast((p) => p < from);
    if (to === undefined) continue;
    return which === "start" ? (to < span.end ? to : null) : to > span.start ? to : null;
  }
  return null;
}

function save(c: Coding, span: Span): void {
  if (span.start === c.start && span.end === c.end) return status(say("desk.js.samespan"));
  const body = { version: page.version, ...span, exact: wordsOf(span), document: page.id };
  send(`${page.codings}/${c.id}/span`, body, say("desk.js.resizing", code(c.code)?.n ?? ""), span, { add: [rowOf({ ...c, ...span })], remove: [rowOf(c)] });
}

// move lets the keys move an end of a coding until it is saved or left.
export function move(c: Coding, first: End): void {
  let span: Span = { start: c.start, end: c.end };
  let which = first;
  const show = (): void => {
    paint("pending", [span]);
    const end = which === "start" ? span.start : span.end - 1;
    bring({ start: end, end: end + 1 });
  };
  const step = (by: 1 | -1, unit: "word" | "grapheme"): void => {
    const to = next(span, which, by, unit);
    if (to !== null) span = { ...span, [which]: to };
    show();
    said.textContent = wordsOf(span).split(/\s+/).slice(...(which === "start" ? [0, 4] : [-4])).join(" ");
  };
  const turn = (to: End): void => {
    which = to;
    ask.textContent = say(which === "start" ? "desk.js.movestart" : "desk.js.moveend", code(c.code)?.n ?? "");
    show();
  };
  const keep = (): void => {
    leave();
    save(c, span);
  };
  does = {
    ArrowLeft: () => step(-1, "word"), ArrowRight: () => step(1, "word"),
    "alt+ArrowLeft": () => step(-1, "grapheme"), "alt+ArrowRight": () => step(1, "grapheme"),
    "[": () => turn("start"), "]": () => turn("end"), Enter: keep,
    Escape: () => (leave(), status(say("desk.js.samespan"))),
  };
  point(c);
  refresh();
  enter({
    key(e) {
      const key = (e.altKey ? "alt+" : "") + e.key;
      does[key]?.();
      return key in does;
    },
    leave() {
      box.hidden = true;
      at.showPending();
    },
  });
  box.hidden = false;
  turn(first);
}

// The handles. They stand in the groups of their ends, as the cursor does.
const handles: Record<End, HTMLElement> = { start: handle("start"), end: handle("end") };

function handle(which: End): HTMLElement {
  return node("i", { class: "handle", "aria-hidden": "true", pointerdown: (e) => drag(e as PointerEvent, which) });
}

export function drawHandles(): void {
  const c = current();
  for (const which of ["start", "end"] as const) {
    const el = handles[which];
    if (!c?.mine || page.reader) {
      el.remove();
      continue;
    }
    const place = which === "start" ? c.start : c.end - 1;
    const group = element(blockAt(place)).closest(".pg")!;
    const rects = rangeOf({ start: place, end: place + 1 }).getClientRects();
    const rect = rects[which === "start" ? 0 : rects.length - 1];
    if (!rect) continue;
    const view = group.getBoundingClientRect();
    const rtl = getComputedStyle(element(blockAt(place))).direction === "rtl";
    const x = (which === "start") !== rtl ? rect.left : rect.right;
    el.style.cssText = `top:${rect.top - view.top}px;height:${rect.height}px;left:${x - view.left}px`;
    if (el.parentElement !== group) group.append(el);
  }
}

function drag(e: PointerEvent, which: End): void {
  const c = current();
  if (!c || e.button !== 0) return;
  e.preventDefault();
  e.stopPropagation();
  let span: Span | null = null;
  const listen = new AbortController();
  const follow = (e: PointerEvent): void => {
    const to = at.pointUnder(e);
    if (to === null) return;
    const free = which === "start" ? { start: Math.min(to, c.end - 1), end: c.end } : { start: c.start, end: Math.max(to, c.start + 1) };
    const snapped = snap(free, e.altKey);
    // Only the end that is dragged moves: the other may stand inside a word.
    span = snapped && { ...free, [which]: snapped[which] };
    paint("pending", span ? [span] : []);
  };
  const drop = (take: boolean): void => {
    listen.abort();
    at.showPending();
    if (take && span) save(c, span);
  };
  const how = { signal: listen.signal, capture: true };
  addEventListener("pointermove", follow, how);
  addEventListener("pointerup", (e) => (e.stopPropagation(), drop(true)), how);
  addEventListener("pointercancel", () => drop(false), how);
  addEventListener("keydown", (e) => e.key === "Escape" && (e.stopPropagation(), drop(false)), how);
}
