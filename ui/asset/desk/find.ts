// Finding in this document, by the rule of the search page, which the server
// asks. Enter goes from hit to hit; Escape goes back to where the search began.
import { count, say } from "../lib/words";
import { page, type Span } from "./data";
import { reader } from "./place";
import { bring, paint } from "./paint";
import * as at from "./cursor";
import * as where from "./where";

const box = document.getElementById("find") as HTMLFormElement;
const input = box.querySelector("input")!;
const said = box.querySelector<HTMLElement>("[role=status]")!;
const link = box.querySelector("a")!;

let hits: Span[] = [];
let now = NaN; // the hit that was gone to
let told: (hits: Span[]) => void = () => undefined;

export const finding = (): boolean => !box.hidden;

// onHits is told the hits whenever they change: none when the box is closed.
export function onHits(fn: typeof told): void {
  told = fn;
}

// show paints the hits around the window: what is painted costs, what is far
// away is not seen.
function show(): void {
  const here = where.here()?.position ?? 0;
  paint("hit", hits.filter((h) => h.start > here - 8000 && h.start < here + 16000).slice(0, 600));
  paint("now", hits.slice(now, now + 1));
}

let asked = 0;

async function update(): Promise<void> {
  const nth = ++asked;
  const typed = input.value.trim();
  let why = typed ? "" : said.dataset.hint!;
  let found: [number, number][] = [];
  try {
    const answer = typed && (await fetch(`${page.url}/hits?find=${encodeURIComponent(typed)}`));
    if (answer) ({ hits: found, url: link.href } = (await answer.json()) as { hits: typeof found; url: string });
  } catch {
    why = say("desk.js.findfailed");
  }
  if (nth !== asked || box.hidden) return;
  waiting = false;
  hits = found.map(([start, end]) => ({ start, end }));
  now = NaN;
  said.textContent = why || (hits.length ? count(hits.length, "desk.js.hits") : `${say("desk.js.nohits")} ${said.dataset.hint!}`);
  told(hits);
  show();
}

// go goes to the next or previous hit, the first time to the one nearest after
// the cursor; after the last comes the first.
async function go(by: 1 | -1): Promise<void> {
  clearTimeout(typing);
  if (waiting) await update();
  if (hits.length === 0) return;
  const from = at.cursor()?.start ?? 0;
  if (now >= 0) now = (now + by + hits.length) % hits.length;
  else if (by > 0) now = Math.max(hits.findIndex((h) => h.end > from), 0);
  else now = hits.findLastIndex((h) => h.start < from) + (hits[0]!.start < from ? 0 : hits.length);
  const hit = hits[now]!;
  at.put(hit.start);
  bring(hit, "third");
  said.textContent = say("desk.js.of", now + 1, hits.length);
  show();
}

export function openFind(): void {
  if (box.hidden) where.leave();
  box.hidden = false;
  input.focus({ preventScroll: true });
  input.select();
  void update();
}

// closeFind leaves the reader at the hit, or goes back to where the search
// began.
export function closeFind(back = false): void {
  box.hidden = true;
  hits = [];
  now = NaN;
  told(hits);
  show();
  if (back) where.back();
  reader.focus({ preventScroll: true });
}

let typing = 0;
let waiting = false;

input.addEventListener("input", () => {
  waiting = true;
  clearTimeout(typing);
  typing = setTimeout(update, 80);
});
box.addEventListener("submit", (e) => e.preventDefault());
box.addEventListener("click", (e) => {
  const does = (e.target as HTMLElement).closest<HTMLElement>("[data-find]")?.dataset.find;
  if (does === "next") void go(1);
  if (does === "back") void go(-1);
  if (does === "text") reader.focus({ preventScroll: true });
  if (does === "close") closeFind();
});
box.addEventListener("keydown", (e) => {
  if (e.key === "Escape") closeFind(true);
  else if (e.key === "Enter" && e.target === input) void go(e.shiftKey ? -1 : 1);
  else if (e.key === "ArrowDown" && e.target === input) reader.focus({ preventScroll: true });
  else return;
  e.preventDefault();
  e.stopPropagation();
});
let scrolled = 0;
reader.addEventListener("scroll", () => {
  if (!finding()) return;
  clearTimeout(scrolled);
  scrolled = setTimeout(show, 120);
}, { passive: true });
