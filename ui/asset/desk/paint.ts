// What passes is painted over the text without touching it: the selection, a
// coding that is not confirmed yet, the flash, the reading cursor.
import type { Span } from "./data";
import { blockAt, element, endOf, rangeOf, reader, startOf } from "./place";

type Layer = "pending" | "fresh" | "flash" | "hover" | "cur" | "hit" | "now" | "tied";

const painted = new Map<Layer, Span[]>();

// paint shows these spans, and only these, in a layer.
export function paint(layer: Layer, spans: Span[]): void {
  painted.set(layer, spans);
  if (!("highlights" in CSS)) return;
  if (spans.length === 0) CSS.highlights.delete(layer);
  else CSS.highlights.set(layer, new Highlight(...spans.flatMap(ranges)));
}

// ranges are those of a span, one a block, so that no label between two turns is
// painted. Many would cost more than that is worth.
function ranges(span: Span): Range[] {
  const first = blockAt(span.start);
  const last = blockAt(span.end - 1);
  if (last === first || last - first > 60) return [rangeOf(span)];
  const out: Range[] = [];
  for (let i = first; i <= last; i++) {
    const start = Math.max(span.start, startOf(i));
    const end = Math.min(span.end, endOf(i));
    if (start < end) out.push(rangeOf({ start, end }));
  }
  return out;
}

// repaintWords is for when the elements below a highlight were drawn again.
export function repaintWords(): void {
  for (const [layer, spans] of painted) if (spans.length > 0) paint(layer, spans);
}

// repaint also measures anew where the cursor stands.
export function repaint(): void {
  repaintWords();
  drawCursor();
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let flashing: number[] = [];

// flash shows a span twice in 1.8 seconds.
export function flash(span: Span): void {
  flashing.forEach(clearTimeout);
  paint("flash", []);
  if (calm.matches) return;
  flashing = [0, 450, 900, 1350].map((wait, i) => setTimeout(() => paint("flash", i % 2 ? [] : [span]), wait));
}

// The reading cursor stands in the group of its sentence, which scrolls and is
// laid out with it: two strokes at its ends and a bar beside its lines.
const bar = Object.assign(document.createElement("i"), { className: "curbar" });
const open = Object.assign(document.createElement("i"), { className: "stroke" });
const close = Object.assign(document.createElement("i"), { className: "stroke" });
let cursor: Span | null = null;
let strokes = true;

// showCursor puts the cursor at a sentence; at a selection, which is painted
// itself, there is only the bar.
export function showCursor(span: Span | null, withStrokes: boolean): void {
  cursor = span;
  strokes = withStrokes;
  drawCursor();
}

export function drawCursor(): void {
  if (!cursor) {
    for (const i of [bar, open, close]) i.remove();
    return;
  }
  const group = element(blockAt(cursor.start)).closest(".pg")!;
  const box = group.getBoundingClientRect();
  const rects = [...rangeOf(cursor).getClientRects()].filter((r) => r.width > 0);
  const first = rects[0];
  if (!first) return;
  const top = Math.min(...rects.map((r) => r.top)) - box.top;
  const bottom = Math.max(...rects.map((r) => r.bottom)) - box.top;
  // In mixed text a sentence begins and ends where its own first and last
  // character do; what is no letter follows the direction of its paragraph.
  const base = getComputedStyle(element(blockAt(cursor.start))).direction === "rtl";
  const end = (start: number): { rect: DOMRect; rtl: boolean } => {
    const range = rangeOf({ start, end: start + 1 });
    const letter = range.toString();
    return { rect: range.getClientRects()[0] ?? first, rtl: /\p{L}/u.test(letter) ? /[\u0590-\u08ff\ufb1d-\ufefc]/.test(letter) : base };
  };
  const [from, to] = [end(cursor.start), end(cursor.end - 1)];
  bar.style.cssText = `top:${top}px;height:${bottom - top}px`;
  open.style.cssText = `top:${from.rect.top - box.top}px;height:${from.rect.height}px;left:${(from.rtl ? from.rect.right : from.rect.left - 2) - box.left}px`;
  close.style.cssText = `top:${to.rect.top - box.top}px;height:${to.rect.height}px;left:${(to.rtl ? to.rect.left - 2 : to.rect.right) - box.left}px`;
  open.hidden = close.hidden = !strokes;
  if (bar.parentElement !== group) group.append(bar, open, close);
}

// bring scrolls a span into sight when it is not, with some air around it.
export function bring(span: Span, where: "near" | "third" = "near"): void {
  const view = reader.getBoundingClientRect();
  const rects = rangeOf(span).getClientRects();
  const first = rects[0];
  const last = rects[rects.length - 1];
  if (!first || !last) return;
  const air = 56;
  if (where === "third") {
    if (first.top >= view.top + air && last.bottom <= view.bottom - air) return;
    reader.scrollTop += first.top - view.top - view.height / 3;
    settle(span, view.height / 3);
  } else if (first.top < view.top + air) reader.scrollTop += first.top - view.top - air;
  else if (last.bottom > view.bottom - air) reader.scrollTop += Math.min(last.bottom - view.bottom + air, first.top - view.top - air);
}

// settle keeps a span at a height of the window while the groups around it get
// the sizes that were only estimated before.
export function settle(span: Span, height: number, tries = 6): void {
  const off = rangeOf(span).getClientRects()[0]?.top ?? 0;
  const by = off - reader.getBoundingClientRect().top - height;
  if (Math.abs(by) >= 1) reader.scrollTop += by;
  if (tries > 0) requestAnimationFrame(() => settle(span, height, Math.abs(by) < 1 ? tries - 2 : tries - 1));
}
