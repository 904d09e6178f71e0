// What is under the cursor, on the right: its codings, those of a turn whose
// count was pressed, or those among which one is to be chosen.
import { count, say } from "../lib/words";
import { status } from "../lib/status";
import { code, over, type Coding, type Span } from "./data";
import { real } from "./guess";
import { blockAt, reader, sentences, spanOfTurn, turnOf, wordList } from "./place";
import { paint, repaint } from "./paint";
import { mark } from "./lanes";
import * as at from "./cursor";
import { inspect, whereOf } from "./inspect";
import { enter, leave } from "./mode";

let turnShown: HTMLElement | null = null; // a turn whose count was pressed
let choosing: { title: string; some: Coding[] } | null = null;

// showTurn lists the codings of a whole turn; null goes back to the cursor.
export function showTurn(turn: HTMLElement | null): void {
  turnShown = turn;
}

export function under(): Coding[] {
  const span = at.target();
  return span ? over(span) : [];
}

// The current coding is the one of those at the cursor that a key or the mouse
// pointed out. It is no longer when the cursor leaves it.
let pointed = "";

export function current(): Coding | undefined {
  return under().find((c) => c.id === real(pointed));
}

// subject is what is written about or taken along: the selection, else the
// current coding, else the sentence at the cursor.
export const subject = (): Span | null => at.pending() ?? current() ?? at.cursor();

// point makes a coding the current one, and says which it is.
export function point(c: Coding | null, nth = ""): void {
  pointed = c?.id ?? "";
  if (c) status(say("desk.js.current", code(c.code)?.n ?? "", count(wordList(c).length, "desk.js.words")) + nth);
}

// cycle points out the next of the codings at the cursor.
export function cycle(): void {
  const some = under();
  if (some.length === 0) return status(say("desk.js.nonehere"));
  const i = (some.findIndex((c) => c.id === real(pointed)) + 1) % some.length;
  point(some[i]!, some.length > 1 ? ` (${say("desk.js.of", i + 1, some.length)})` : "");
  refresh();
}

// which does something to the current coding if it is the reader's own, else to
// the one at the cursor, and of several to the one whose number is pressed.
export function which(title: string, kept: string, act: (c: Coding) => void): void {
  const now = current();
  const some = now?.mine ? [now] : under().filter((c) => c.mine);
  if (some.length === 1) return act(some[0]!);
  if (some.length === 0) return status(say("desk.js.nothing"));
  let acting = false;
  enter({
    key(e) {
      const c = some[Number(e.key) - 1];
      if (e.key === "Escape") status(kept);
      else if (!c) {
        if (!/^[0-9]$/.test(e.key)) return false;
      }
      acting = !!c;
      leave();
      if (c) act(c);
      return true;
    },
    leave() {
      choosing = null;
      if (!acting) return refresh(true);
      soon = setTimeout(() => refresh(true), 60); // what was done is painted first, and as a rule refreshes by itself
    },
  });
  choosing = { title, some: some.slice(0, 9) };
  status(say("desk.js.which"));
  refresh(true);
}

let soon = 0;
let refreshed: () => void = () => undefined;

// onRefresh is for what else follows the cursor.
export function onRefresh(fn: () => void): void {
  refreshed = fn;
}

export const linked = document.getElementById("linked")!;

// setLinks takes the links of the document, drawn by the server.
export function setLinks(html: string): void {
  linked.innerHTML = html;
  showLinks(at.target());
  signLinks();
}

// signLinks underlines the words that are linked, and says at their turn how many
// there are: to a screen reader, and to the mouse.
export function signLinks(): void {
  const ends = [...linked.children].map((li) => ({ start: Number((li as HTMLElement).dataset.a), end: Number((li as HTMLElement).dataset.z) }));
  paint("tied", ends);
  for (const label of reader.querySelectorAll<HTMLElement>(".who [title]")) label.title = "";
  const turns = ends.map((end) => turnOf(blockAt(end.start)));
  for (const turn of new Set(turns)) {
    const label = turn?.querySelector<HTMLElement>(".who a");
    if (label) label.title = count(turns.filter((t) => t === turn).length, "desk.js.tied");
  }
}

function showLinks(span: Span | null): void {
  for (const li of linked.querySelectorAll("li")) li.hidden = !span || Number(li.dataset.a) >= span.end || Number(li.dataset.z) <= span.start;
}

// refresh brings what is beside the text up to date.
export function refresh(painted = false): void {
  clearTimeout(soon);
  if (!painted) repaint();
  refreshed();
  const now = current();
  paint("cur", now ? [now] : []);
  const span = at.target();
  if (choosing) return inspect(choosing.title, "", choosing.some, true);
  if (turnShown) {
    const all = over({ start: Number(turnShown.dataset.a), end: Number(turnShown.dataset.z) });
    mark(all);
    showLinks({ start: Number(turnShown.dataset.a), end: Number(turnShown.dataset.z) });
    return inspect(say("desk.js.atturn"), say("desk.js.turn", Number(turnShown.id.slice(1))), all, false);
  }
  showLinks(span);
  if (!span) return;
  const some = under();
  mark(some);
  const i = blockAt(span.start);
  const turn = turnOf(i);
  const nth = turn ? nthSentence(turn, span.start) : 0;
  inspect(say(at.pending() ? "desk.js.atselection" : "desk.js.atcursor"), whereOf(turn?.id.slice(1) ?? "", span, !at.pending(), nth), some, false, now?.id);
}

function nthSentence(turn: HTMLElement, point: number): number {
  const first = spanOfTurn(turn);
  if (!first || blockAt(point) - blockAt(first.start) > 12) return 0; // nobody counts so far
  let n = 0;
  for (let i = blockAt(first.start); i <= blockAt(point); i++) n += sentences(i).filter((s) => s.start <= point).length;
  return n;
}
