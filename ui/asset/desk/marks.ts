// Marks drawn in the page, for a change that is shown before the server has
// answered. The server draws the same and its answer is compared: what it says
// stands.
import { over, type Span } from "./data";
import { blocksOf, element, endOf, pointAt, rangeOf, reader, selected, startOf, textOf, units } from "./place";

const deepest = 4; // codings from which the tint no longer changes

// draw marks the words of a block as its codings are now. What stands before and
// after the change is left as it is: the browser shapes no word of it again,
// which in a turn of many pages was half of the time. It reports whether anything
// changed: words under many codings are as dark as they get.
function draw(i: number): boolean {
  const fresh = drawn(i);
  const el = element(i);
  const there = [...el.childNodes];
  const most = Math.min(there.length, fresh.length);
  let [head, tail] = [0, 0];
  while (head < most && there[head]!.isEqualNode(fresh[head]!)) head++;
  while (tail < most - head && there.at(-1 - tail)!.isEqualNode(fresh.at(-1 - tail)!)) tail++;
  const next = there[there.length - tail] ?? null;
  for (const node of there.slice(head, there.length - tail)) node.remove();
  for (const node of fresh.slice(head, fresh.length - tail)) el.insertBefore(node, next);
  return head + tail < Math.max(there.length, fresh.length);
}

function drawn(i: number): Node[] {
  const text = textOf(i);
  const start = startOf(i);
  const end = endOf(i);
  const steps = new Map<number, number>(); // code point: by how many codings more
  const step = (at: number, by: number): Map<number, number> => steps.set(at, (steps.get(at) ?? 0) + by);
  for (const c of over({ start, end })) {
    step(Math.max(c.start, start), 1);
    step(Math.min(c.end, end), -1);
  }
  const out: Node[] = [];
  let [from, depth, shown] = [0, 0, 0];
  const run = (to: number): void => {
    if (to <= from) return;
    const words = document.createTextNode(text.slice(from, to));
    from = to;
    if (shown === 0) return void out.push(words);
    const mark = document.createElement("mark");
    if (shown > 1) mark.className = `d${shown}`;
    mark.append(words);
    out.push(mark);
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
