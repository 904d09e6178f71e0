// Between code points of the text and places in the page. Every element that
// holds text of the document says in data-s at which code point it begins; its
// text is counted, never its markup.
import type { Span } from "./data";

export const reader = document.getElementById("main")!;
const column = reader.querySelector<HTMLElement>(".text")!;

// selected is the browser's selection, where there is one. To ask it whether it
// is empty has the browser lay out the page, in the middle of a change: what it
// said last is kept.
let some = false;
document.addEventListener("selectionchange", () => (some = !getSelection()!.isCollapsed));
export const selected = (): Selection | null => (some ? getSelection() : null);

const els = [...column.querySelectorAll<HTMLElement>("[data-s]")];
const starts = els.map((el) => Number(el.dataset.s));
const texts: (string | undefined)[] = new Array(els.length);
const lengths: (number | undefined)[] = new Array(els.length);

export const blocks = els.length;
export const element = (i: number): HTMLElement => els[i]!;
export const startOf = (i: number): number => starts[i]!;

// textOf is the words of a block. They do not change when its marks do.
export function textOf(i: number): string {
  return (texts[i] ??= els[i]!.textContent ?? "");
}

// points counts code points.
export function points(s: string): number {
  let n = s.length;
  for (let i = 0; i < s.length; i++) if ((s.charCodeAt(i) & 0xfc00) === 0xdc00) n--;
  return n;
}

// units is the UTF-16 offset of a code point in s.
export function units(s: string, point: number): number {
  let i = 0;
  while (point > 0 && i < s.length) {
    i += (s.charCodeAt(i) & 0xfc00) === 0xd800 ? 2 : 1;
    point--;
  }
  return i;
}

export function endOf(i: number): number {
  return starts[i]! + (lengths[i] ??= points(textOf(i)));
}

// blockAt is the last block that begins at or before a code point.
export function blockAt(point: number): number {
  let low = 0;
  let high = els.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (starts[mid]! <= point) low = mid + 1;
    else high = mid;
  }
  return Math.max(low - 1, 0);
}

// blockOf is the block that an element stands in, or -1.
export function blockOf(node: Node): number {
  const el = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-s]");
  return el && column.contains(el) ? blockAt(Number(el.dataset.s)) : -1;
}

// spot is where a code point stands in the page; one that is not drawn (a
// label, a separator) is the nearest end of a block. Between two pieces of text
// it is the end of the first, or with ahead the beginning of the second.
export function spot(point: number, i = blockAt(point), ahead = false): [Node, number] {
  let left = units(textOf(i), Math.max(point - starts[i]!, 0));
  const walk = document.createTreeWalker(els[i]!, NodeFilter.SHOW_TEXT);
  let last: Text | null = null;
  for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null) {
    if (ahead ? left < node.length : left <= node.length) return [node, left];
    left -= node.length;
    last = node;
  }
  return last ? [last, last.length] : [els[i]!, 0];
}

// rangeOf is the page's range of a span.
export function rangeOf(span: Span): Range {
  const range = document.createRange();
  let first = blockAt(span.start);
  if (endOf(first) <= span.start && first + 1 < els.length && starts[first + 1]! < span.end) first++;
  range.setStart(...spot(Math.max(span.start, starts[first]!), first, true));
  range.setEnd(...spot(span.end, blockAt(Math.max(span.end - 1, 0))));
  return range;
}

// pointAt is the code point of a boundary in the page. Raw text is counted, so
// that neither style nor line breaks between blocks play a part.
export function pointAt(node: Node, offset: number): number {
  const probe = document.createRange();
  probe.setStart(node, offset);
  let i = blockOf(node);
  if (i < 0) {
    let low = 0;
    let high = els.length;
    const at = document.createRange();
    while (low < high) {
      const mid = (low + high) >> 1;
      at.selectNodeContents(els[mid]!);
      if (at.compareBoundaryPoints(Range.START_TO_START, probe) <= 0) low = mid + 1;
      else high = mid;
    }
    if (low === 0) return starts[0] ?? 0;
    i = low - 1;
    at.selectNodeContents(els[i]!);
    if (at.compareBoundaryPoints(Range.END_TO_START, probe) <= 0) return endOf(i);
  }
  const before = document.createRange();
  before.selectNodeContents(els[i]!);
  before.setEnd(node, offset);
  return starts[i]! + points(before.toString());
}

const language = column.lang || undefined;
const segmenter = (granularity: "word" | "grapheme" | "sentence") => {
  let made: Intl.Segmenter | undefined;
  return () => (made ??= new Intl.Segmenter(language, { granularity }));
};
const words = segmenter("word");
const graphemes = segmenter("grapheme");
const sentenceCutter = segmenter("sentence");

// trim moves the ends of a span inward over white space and over what is not
// drawn; null when nothing is left.
export function trim(span: Span): Span | null {
  let { start, end } = span;
  let i = blockAt(start);
  for (; ; i++) {
    if (i >= els.length) return null;
    start = Math.max(start, starts[i]!);
    if (start >= end) return null;
    const text = textOf(i);
    const from = units(text, start - starts[i]!);
    const gap = text.slice(from).search(/\S/);
    if (gap >= 0) {
      start += points(text.slice(from, from + gap));
      break;
    }
  }
  for (i = blockAt(end - 1); i >= 0; i--) {
    end = Math.min(end, endOf(i));
    const text = textOf(i).slice(0, units(textOf(i), end - starts[i]!));
    const kept = text.trimEnd();
    if (kept) {
      end -= points(text.slice(kept.length));
      break;
    }
  }
  return start < end ? { start, end } : null;
}

// snap trims a span and widens it to whole characters as people see them, and
// to whole words unless exact.
export function snap(span: Span, exact: boolean): Span | null {
  const cut = trim(span);
  if (!cut) return null;
  const first = blockAt(cut.start);
  let text = textOf(first);
  let at = units(text, cut.start - starts[first]!);
  let seg = graphemes().segment(text).containing(at);
  if (seg) at = seg.index;
  seg = exact ? undefined : words().segment(text).containing(at);
  if (seg?.isWordLike) at = seg.index;
  const start = starts[first]! + points(text.slice(0, at));

  const last = blockAt(cut.end - 1);
  text = textOf(last);
  at = units(text, cut.end - starts[last]!);
  seg = graphemes().segment(text).containing(at - 1);
  if (seg) at = seg.index + seg.segment.length;
  seg = exact ? undefined : words().segment(text).containing(at - 1);
  if (seg?.isWordLike) at = seg.index + seg.segment.length;
  return { start, end: starts[last]! + points(text.slice(0, at)) };
}

// blocksOf is the blocks that a span touches.
export function blocksOf(span: Span): number[] {
  const out: number[] = [];
  for (let i = blockAt(span.start); i < els.length && starts[i]! < span.end; i++) out.push(i);
  return out;
}

// wordsOf is what a span says: the words of its blocks, a line each. The
// server makes the same of its text and compares.
export function wordsOf(span: Span): string {
  const out: string[] = [];
  for (const i of blocksOf(span)) {
    const text = textOf(i);
    const from = units(text, Math.max(span.start - starts[i]!, 0));
    const to = units(text, span.end - starts[i]!);
    if (from < to) out.push(text.slice(from, to));
  }
  return out.join("\n");
}

// wordList is the words of a span, one by one.
export const wordList = (span: Span): string[] => wordsOf(span).split(/\s+/).filter(Boolean);

const cut = new Map<number, Span[]>();

// sentences are the sentences of a block; a block of white space has none.
export function sentences(i: number): Span[] {
  let known = cut.get(i);
  if (known) return known;
  known = [];
  const text = textOf(i);
  let at = starts[i]!;
  for (const { segment } of sentenceCutter().segment(text)) {
    const all = points(segment);
    const body = segment.trim();
    if (body) {
      const lead = points(segment.slice(0, segment.indexOf(body[0]!)));
      const start = at + lead;
      known.push({ start, end: start + points(body) });
    }
    at += all;
  }
  cut.set(i, known);
  return known;
}

// turnOf is the section of the turn that a block stands in; a long turn has
// several, of which the first is meant.
export function turnOf(i: number): HTMLElement | null {
  return turnAround(els[i]);
}

// turnAround is the same for an element of the text.
export function turnAround(el?: Element | null): HTMLElement | null {
  const section = el?.closest<HTMLElement>("section.turn");
  const number = section?.dataset.turn;
  return number ? document.getElementById(`t${number}`) : section?.id ? section : null;
}

// spanOfTurn is the words of a turn, without its label.
export function spanOfTurn(section: HTMLElement): Span | null {
  return trim({ start: Number(section.dataset.a), end: Number(section.dataset.z) });
}

// pieces are the words of a block, or its characters as people see them, white
// space left out.
export function pieces(i: number, unit: "word" | "grapheme"): Span[] {
  const out: Span[] = [];
  let at = starts[i]!;
  for (const seg of (unit === "word" ? words() : graphemes()).segment(textOf(i))) {
    const end = at + points(seg.segment);
    if (unit === "word" ? seg.isWordLike : seg.segment.trim()) out.push({ start: at, end });
    at = end;
  }
  return out;
}
