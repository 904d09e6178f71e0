// What happens on the page when something changes: at once by a guess, then by
// the server's reply.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { change, code, mineAt, over, page, setCodes, type Row, type Span } from "./data";
import { wordsOf } from "./place";
import { flash, paint, repaint, repaintWords } from "./paint";
import { recount, redraw, renameLanes } from "./lanes";
import { drawMap } from "./map";
import { accept, drawUnder } from "./marks";
import { confirmed, forget, gone, inverse, noted, real, rows, type Guess } from "./guess";
import * as where from "./where";
import { chosen, choose, showCounts, showTree } from "./inspect";
import { refresh, setLinks } from "./here";
import { guessless, idle, send, waiting, type Job, type Reply } from "./queue";
import { ask } from "./ask";
import { showMemos } from "./memo";

// show changes the codings and the marks on their words. Lanes, counts and
// what is beside the text follow when these are painted.
function show(remove: string[], add: Row[]): Span[] {
  const { changed, moved } = change(remove, add);
  const seen = drawUnder(changed);
  repaintWords();
  beside.push(...changed, ...moved);
  touched.push(...changed);
  if (!due) {
    painting = true;
    due = requestAnimationFrame(() => {
      setTimeout(release);
      setTimeout(() => due && follow(), 24); // not in the way of the frame that paints the marks
    });
  }
  if (!seen && changed.length > 0) follow(); // its bar is all that can be seen of it
  return changed;
}

// shown waits until what was guessed is painted, or for long enough where
// nothing is painted because nobody looks.
export const shown = (): Promise<void> => new Promise((done) => (painting ? (setTimeout(done, 100), waiters.push(done)) : done()));

let due = 0;
let painting = false;
let waiters: (() => void)[] = [];
let beside: Span[] = [];
let touched: Span[] = [];

function release(): void {
  painting = false;
  waiters.forEach((done) => done());
  waiters = [];
}

function follow(): void {
  due = 0;
  redraw(beside, repaint);
  recount(touched);
  beside = [];
  touched = [];
  refresh(true);
}

const isStep = (job: Job): boolean => /\/(undo|redo)$/.test(job.url);

// sent is for a change that is on its way: what it will do is shown, and
// remembered for an undo.
export function sent(job: Job): void {
  if (!isStep(job)) noted(job.guess ?? null);
  foreseen(job);
}

function foreseen(job: Job): void {
  if (!job.guess || job.document !== page.url) return;
  const add = rows(job.guess);
  show(gone(job.guess), add);
  const first = add[0] && job.url.endsWith("/codings") ? add[0] : undefined;
  if (first) flash({ start: first[1], end: first[2] });
}

// resumed shows what was on its way when the page was left.
export function resumed(job: Job): void {
  if (job.guess && !job.guess.add.some(([, start, end, guid]) => mineAt({ start, end }, guid))) foreseen(job);
}

function takeBack(g: Guess): void {
  show(gone(inverse(g)), rows(inverse(g)));
  forget(); // the steps were not what this page thought
}

// refused takes back what was shown of a change that the server does not make.
export function refused(job: Job): void {
  forget();
  for (const g of guessless()) takeBack(g);
  if (job.guess && job.document === page.url) takeBack(job.guess);
  paint("fresh", waiting());
}

let settling = 0;
let stale = false; // the passages shown are not those there are

// settle does what nobody waits for, once the hand rests.
export function settle(wait = 250): void {
  clearTimeout(settling);
  settling = setTimeout(() => {
    showCounts();
    drawMap();
    if (chosen && stale) void choose(chosen);
    stale = false;
  }, wait);
}

// took brings the page to what the server says of a change that did not go by
// the queue.
export function took(reply: Reply): void {
  noted(null);
  told(reply);
  receive(reply, null);
}

function told(reply: Reply): void {
  document.querySelector(".status .saved")!.textContent = reply.saved ? say("saved", reply.saved) : "";
  status(reply.status);
  if (undoForm) undoForm.hidden = reply.entry === 0;
}

const undoForm = document.querySelector<HTMLFormElement>(".status form");

// receive brings the page to what the server says. There is no job where the
// change was somebody else's.
export function receive(reply: Reply, job: Job | null): void {
  if (reply.fresh) return where.reload();
  if (job) told(reply);
  if (reply.codes) setCodes(reply.codes);
  for (const [guid, n] of Object.entries(reply.counts)) {
    const c = code(guid);
    if (c) c.o = n;
  }
  if (job && job.document !== page.url) return;
  if (job && reply.entry === 0) forget();
  const old = new Map(job?.guess?.add.map((row) => [real(row[0]), row]));
  if (job?.guess && confirmed(job.guess, reply.add, reply.remove)) {
    for (const id of old.keys()) renameLanes(id, real(id));
  } else {
    // What was guessed of later changes stood on a state that never was.
    if (job) for (const g of guessless()) takeBack(g);
    if (job?.guess) takeBack(job.guess);
    const changed = show(reply.remove, reply.add);
    if (job && changed[0]) flash(changed[0]);
  }
  if (idle()) accept(reply.blocks); // else it was drawn without what is on its way
  paint("fresh", waiting());
  if (reply.tree) showTree(reply.tree);
  if (reply.memos) showMemos(reply.memos);
  if (reply.links !== undefined) setLinks(reply.links);
  stale ||= reply.codes !== undefined || reply.remove.length > 0 || reply.add.some((r) => r[3] === chosen);
  settle();
  if (job?.url.endsWith("/codings")) offerJoin(reply);
}

// offerJoin asks about a new coding beside an older one of the same code.
function offerJoin(reply: Reply): void {
  for (const [id, start, end, guid] of reply.add) {
    const other = over({ start, end }).find((c) => c.mine && c.code === guid && c.id !== id);
    if (!other) continue;
    const join = { start: Math.min(start, other.start), end: Math.max(end, other.end) };
    const name = code(guid)?.n ?? "";
    ask(say("desk.js.overlaps", name), [{
      key: "e", label: say("desk.js.join"),
      run: () => send(`${page.codings}/${other.id}/span`, { version: page.version, ...join, exact: wordsOf(join), drop: [id], document: page.id }, say("desk.js.joined", name), join),
    }]);
    return;
  }
}
