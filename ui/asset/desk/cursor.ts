// Where the keys act: the sentence under the reading cursor, or what is
// selected with the mouse, the keys or a finger.
import type { Span } from "./data";
import { blockAt, blockOf, blocks, pointAt, rangeOf, reader, selected, sentences, snap, spanOfTurn, startOf, turnOf } from "./place";
import { bring, paint, showCursor } from "./paint";

let sentence: Span | null = null;
let chosen: Span | null = null;
let moved: () => void = () => undefined;

export const cursor = (): Span | null => sentence;
export const pending = (): Span | null => chosen;
// target is what a code would be applied to.
export const target = (): Span | null => chosen ?? sentence;

export function onMove(fn: () => void): void {
  moved = fn;
}

// showPending paints the selection, also after something else was painted in
// its place.
export const showPending = (): void => paint("pending", chosen ? [chosen] : []);

function show(quietly = false): void {
  showPending();
  showCursor(chosen ?? sentence, chosen === null);
  if (!quietly) moved();
}

export function sentenceAt(point: number): Span | null {
  const all = sentences(blockAt(point));
  return all.findLast((s) => s.start <= point) ?? all[0] ?? null;
}

// put moves the cursor to the sentence at a point and drops the selection.
export function put(point: number): void {
  chosen = null;
  sentence = sentenceAt(point) ?? sentence;
  show();
}

export function select(span: Span | null): void {
  chosen = span;
  if (span) sentence = sentenceAt(span.start) ?? sentence;
  show();
}

// clear drops the selection, the browser's own included, and leaves the cursor.
// Quietly: what is beside the text is brought up to date by something else.
export function clear(quietly = false): void {
  selected()?.removeAllRanges();
  if (!chosen) return;
  chosen = null;
  show(quietly);
}

function step(from: Span, by: 1 | -1): Span | null {
  let i = blockAt(from.start);
  const at = sentences(i).findIndex((s) => s.start === from.start) + by;
  const here = at >= 0 ? sentences(i)[at] : undefined;
  if (here) return here;
  for (i += by; i >= 0 && i < blocks; i += by) {
    const next = sentences(i).at(by > 0 ? 0 : -1);
    if (next) return next;
  }
  return null;
}

// move goes to the next or previous sentence.
export function move(by: 1 | -1): void {
  getSelection()?.removeAllRanges();
  const from = chosen ? sentenceAt(by > 0 ? chosen.end - 1 : chosen.start) : sentence;
  chosen = null;
  sentence = (from && step(from, by)) ?? from ?? sentenceAt(startOf(0));
  show();
  if (sentence) bring(sentence);
}

// moveTurn goes to the first sentence of the next turn, or of this one and
// then of the one before.
export function moveTurn(by: 1 | -1): void {
  if (!sentence) return move(by);
  getSelection()?.removeAllRanges();
  chosen = null;
  const i = blockAt(sentence.start);
  const here = turnOf(i);
  const first = here ? sentenceAt(spanOfTurn(here)?.start ?? sentence.start) : null;
  if (by < 0 && first && first.start < sentence.start) sentence = first;
  else {
    for (let k = i + by; k >= 0 && k < blocks; k += by) {
      const turn = turnOf(k);
      if (turn === here || sentences(k).length === 0) continue;
      sentence = sentenceAt((turn && spanOfTurn(turn)?.start) ?? startOf(k)) ?? sentence;
      break;
    }
  }
  show();
  bring(sentence);
}

// extend adds the next sentence to the selection, or takes the last one off.
export function extend(by: 1 | -1): void {
  if (!sentence) return;
  if (!chosen) return select(sentence);
  const last = sentenceAt(chosen.end - 1);
  if (!last) return;
  if (by > 0) {
    const next = step(last, 1);
    if (next) chosen = { start: chosen.start, end: next.end };
  } else {
    const before = step(last, -1);
    if (before && before.end > chosen.start && last.start > chosen.start) chosen = { start: chosen.start, end: before.end };
  }
  show();
  const end = sentenceAt(chosen.end - 1);
  if (end) bring(end);
}

export function selectSentence(): void {
  if (sentence) select(sentence);
}

// selectTurn selects a turn; the one at the cursor, and where that is selected
// already, the next one too.
export function selectTurn(section?: HTMLElement | null): void {
  const turn = section ?? (sentence && turnOf(blockAt(sentence.start)));
  const span = turn && spanOfTurn(turn);
  if (!span) return;
  if (section || chosen?.start !== span.start) return select(span);
  for (let k = blockAt(chosen.end - 1) + 1; k < blocks; k++) {
    const more = turnOf(k);
    const to = more && spanOfTurn(more);
    if (!to || to.end <= chosen.end) continue;
    return select({ start: chosen.start, end: to.end });
  }
}

// selectTurns selects from one turn to another.
export function selectTurns(from: HTMLElement, to: HTMLElement): void {
  const [a, b] = [spanOfTurn(from), spanOfTurn(to)];
  if (a && b) select({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });
}

// taken reads the browser's selection after a press or a key and makes it the
// pending one, on whole words unless exact. False where there is none in the
// text.
export function taken(exact: boolean): boolean {
  const native = getSelection();
  if (!native || native.isCollapsed || native.rangeCount === 0) return false;
  const range = native.getRangeAt(0);
  if (!range.intersectsNode(reader.querySelector(".text")!)) return false;
  const from = pointAt(range.startContainer, range.startOffset);
  const to = pointAt(range.endContainer, range.endOffset);
  const span = snap({ start: from, end: to }, exact);
  if (!span) return false;
  select(span);
  if (span.start !== from || span.end !== to) {
    const whole = rangeOf(span);
    native.setBaseAndExtent(whole.startContainer, whole.startOffset, whole.endContainer, whole.endOffset);
  }
  return true;
}

// pointUnder is the code point of the text under the pointer, null where there is
// no text.
export function pointUnder(event: MouseEvent): number | null {
  let node: Node | undefined;
  let offset = 0;
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(event.clientX, event.clientY);
    [node, offset] = [at?.offsetNode, at?.offset ?? 0];
  } else {
    const at = document.caretRangeFromPoint(event.clientX, event.clientY);
    [node, offset] = [at?.startContainer, at?.startOffset ?? 0];
  }
  return node && blockOf(node) >= 0 ? pointAt(node, offset) : null;
}

// pressed moves the cursor to the sentence under the pointer. False where no
// text is.
export function pressed(event: MouseEvent): boolean {
  const point = blockOf(event.target as Node) < 0 ? null : pointUnder(event);
  if (point !== null) put(point);
  return point !== null;
}
