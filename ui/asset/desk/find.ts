// Finding in this document. Letters are compared without case, accents and soft
// hyphens, and a no-break space is a space. Enter goes from hit to hit; Escape
// goes back to where the search began.
import { count, say } from "../lib/words";
import { page, type Span } from "./data";
import { blocks, points, reader, startOf, textOf } from "./place";
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

// A block as it is compared, and for each of its letters where it stands in the
// block; no places where they are the same.
interface Folded {
  text: string;
  places?: number[];
}

const folds: Folded[] = [];

function fold(text: string): Folded {
  if (/^[\x00-\x7f]*$/.test(text)) return { text: text.toLowerCase() };
  let out = "";
  const places: number[] = [];
  let unit = 0;
  for (const letter of text) {
    const plain = letter.normalize("NFD").replace(/[\p{M}\u00ad]/gu, "").replace("\u00a0", " ").replace("’", "'").toLowerCase();
    for (let i = 0; i < plain.length; i++) places.push(unit);
    out += plain;
    unit += letter.length;
  }
  return { text: out, places };
}

function find(typed: string): Span[] {
  const asked = fold(typed).text.replace(/\s+/g, " ");
  const out: Span[] = [];
  for (let i = 0; asked.trim() && i < blocks; i++) {
    const { text, places } = (folds[i] ??= fold(textOf(i)));
    for (let from = text.indexOf(asked); from >= 0; from = text.indexOf(asked, from + asked.length)) {
      const raw = textOf(i);
      const to = from + asked.length;
      const start = startOf(i) + points(raw.slice(0, places ? places[from] : from));
      out.push({ start, end: startOf(i) + points(raw.slice(0, places ? (places[to] ?? raw.length) : to)) });
    }
  }
  return out;
}

// show paints the hits around the window: what is painted costs, what is far
// away is not seen.
function show(): void {
  const here = where.here()?.position ?? 0;
  paint("hit", hits.filter((h) => h.start > here - 8000 && h.start < here + 16000).slice(0, 600));
  paint("now", hits.slice(now, now + 1));
}

function update(): void {
  hits = find(input.value);
  now = NaN;
  said.textContent = !input.value.trim() ? "" : hits.length ? count(hits.length, "desk.js.hits") : say("desk.js.nohits");
  const name = reader.querySelector(".dochead h1")!.textContent!.replaceAll('"', "");
  const words = input.value.replaceAll('"', "").trim();
  link.href = `${page.project}/search?q=${encodeURIComponent(`${/\s/.test(words) ? `"${words}"` : words} document:"${name}"`)}`;
  told(hits);
  show();
}

// go goes to the next or previous hit, the first time to the one nearest after
// the cursor; after the last comes the first.
function go(by: 1 | -1): void {
  clearTimeout(typing);
  if (waiting) update();
  waiting = false;
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
  update();
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
  typing = setTimeout(() => {
    waiting = false;
    update();
  }, 80);
});
box.addEventListener("submit", (e) => e.preventDefault());
box.addEventListener("click", (e) => {
  const does = (e.target as HTMLElement).closest<HTMLElement>("[data-find]")?.dataset.find;
  if (does === "next") go(1);
  if (does === "back") go(-1);
  if (does === "text") reader.focus({ preventScroll: true });
  if (does === "close") closeFind();
});
box.addEventListener("keydown", (e) => {
  if (e.key === "Escape") closeFind(true);
  else if (e.key === "Enter" && e.target === input) go(e.shiftKey ? -1 : 1);
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
