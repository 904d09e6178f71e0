// The lanes in the margin and the counts in the gutter.
// Lanes are measured only for groups near the window: first everything is
// read, then everything is written.
import { count } from "../lib/words";
import { code, over, type Coding, type Span } from "./data";
import { filtered, laneOf, stale } from "./lens";
import { blockOf, blocksOf, reader, rangeOf, startOf, endOf, turnOf } from "./place";

const lanes = 4;
const tall = 320; // pixels above which a bar's label stays in sight: each such label is a layer of its own for the browser
const short = 5; // pixels by which a bar ends before its words do, so that neighbours do not meet
const groups = [...reader.querySelectorAll<HTMLElement>(".pg")];
const near = new Set<HTMLElement>();
const spans = new Map<HTMLElement, Span>();
let current = new Set<string>();

// spanOf is what a group covers, up to where the next one begins.
function spanOf(group: HTMLElement): Span {
  let span = spans.get(group);
  if (!span) {
    const all = group.querySelectorAll<HTMLElement>("[data-s]");
    const first = all[0];
    const last = all[all.length - 1];
    span = first && last ? { start: startOf(blockOf(first)), end: endOf(blockOf(last)) } : { start: 0, end: 0 };
    spans.set(group, span);
  }
  return span;
}

interface Bar {
  lane: number;
  top: number;
  bottom: number;
  hue: number; // 0 for several codings together
  label: string;
  ids: string[];
  from: boolean; // begins in this group
  to: boolean; // ends in this group
}

// measure reads where the bars of a group stand.
function measure(group: HTMLElement): Bar[] {
  const span = spanOf(group);
  if (span.end === span.start) return [];
  const box = group.getBoundingClientRect();
  const out: Bar[] = [];
  let rest: Bar | null = null;
  for (const c of over(span)) {
    const lane = laneOf(c);
    if (lane < 0) continue;
    const from = c.start >= span.start;
    const to = c.end <= span.end;
    const top = from ? edge(c.start, c.end, "top") - box.top : 0;
    const bottom = to ? edge(c.end - 1, c.end, "bottom") - box.top : box.height;
    const of = code(c.code);
    const bar = { lane, top, bottom, hue: of?.h ?? 0, label: of?.s ?? "", ids: [c.id], from, to };
    if (lane < lanes - 1) out.push(bar);
    else if (rest && top < rest.bottom + 14) {
      rest.ids.push(c.id);
      rest.hue = 0;
      rest.label = `+${rest.ids.length}`;
      if (bottom > rest.bottom) [rest.bottom, rest.to] = [bottom, to];
    } else out.push((rest = { ...bar, lane: lanes - 1 }));
  }
  return out;
}

function edge(start: number, end: number, side: "top" | "bottom"): number {
  const rects = rangeOf({ start, end: Math.min(start + 1, end) }).getClientRects();
  return rects[side === "top" ? 0 : rects.length - 1]?.[side] ?? 0;
}

function write(group: HTMLElement, bars: Bar[]): void {
  const list = group.querySelector(".lanes")!;
  list.replaceChildren(
    ...bars.map((b) => {
      const li = document.createElement("li");
      li.className = `h${b.hue}${b.ids.some((id) => current.has(id)) ? " cur" : ""}`;
      const top = b.from ? b.top + short : b.top;
      const height = Math.max((b.to ? b.bottom - short : b.bottom) - top, 6);
      if (height > tall) li.classList.add("tall");
      li.style.cssText = `--n:${b.lane};top:${top}px;height:${height}px`;
      li.dataset.k = b.ids.join(" ");
      if (b.from || b.hue === 0) {
        const label = document.createElement("span");
        label.textContent = b.label;
        li.append(label);
      }
      return li;
    }),
  );
}

function draw(some: Iterable<HTMLElement>, meanwhile?: () => void): void {
  const read = [...some].map((group) => [group, measure(group)] as const);
  meanwhile?.();
  for (const [group, bars] of read) write(group, bars);
}

const watch = new IntersectionObserver(
  (entries) => {
    const fresh: HTMLElement[] = [];
    for (const entry of entries) {
      const group = entry.target as HTMLElement;
      if (entry.isIntersecting) {
        near.add(group);
        fresh.push(group);
      } else {
        near.delete(group);
        group.querySelector(".lanes")!.replaceChildren();
      }
    }
    draw(fresh);
  },
  { root: reader, rootMargin: "50% 0%" },
);

let settled: () => void = () => undefined;

export function startLanes(redrawn: () => void): void {
  settled = redrawn;
  for (const group of groups) watch.observe(group);
  // A group's width says that the column changed; a button's size, that the
  // reader's own style sheet set all words another way (WCAG 1.4.12).
  const probes = [groups[0] ?? reader, reader.querySelector<HTMLElement>(".dochead button")!];
  const sizes = (): string => `${probes[0]!.clientWidth} ${probes[1]!.clientWidth} ${probes[1]!.clientHeight}`;
  let was = "";
  const resized = new ResizeObserver(() => {
    if (was === (was = sizes())) return;
    draw(near);
    redrawn();
  });
  for (const probe of probes) resized.observe(probe);
  document.fonts?.ready.then(() => {
    draw(near);
    redrawn();
  });
}

// again measures all lanes near the window anew: the text was set another way.
export function again(): void {
  draw(near);
  settled();
}

// redraw measures again the lanes of those groups near the window that some
// spans touch. What else is read for the same change is read in between.
export function redraw(some: Span[], meanwhile: () => void): void {
  stale();
  const groups = [...near].filter((group) => {
    if (filtered()) return true; // what is shown is laid out anew
    const { start, end } = spanOf(group);
    return some.some((s) => s.start < end && s.end > start);
  });
  draw(groups, meanwhile);
}

// renameLanes is for a coding that has its own id now: its bar and its row
// beside the text.
export function renameLanes(id: string, to: string): void {
  stale();
  for (const li of document.querySelectorAll<HTMLElement>(`[data-k*="${id}"]`)) li.dataset.k = li.dataset.k!.replace(id, to);
  if (current.delete(id)) current.add(to);
}

// mark thickens the bars of the codings under the cursor.
export function mark(some: Coding[]): void {
  current = new Set(some.map((c) => c.id));
  for (const group of near) {
    for (const li of group.querySelectorAll<HTMLElement>(".lanes li")) {
      li.classList.toggle("cur", li.dataset.k!.split(" ").some((id) => current.has(id)));
    }
  }
}

// recount brings the counts of the turns that a span touches up to date.
export function recount(some: Span[]): void {
  for (const section of new Set(some.flatMap(blocksOf).map(turnOf))) {
    if (!section) continue;
    const n = over({ start: Number(section.dataset.a), end: Number(section.dataset.z) }).length;
    let button = section.querySelector<HTMLButtonElement>(".cnt");
    if (n === 0) {
      if (button === document.activeElement) reader.focus({ preventScroll: true });
      button?.remove();
      continue;
    }
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      section.append(button);
    }
    button.className = `cnt d${Math.min(n, 4)}`;
    button.textContent = String(n);
    button.setAttribute("aria-label", count(n, "desk.js.onturn", section.id.slice(1)));
  }
}
