// The reading and coding desk: selections and keys become codings, replies
// become marks.
import { say } from "./lib/words";
import { status } from "./lib/status";
import { change, code, codings, offered, over, page, quick, recent, setCodes, used, type Coding, type Span } from "./desk/data";
import { blockAt, blockOf, pointAt, rangeOf, reader, sentences, spanOfTurn, trim, turnOf, wordsOf } from "./desk/place";
import { bring, drawCursor, flash, paint, repaint } from "./desk/paint";
import { drawMap, mark, onMap, recount, redraw, startLanes } from "./desk/lanes";
import * as at from "./desk/cursor";
import * as where from "./desk/where";
import * as palette from "./desk/palette";
import { chosen, choose, fold, inspect, showCounts, showTree, startInspector, whereOf } from "./desk/inspect";
import { send, startQueue, waiting, type Job, type Reply } from "./desk/queue";
import { node } from "./desk/node";

// --- applying ---------------------------------------------------------------

const askBox = document.getElementById("ask")!;
let answers: Record<string, () => void> = {};

// ask puts a question at the foot of the text. Each answer has a key; any other
// action leaves it unanswered.
function ask(question: string, choices: { key: string; label: string; run: () => void }[]): void {
  answers = Object.fromEntries(choices.map((c) => [c.key, c.run]));
  askBox.hidden = false;
  askBox.replaceChildren(
    node("span", {}, [question]),
    ...choices.map((c) => node("button", { type: "button", class: "btn", click: () => (unask(), c.run()) }, [`${c.label} `, node("kbd", {}, [c.key])])),
  );
}

function unask(): void {
  answers = {};
  askBox.hidden = true;
}

function apply(codes: string[], create: palette.Create | null, on = at.target()): void {
  if (!on || page.reader) return;
  const again = codes.filter((g) => codings.some((c) => c.mine && c.code === g && c.start === on.start && c.end === on.end));
  if (again.length === codes.length && !create) {
    status(say("desk.js.already", code(again[0]!)?.n ?? ""));
    return;
  }
  const share = (on.end - on.start) / page.length;
  const run = (): void => {
    const fresh = codes.filter((g) => !again.includes(g));
    fresh.forEach(used);
    const names = [...fresh.map((g) => code(g)?.n ?? ""), ...(create ? [create.name] : [])].join(", ");
    const body = { version: page.version, start: on.start, end: on.end, exact: wordsOf(on), codes: fresh, create };
    // On its way first; what is beside the text follows with the reply.
    send(`${page.url}/codings`, body, say("desk.js.applied", names, wordsOf(on).split(/\s+/).slice(0, 6).join(" ")), on);
    at.clear(true);
  };
  if (share > 0.2 && page.length > 2000) ask(say("desk.js.large", Math.round(share * 100)), [{ key: "Enter", label: say("desk.js.largeyes"), run }]);
  else run();
}

function openPalette(made = ""): void {
  const on = at.target();
  if (!on || page.reader) return;
  if (!at.pending()) at.select(on);
  palette.open(on, (codes, create) => apply(codes, create, on), () => refresh(), pressing, made);
}

function remove(c: Coding): void {
  unask();
  send(`${page.codings}/${c.id}/remove`, { document: page.id }, say("desk.js.removed", code(c.code)?.n ?? ""));
}

let pressing = false; // a command runs because its key is down
let choosing: Coding[] = [];

function removeHere(): void {
  const mine = under().filter((c) => c.mine);
  if (mine.length === 1) remove(mine[0]!);
  else if (mine.length > 1) {
    choosing = mine.slice(0, 9);
    status(say("desk.js.which"));
    refresh();
  } else status(say("desk.js.nothing"));
}

function step(kind: "undo" | "redo"): void {
  unask();
  send(`${page.project}/${kind}`, { document: page.id }, say(`desk.js.${kind}`));
}

// --- replies ----------------------------------------------------------------

function receive(reply: Reply, job: Job): void {
  if (reply.fresh) {
    where.reload();
    return;
  }
  document.querySelector(".status .saved")!.textContent = reply.saved ? say("saved", reply.saved) : "";
  status(reply.status);
  if (undoForm) undoForm.hidden = reply.entry === 0;
  if (reply.codes) setCodes(reply.codes);
  for (const [guid, n] of Object.entries(reply.counts)) {
    const c = code(guid);
    if (c) c.o = n;
  }
  if (job.document !== page.url) return;
  const kept = keptSelection();
  for (const [id, html] of Object.entries(reply.blocks)) {
    const el = document.getElementById(`b${id}`);
    if (el) el.innerHTML = html; // drawn by the server, its text escaped
  }
  const { changed, moved } = change(reply.remove, reply.add);
  kept?.();
  redraw([...changed, ...moved], repaint); // the one time that the browser lays out before it paints
  recount(changed);
  paint("fresh", waiting());
  requestAnimationFrame(() => setTimeout(() => refresh(true))); // beside the text, once the text is painted
  if (reply.tree) showTree(reply.tree);
  clearTimeout(settling);
  settling = setTimeout(later, 250);
  stale ||= reply.codes !== undefined || reply.remove.length > 0 || reply.add.some((r) => r[3] === chosen);
  if (job.url.endsWith("/codings")) offerJoin(reply);
  if (changed[0]) flash(changed[0]);
}

let settling = 0;

// later does what nobody waits for, once the hand rests.
function later(): void {
  showCounts();
  drawMap();
  if (chosen && stale) void choose(chosen);
  stale = false;
}

let stale = false; // the passages shown are not those there are

// keptSelection remembers the browser's selection in code points, because
// drawing a block again would drop it.
function keptSelection(): (() => void) | null {
  const native = getSelection();
  if (!native || native.isCollapsed || !reader.contains(native.anchorNode)) return null;
  const range = native.getRangeAt(0);
  const span = { start: pointAt(range.startContainer, range.startOffset), end: pointAt(range.endContainer, range.endOffset) };
  return () => {
    const again = rangeOf(span);
    native.setBaseAndExtent(again.startContainer, again.startOffset, again.endContainer, again.endOffset);
  };
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

// --- what is under the cursor -----------------------------------------------

let turnShown: HTMLElement | null = null; // a turn whose count was pressed

function under(): Coding[] {
  const span = at.target();
  return span ? over(span) : [];
}

function refresh(painted = false): void {
  if (!painted) repaint();
  const span = at.target();
  if (choosing.length > 0) return inspect(say("desk.js.whichtitle"), "", choosing, true);
  if (turnShown) {
    const all = over({ start: Number(turnShown.dataset.a), end: Number(turnShown.dataset.z) });
    mark(all);
    return inspect(say("desk.js.atturn"), say("desk.js.turn", Number(turnShown.id.slice(1))), all, false);
  }
  if (!span) return;
  const some = under();
  mark(some);
  const i = blockAt(span.start);
  const turn = turnOf(i);
  const nth = turn ? nthSentence(turn, span.start) : 0;
  inspect(say(at.pending() ? "desk.js.atselection" : "desk.js.atcursor"), whereOf(turn?.id.slice(1) ?? "", span, !at.pending(), nth), some, false);
}

function nthSentence(turn: HTMLElement, point: number): number {
  const first = spanOfTurn(turn);
  if (!first || blockAt(point) - blockAt(first.start) > 12) return 0; // nobody counts so far
  let n = 0;
  for (let i = blockAt(first.start); i <= blockAt(point); i++) n += sentences(i).filter((s) => s.start <= point).length;
  return n;
}

// --- going somewhere --------------------------------------------------------

function goTo(span: Span, quietly = false): void {
  where.leave();
  at.put(span.start);
  bring(span, "third");
  if (!quietly) flash(span);
  reader.focus({ preventScroll: true });
}

function goCoding(by: 1 | -1): void {
  const from = at.target();
  if (!from) return;
  const next = by > 0 ? codings.find((c) => c.start >= from.end) : codings.findLast((c) => c.start < from.start);
  if (next) goTo(trim(next) ?? next, true);
  else status(say("desk.js.nomore"));
}

// deepLink follows #t12, #c-guid and ?at=start-end. True where there was one.
function deepLink(): boolean {
  const [, kind, id] = /^#(t|c-)(\w+)$/.exec(location.hash) ?? [];
  const [, start, end] = /(\d+)-(\d+)/.exec(new URLSearchParams(location.search).get("at") ?? "") ?? [];
  let span: Span | null | undefined;
  if (kind === "t") {
    const section = document.getElementById(`t${id}`);
    span = section && spanOfTurn(section);
  } else if (kind === "c-") {
    span = codings.find((c) => c.id === id);
    if (!span) status(say("desk.js.nocoding"), { bad: true });
  } else if (start && end) span = trim({ start: Number(start), end: Number(end) });
  if (!span) return false;
  goTo(span);
  return true;
}

// --- commands and their keys ------------------------------------------------

const commands: Record<string, () => void> = {
  code: () => openPalette(),
  again: () => (recent[0] && code(recent[0]) ? apply([recent[0]], null) : openPalette()),
  vivo: () => {
    const on = at.target();
    if (on) openPalette(wordsOf(on).replace(/\s+/g, " ").slice(0, 80));
  },
  remove: removeHere,
  undo: () => step("undo"),
  redo: () => step("redo"),
  down: () => at.move(1),
  up: () => at.move(-1),
  turndown: () => at.moveTurn(1),
  turnup: () => at.moveTurn(-1),
  sentence: () => at.selectSentence(),
  extend: () => at.extend(1),
  shrink: () => at.extend(-1),
  turn: () => at.selectTurn(),
  next: () => goCoding(1),
  previous: () => goCoding(-1),
  help: () => (document.getElementById("help") as HTMLDialogElement).showModal(),
  escape: () => {
    if (at.pending()) at.clear();
    else where.back();
  },
};

const keymap: Record<string, string> = {
  c: "code", ".": "again", v: "vivo", u: "remove", j: "down", k: "up", ArrowDown: "down", ArrowUp: "up",
  J: "turndown", K: "turnup", " ": "sentence", t: "turn", n: "next", p: "previous", "?": "help", Escape: "escape", Backspace: "escape",
  "shift+ArrowDown": "extend", "shift+ArrowUp": "shrink",
};

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener("keydown", (e) => {
  if (e.isComposing || typing(e.target) || document.querySelector("dialog[open]")) return;
  const target = e.target as HTMLElement;
  if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === "z") {
    e.preventDefault();
    return step(e.shiftKey ? "redo" : "undo");
  }
  if (e.ctrlKey && !e.altKey && e.key.toLowerCase() === "y") {
    e.preventDefault();
    return step("redo");
  }
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (target !== document.body && !reader.contains(target)) return;
  if ((e.key === " " || e.key === "Enter") && target.closest("button,a")) return;
  const answer = answers[e.key];
  const numeral = /^[1-9]$/.test(e.key) ? Number(e.key) : 0;
  const wasChoosing = choosing;
  const name = keymap[(e.shiftKey && e.key.startsWith("Arrow") ? "shift+" : "") + e.key];
  if (!answer && !numeral && !name) return;
  e.preventDefault();
  unask();
  choosing = [];
  turnShown = null;
  if (answer) return answer();
  if (wasChoosing.length > 0) {
    refresh();
    const c = wasChoosing[numeral - 1];
    if (numeral) return c && remove(c);
    if (name === "escape") return status(say("desk.js.keptall"));
  }
  if (numeral) {
    const c = quick()[numeral - 1];
    if (c) apply([c.g], null);
    else status(say("desk.js.noquick", numeral));
  } else {
    pressing = true;
    commands[name!]!();
    pressing = false;
  }
});

// Space selects; it does not also turn the page, not even for drivers and
// assistive tools that send the letter apart from the key.
reader.addEventListener("keypress", (e) => {
  if (e.key === " " && !typing(e.target) && !(e.target as HTMLElement).closest("button,a")) e.preventDefault();
});

// Ctrl+A is the browser's own; what it selects is taken as a drag is.
document.addEventListener("keyup", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key === "a" && !typing(e.target)) at.taken(false);
});

// --- the mouse, the finger --------------------------------------------------

let finger = false;

reader.addEventListener("pointerdown", (e) => {
  finger = e.pointerType === "touch";
  const el = e.target as HTMLElement;
  if (el.closest(".palette")) return;
  // A drag that begins on a label selects nothing, but the browser would keep
  // the old selection as if it were the new one.
  if (!finger && e.button === 0 && blockOf(el) < 0 && !el.closest("button,a")) {
    at.clear();
    turnShown = null;
  }
});

let pressedAt = { x: 0, y: 0 };
document.addEventListener("pointerdown", (e) => (pressedAt = { x: e.clientX, y: e.clientY }), true);

document.addEventListener("pointerup", (e) => {
  if (e.pointerType === "touch" || e.button !== 0) return;
  const el = e.target as HTMLElement;
  const dragged = Math.abs(e.clientX - pressedAt.x) + Math.abs(e.clientY - pressedAt.y) > 4;
  if (!reader.contains(el) && !dragged) return;
  if (el.closest?.(".palette,button,.who a")) return;
  // After this event the browser settles what a click does to its selection.
  setTimeout(() => {
    unask();
    turnShown = null;
    choosing = [];
    if (!at.taken(e.altKey) && reader.contains(el) && !at.pressed(e)) refresh();
  });
});

let settled = 0;
const sheet = document.getElementById("touch")!;

document.addEventListener("selectionchange", () => {
  if (!finger) return;
  clearTimeout(settled);
  settled = setTimeout(() => {
    const some = at.taken(false);
    sheet.hidden = !some || page.reader;
    if (some) fillSheet();
  }, 250);
});

function fillSheet(): void {
  sheet.querySelector(".chips")!.replaceChildren(
    ...quick().slice(0, 5).map((c) =>
      node("button", { type: "button", class: `chip h${c.h}`, click: () => { sheet.hidden = true; apply([c.g], null); } }, [node("span", { class: "bar" }), c.n]),
    ),
  );
}

document.addEventListener("click", (e) => {
  const el = e.target as HTMLElement;
  const button = el.closest<HTMLElement>("[data-do]");
  if (button) {
    sheet.hidden = true;
    el.closest("dialog")?.close();
    unask();
    commands[button.dataset.do!]?.();
    if (!palette.isOpen() && button.dataset.do !== "help") reader.focus({ preventScroll: true });
    return;
  }
  const pin = el.closest<HTMLElement>("[data-pin]")?.dataset.pin;
  const pinned = pin ? code(pin) : undefined;
  if (pinned) return send(`${page.url}/pin/${pinned.g}`, { pinned: !pinned.i }, pinned.n);
  const label = el.closest<HTMLElement>(".who a");
  if (label && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    turnShown = null;
    at.selectTurn(label.closest<HTMLElement>("section"));
    reader.focus({ preventScroll: true });
    return;
  }
  const link = el.closest<HTMLAnchorElement>("#chosen a");
  if (link && link.pathname === location.pathname && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    history.replaceState(null, "", link.hash);
    deepLink();
    return;
  }
  const cnt = el.closest<HTMLElement>(".cnt");
  if (cnt) {
    turnShown = cnt.closest("section");
    refresh();
    if (matchMedia("(max-width:80rem)").matches) dispatchEvent(new CustomEvent("verbatim:pane", { detail: "codings" }));
    return;
  }
  const lane = el.closest<HTMLElement>(".lanes li");
  const c = lane && codings.find((k) => lane.dataset.k!.split(" ").includes(k.id));
  if (c) return at.put(Math.max(c.start, trim(c)?.start ?? 0));
  pressedCode(el);
});

// pressedCode is a press on a code in the left pane: it is applied to what is
// selected, and else its passages are shown.
function pressedCode(el: HTMLElement): void {
  const toggle = el.closest<HTMLElement>("#tree .tw");
  if (toggle) return fold(toggle.closest("li")!);
  const guid = el.closest<HTMLElement>("#quick [data-code],#tree .nm")?.closest<HTMLElement>("[data-code]")?.dataset.code;
  const c = guid ? code(guid) : undefined;
  if (!c) return;
  if (at.pending() && offered(c) && !page.reader) {
    apply([c.g], null);
    reader.focus({ preventScroll: true });
  }
  void choose(c.g);
}

let hovered: HTMLElement | null = null;

reader.addEventListener("pointerover", (e) => {
  const lane = (e.target as HTMLElement).closest<HTMLElement>(".lanes li");
  if (lane === hovered) return;
  hovered = lane;
  const ids = lane?.dataset.k!.split(" ") ?? [];
  paint("hover", lane ? codings.filter((c) => ids.includes(c.id)) : []);
});

// The undo of the status line is shown once there is something to undo on it.
const undoForm = document.querySelector<HTMLFormElement>(".status form");
if (undoForm) {
  undoForm.hidden = true;
  undoForm.append(node("kbd", {}, ["Ctrl Z"]));
  undoForm.addEventListener("submit", (e) => {
    e.preventDefault();
    step("undo");
  });
}

// --- beginning --------------------------------------------------------------

at.onMove(() => {
  if (!palette.isOpen()) refresh(true);
});
startInspector(remove);
startLanes(() => drawCursor());
// What waits is painted unless its reply comes first, as it does as a rule: one
// frame fewer on the way to the mark.
let waited = 0;
startQueue(receive, () => {
  clearTimeout(waited);
  waited = setTimeout(() => paint("fresh", waiting()), 12);
});
showCounts();
const land = (): void => {
  if (!deepLink()) where.restore();
};
land();
// The fonts may come after the text and change its lines; until the reader does
// something, the aim is taken again.
const still = new AbortController();
for (const kind of ["keydown", "pointerdown", "wheel", "touchstart"]) addEventListener(kind, () => still.abort(), { signal: still.signal, passive: true, capture: true });
void document.fonts?.ready.then(() => {
  if (!still.signal.aborted) land();
  still.abort();
});
addEventListener("hashchange", () => void deepLink());
if (!at.cursor()) at.put(where.here()?.position ?? 0);
onMap((point) => goTo({ start: point, end: point + 1 }, true));
where.watchPlace();
settling = setTimeout(drawMap);
document.querySelector(".desk .docs .on")?.scrollIntoView({ block: "nearest" });
if (document.activeElement === document.body) reader.focus({ preventScroll: true });
document.documentElement.dataset.ready = "desk";
