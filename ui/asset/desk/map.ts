// The map at the edge: how many codings stand in each 120th of the text, where
// hits and memos are, and where the window is. A press goes there; the keys that
// scroll the text, go from coding to coding and from hit to hit do the same.
import { codings, page, type Span } from "./data";
import { memoSpans } from "./memo";

const buckets = 120;
const map = document.querySelector<SVGSVGElement>(".minimap")!;
const element = (name: "g" | "rect") => document.createElementNS("http://www.w3.org/2000/svg", name);
const [density, strokes, pane] = [element("g"), element("g"), rect("win", 0, 0, 0, 0)];
map.append(density, strokes, pane);
const at = (point: number): number => (point / Math.max(page.length, 1)) * buckets;
let hits: Span[] = [];

function rect(name: string, x: number, y: number, width: number, height: number): SVGElement {
  return set(element("rect"), { class: name, x, y, width, height });
}

function set(el: SVGElement, to: Record<string, unknown>): SVGElement {
  for (const [k, v] of Object.entries(to)) el.setAttribute(k, String(v));
  return el;
}

export function drawMap(): void {
  const sums = new Float64Array(buckets);
  for (const c of codings) {
    const [from, to] = [at(c.start), at(c.end)];
    for (let b = Math.floor(from); b < Math.min(to, buckets); b++) sums[b]! += Math.min(to, b + 1) - Math.max(from, b);
  }
  const most = Math.max(...sums, 1);
  const bars: SVGElement[] = [];
  sums.forEach((sum, i) => {
    const wide = 2 + (9 * sum) / most;
    if (sum > 0) bars.push(rect(sum > 0.66 * most ? "b4" : "", 14 - wide, i, wide, 0.55));
  });
  density.replaceChildren(...bars);
  drawStrokes();
}

// drawStrokes puts hits at the left edge and memos beside them, one for each
// half of a 120th.
function drawStrokes(): void {
  const rows = (spans: Span[]): number[] => [...new Set(spans.map((s) => Math.floor(at(s.start) * 2) / 2))];
  strokes.replaceChildren(...rows(hits).map((y) => rect("hit", 0, y, 5, 0.5)), ...rows(memoSpans()).map((y) => rect("memo", 6, y, 2, 0.5)));
}

// showHits shows where what was searched for stands.
export function showHits(spans: Span[]): void {
  hits = spans;
  drawStrokes();
}

// moveMap shows the part of the text that is in the window.
export function moveMap(from: number, to: number): void {
  set(pane, { x: 0.5, y: at(from), width: 13, height: Math.max(at(to) - at(from), 1) });
}

export function onMap(go: (point: number) => void): void {
  map.addEventListener("click", (event) => {
    const box = map.getBoundingClientRect();
    go(Math.floor(((event.clientY - box.top) / box.height) * page.length));
  });
}
