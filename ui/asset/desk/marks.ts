// Marks drawn in the page, for a change that is shown before the server has
// answered. The server draws the same and its answer is compared: what it says
// stands.
import { over, type Span } from "./data";
import { blocksOf, element, endOf, pointAt, rangeOf, reader, selected, startOf, textOf, units } from "./place";

const deepest = 4; // codings from which the tint no longer changes

// Run is words of a block under equally many codings.
interface Run {
  words: string;
  mark: string; // the class of its mark, null for words without one
}

const bare = "-";

const same = (node: Node, run: Run): boolean =>
  run.mark === bare ? node instanceof Text && node.data === run.words
  : node instanceof HTMLElement && node.localName === "mark" && node.className === run.mark && node.childNodes.length === 1 && node.textContent === run.words;

function drawn({ words, mark }: Run): Node {
  const text = document.createTextNode(words);
  if (mark === bare) return text;
  const el = document.createElement("mark");
  if (mark) el.className = mark;
  el.append(text);
  return el;
}

// draw marks the words of a block as its codings are now. What stands before and
// after the change is left as it is: the browser shapes no word of it again,
// which in a turn of many pages was half of the time. It reports whether anything
// changed: words under many codings are as dark as they get.
function draw(i: number): boolean {
  const runs = runsOf(i);
  const el = element(i);
  const there = [...el.childNodes];
  const most = Math.min(there.length, runs.length);
  let [head, tail] = [0, 0];
  while (head < most && same(there[head]!, runs[head]!)) head++;
  while (tail < most - head && same(there[there.length - 1 - tail]!, runs[runs.length - 1 - tail]!)) tail++;
  const next = there[there.length - tail] ?? null;
  for (const node of there.slice(head, there.length - tail)) node.remove();
  for (const run of runs.slice(head, runs.length - tail)) el.insertBefore(drawn(run), next);
  return head + tail < Math.max(there.length, runs.length);
}

function runsOf(i: number): Run[] {
  const text = textOf(i);
  const start = startOf(i);
  const end = endOf(i);
  const steps = new Map<number, number>(); // code point: by how many codings more
  const step = (at: number, by: number): Map<number, number> => steps.set(at, (steps.get(at) ?? 0) + by);
  for (const c of over({ start, end })) {
    step(Math.max(c.start, start), 1);
    step(Math.min(c.end, end), -1);
  }
  const out: Run[] = [];
  let [from, depth, shown] = [0, 0, 0];
  const run = (to: number): void => {
    if (to <= from) return;
    out.push({ words: text.slice(from, to), mark: shown === 0 ? bare : shown > 1 ? `d${shown}` : "" });
    from = to;
  };
  let passed = start;
  for (const [at, by] of [...steps].sort((a, b) => a[0] - b[0])) {
    depth += by;
    const tint = Math.min(depth, deepest);
    if (tint === shown) continue;
    run(from + units(text.slice(from), at - passed));
    passed = at;
    shown = tint;
  }
  run(text.length);
  return out;
}

// drawUnder draws the blocks that some spans touch again, and reports whether that
// can be seen.
export function drawUnder(some: Span[]): boolean {
  let seen = false;
  keeping(() => new Set(some.flatMap(blocksOf)).forEach((i) => (seen = draw(i) || seen)));
  return seen;
}

// accept puts what the server drew where it differs from what is shown.
export function accept(drawn: Record<string, string>): void {
  const other: [Element, Element][] = [];
  for (const [id, html] of Object.entries(drawn)) {
    const el = document.getElementById(`b${id}`);
    const told = el?.cloneNode(false) as Element | undefined;
    if (!el || !told) continue;
    told.innerHTML = html; // its text was escaped there
    if (!told.isEqualNode(el)) other.push([el, told]);
  }
  if (other.length > 0) keeping(() => other.forEach(([el, told]) => el.replaceChildren(...told.childNodes)));
}

// keeping keeps the browser's selection, in code points, while blocks are drawn.
function keeping(fn: () => void): void {
  const native = selected();
  if (!native || !reader.contains(native.anchorNode)) return fn();
  const range = native.getRangeAt(0);
  const span = { start: pointAt(range.startContainer, range.startOffset), end: pointAt(range.endContainer, range.endOffset) };
  fn();
  const again = rangeOf(span);
  native.setBaseAndExtent(again.startContainer, again.startOffset, again.endContainer, again.endOffset);
}
