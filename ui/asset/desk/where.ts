// Where the reader is: the first visible code point and its distance from the
// upper edge. Kept on the server per person and document, restored on opening,
// and kept through a reload.
import { say } from "../lib/words";
import { page } from "./data";
import { blockAt, blockOf, blocks, pointAt, rangeOf, reader, startOf, turnOf } from "./place";
import { settle } from "./paint";
import { moveMap } from "./map";

export interface Place {
  position: number;
  offset: number; // pixels from the upper edge to its line
}

const column = reader.querySelector<HTMLElement>(".text")!;
const turns = column.querySelectorAll("section.turn[id]").length;
const pos = document.querySelector(".status .pos");
const kept = "verbatim.place";

// lineAt is the code point at a height of the window, and where its line is.
function lineAt(y: number): Place | null {
  const top = reader.getBoundingClientRect().top;
  for (const group of column.querySelectorAll<HTMLElement>(".pg")) {
    if (group.getBoundingClientRect().bottom <= y) continue;
    for (const el of group.querySelectorAll<HTMLElement>("[data-s]")) {
      const box = el.getBoundingClientRect();
      if (box.bottom <= y) continue;
      if (box.top >= y) return { position: startOf(blockOf(el)), offset: box.top - top };
      const x = box.left + 4;
      const at = document.caretPositionFromPoint?.(x, y + 8);
      const inside = at && el.contains(at.offsetNode);
      const position = inside ? pointAt(at.offsetNode, at.offset) : startOf(blockOf(el));
      const line = rangeOf({ start: position, end: position + 1 }).getClientRects()[0];
      return { position, offset: (line?.top ?? box.top) - top };
    }
  }
  return null;
}

export function here(): Place | null {
  return lineAt(reader.getBoundingClientRect().top);
}

// go puts a code point at a height of the window, at once.
export function go(place: Place): void {
  const span = { start: place.position, end: place.position + 1 };
  const line = rangeOf(span).getClientRects()[0];
  if (line) reader.scrollTop += line.top - reader.getBoundingClientRect().top - place.offset;
  settle(span, place.offset);
}

// Jumps can be taken back: each leaves behind where it came from.
const jumps: Place[] = [];

export function leave(): void {
  const from = here();
  if (from) jumps.push(from);
}

export const canGoBack = (): boolean => jumps.length > 0;

export function back(): boolean {
  const to = jumps.pop();
  if (to) go(to);
  return to !== undefined;
}

let timer = 0;
let sent = -1;

function report(): void {
  const top = reader.getBoundingClientRect().top;
  const from = lineAt(top);
  const to = lineAt(top + reader.clientHeight - 2)?.position ?? page.length;
  if (!from) return;
  let turn: string | undefined;
  for (let i = blockAt(from.position); !turn && i < blocks && startOf(i) < to; i++) turn = turnOf(i)?.id.slice(1);
  const end = reader.scrollTop + reader.clientHeight >= reader.scrollHeight - 4;
  const share = end ? 100 : Math.floor((to / Math.max(page.length, 1)) * 100);
  if (pos) pos.textContent = turn ? say("desk.js.position", Number(turn), turns, share) : say("desk.js.share", share);
  moveMap(from.position, to);
}

// send tells the server, quietly: a place is not part of the record.
function send(leaving: boolean): void {
  const from = here();
  if (!from || from.position === sent) return;
  sent = from.position;
  const end = reader.scrollTop + reader.clientHeight >= reader.scrollHeight - 4;
  const seen = end ? page.length : (lineAt(reader.getBoundingClientRect().bottom - 2)?.position ?? from.position);
  const body = JSON.stringify({ position: from.position, offset: Math.round(from.offset), seen });
  if (leaving) navigator.sendBeacon(`${page.url}/place`, new Blob([body], { type: "application/json" }));
  else void fetch(`${page.url}/place`, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => (sent = -1));
}

export function watchPlace(): void {
  let pending = 0;
  reader.addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => send(false), 800);
      if (!pending) {
        pending = setTimeout(() => {
          pending = 0;
          report();
        }, 120);
      }
    },
    { passive: true },
  );
  addEventListener("pagehide", () => send(true));
  report();
}

// reload loads the page again and comes back to the same line.
export function reload(): void {
  const at = here();
  if (at) sessionStorage.setItem(kept, JSON.stringify({ url: page.url, ...at }));
  location.reload();
}

let aim: Place | null | undefined;

// restore goes to where the reader was: before a reload, else at the last visit.
export function restore(): void {
  if (aim === undefined) {
    const stored = sessionStorage.getItem(kept);
    sessionStorage.removeItem(kept);
    const at = stored ? (JSON.parse(stored) as Place & { url: string }) : null;
    aim = at?.url === page.url ? at : page.place;
  }
  if (aim && aim.position > 0 && blocks > 0) go(aim);
}
