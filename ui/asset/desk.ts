// The reading and coding desk: selections and keys become codings, replies
// become marks.
import { say } from "./lib/words";
import { status } from "./lib/status";
import { code, codings, mineAt, offered, page, quick, recent, rowOf, used, type Coding } from "./desk/data";
import { reader, trim, wordsOf } from "./desk/place";
import { drawCursor, paint } from "./desk/paint";
import { startLanes } from "./desk/lanes";
import { startLens } from "./desk/lens";
import { onMap, showHits } from "./desk/map";
import * as at from "./desk/cursor";
import * as where from "./desk/where";
import * as palette from "./desk/palette";
import { choose, fold, showCounts, startInspector } from "./desk/inspect";
import { current, cycle, onRefresh, point, refresh, showTurn, signLinks, under, which } from "./desk/here";
import { deepLink, goCoding, goTo, goUncoded } from "./desk/jump";
import { send, startQueue, waiting } from "./desk/queue";
import { foresee, fresh as freshRow } from "./desk/guess";
import { receive, refused, resumed, sent, settle, shown, took } from "./desk/reply";
import { register, run } from "./desk/commands";
import { pressing, startKeys } from "./desk/keys";
import { noteOf, startNotes } from "./desk/note";
import { startLinks } from "./desk/link";
import { hideSheet, startHand } from "./desk/hand";
import { ask } from "./desk/ask";
import { brushing, putAway, startBrush, stroke, take } from "./desk/brush";
import { copyLink, copyQuote } from "./desk/copy";
import { drawHandles, move } from "./desk/span";
import { startDrop } from "./desk/drop";
import { listMemos, startMemos, write } from "./desk/memo";
import { closeFind, finding, onHits, openFind } from "./desk/find";
import { hint } from "./desk/hint";
import { openSheet } from "./desk/sheet";
import { leave } from "./desk/mode";
import { startLive } from "./desk/live";
import { openSteps } from "./desk/steps";
import "./desk/reading";
import { speak } from "./desk/labels";
import { node } from "./desk/node";

// --- applying ---------------------------------------------------------------

function apply(codes: string[], create: palette.Create | null, on = at.target()): void {
  if (!on || page.reader) return;
  const again = codes.filter((g) => mineAt(on, g));
  if (again.length === codes.length && !create) {
    status(say("desk.js.already", code(again[0]!)?.n ?? ""));
    return;
  }
  const share = (on.end - on.start) / page.length;
  const run = (): void => {
    const fresh = codes.filter((g) => !again.includes(g));
    if (fresh[0] && !brushing()) hint(fresh[0]);
    fresh.forEach(used);
    const names = [...fresh.map((g) => code(g)?.n ?? ""), ...(create ? [create.name] : [])].join(", ");
    const body = { version: page.version, start: on.start, end: on.end, exact: wordsOf(on), codes: fresh, create };
    // On its way first; what is beside the text follows with the reply.
    const guess = create ? undefined : { add: fresh.map((g) => freshRow(on.start, on.end, g, page.coder)), remove: [] };
    send(`${page.url}/codings`, body, say("desk.js.applied", names, wordsOf(on).split(/\s+/).slice(0, 6).join(" ")), on, guess);
    at.clear(true);
  };
  if (share > 0.2 && page.length > 2000) ask(say("desk.js.large", Math.round(share * 100)), [{ key: "Enter", label: say("desk.js.largeyes"), run }]);
  else run();
}

function openPalette(made = ""): void {
  const on = at.target();
  if (!on || page.reader) return;
  if (!at.pending()) at.select(on);
  palette.open({ on, made, byKey: pressing, done: (codes, create) => apply(codes, create, on), closed: refresh });
}

function brush(): void {
  const on = at.target();
  if (!on || page.reader) return;
  const title = say("desk.js.brushcode");
  palette.open({ on, title, verb: say("desk.js.brushverb"), only: true, byKey: pressing, done: take, closed: refresh });
}

// recode gives a coding another code, which the palette asks for where it is
// not given.
function recode(c: Coding, to?: string): void {
  const name = code(c.code)?.n ?? "";
  const give = (other: string, create: palette.Create | null): void => {
    if (other === c.code) return status(say("desk.js.already", name));
    if (other) used(other);
    send(`${page.codings}/${c.id}/recode`, { code: other, create, document: page.id }, say("desk.js.recoding", code(other)?.n ?? create?.name ?? "", name), undefined,
      create ? undefined : { add: [rowOf({ ...c, code: other })], remove: [rowOf(c)] });
  };
  if (to) return give(to, null);
  point(c);
  refresh();
  palette.open({
    on: trim(c) ?? c, title: say("desk.js.recodeas", name), verb: say("desk.js.recodeverb"), one: true, byKey: pressing,
    done: ([other], create) => give(other ?? "", create), closed: refresh,
  });
}

function remove(c: Coding): void {
  leave();
  send(`${page.codings}/${c.id}/remove`, { document: page.id }, say("desk.js.removed", code(c.code)?.n ?? ""), undefined, { add: [], remove: [rowOf(c)] });
}

function removeHere(): void {
  which(say("desk.js.whichtitle"), say("desk.js.keptall"), remove);
}

function step(kind: "undo" | "redo"): void {
  leave();
  send(`${page.project}/${kind}`, { document: page.id }, say(`desk.js.${kind}`), undefined, foresee(kind));
}

// --- commands and their keys ------------------------------------------------

const writes = (): boolean => !page.reader;
const onMine = (): boolean => writes() && under().some((c) => c.mine);
const onCoding = (): boolean => under().length > 0;
const inside = (): boolean => at.pending() !== null;

register("code", () => openPalette(), writes);
register("again", () => (recent[0] && code(recent[0]) ? apply([recent[0]], null) : openPalette()), writes);
register("quick", () => openPalette(), writes);
register("vivo", () => {
  const on = at.target();
  if (on) openPalette(wordsOf(on).replace(/\s+/g, " ").slice(0, 80));
}, writes);
register("brush", brush, writes);
register("memo", write, writes);
register("recode", () => which(say("desk.js.recodeq"), say("desk.js.keptcodes"), recode), onMine);
register("remove", removeHere, onMine);
register("movestart", () => which(say("desk.js.spanq"), say("desk.js.samespan"), (c) => move(c, "start")), onMine);
register("moveend", () => which(say("desk.js.spanq"), say("desk.js.samespan"), (c) => move(c, "end")), onMine);
register("cycle", cycle, onCoding);
register("undo", () => step("undo"));
register("redo", () => step("redo"));
register("down", () => at.move(1));
register("up", () => at.move(-1));
register("turndown", () => at.moveTurn(1));
register("turnup", () => at.moveTurn(-1));
register("sentence", () => (at.selectSentence(), stroke()));
register("extend", () => extend(1));
register("shrink", () => extend(-1), inside);
register("turn", () => (at.selectTurn(), stroke()));
register("next", () => goCoding(1), () => codings.length > 0);
register("previous", () => goCoding(-1), () => codings.length > 0);
register("uncoded", goUncoded);
register("link", () => void copyLink());
register("quote", () => void copyQuote());
register("steps", () => void openSteps());
register("help", openSheet);
register("find", openFind);
register("escape", () => {
  if (brushing()) putAway();
  else if (finding()) closeFind();
  else if (at.pending()) at.clear();
  else if (current()) (point(null), refresh());
  else where.back();
}, () => brushing() || finding() || inside() || onCoding() || where.canGoBack());

// extend makes the selection longer or shorter; with the brush it is coded when
// Shift is let go.
function extend(by: 1 | -1): void {
  at.extend(by);
  if (!pressing) stroke();
}

startDrop(recode);
startBrush((codes) => apply(codes, null));
startKeys(
  () => showTurn(null),
  (n) => {
    const c = quick()[n - 1];
    if (c) apply([c.g], null);
    else status(say("desk.js.noquick", n));
  },
);
startHand((guid) => apply([guid], null));

document.addEventListener("click", (e) => {
  const el = e.target as HTMLElement;
  const button = el.closest<HTMLElement>("[data-do]");
  if (button) {
    hideSheet();
    el.closest("dialog")?.close();
    leave();
    run(button.dataset.do!);
    if (!palette.isOpen() && !document.querySelector("dialog[open],:popover-open") && !document.activeElement?.closest("form")) reader.focus({ preventScroll: true });
    return;
  }
  const pin = el.closest<HTMLElement>("[data-pin]")?.dataset.pin;
  const pinned = pin ? code(pin) : undefined;
  if (pinned) return send(`${page.url}/pin/${pinned.g}`, { pinned: !pinned.i }, pinned.n);
  const act = el.closest<HTMLElement>("[data-send]");
  if (act) return send(`${page.project}/${act.dataset.send}`, { document: page.id }, act.title);
  const label = el.closest<HTMLElement>(".who a");
  if (label && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    showTurn(null);
    at.selectTurn(label.closest<HTMLElement>("section"));
    stroke();
    reader.focus({ preventScroll: true });
    return;
  }
  const link = el.closest<HTMLAnchorElement>("#chosen a,#linked a");
  if (link && link.pathname === location.pathname && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    history.replaceState(null, "", link.href);
    deepLink();
    return;
  }
  const cnt = el.closest<HTMLElement>(".cnt");
  if (cnt) {
    showTurn(cnt.closest("section"));
    refresh();
    if (matchMedia("(max-width:80rem)").matches) dispatchEvent(new CustomEvent("verbatim:pane", { detail: "codings" }));
    return;
  }
  const lane = el.closest<HTMLElement>(".lanes li");
  const c = lane && codings.find((k) => lane.dataset.k!.split(" ").includes(k.id));
  if (c) {
    point(c);
    return at.put(Math.max(c.start, trim(c)?.start ?? 0));
  }
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

// The undo of the status line is shown once there is something to undo on it.
const undoForm = document.querySelector<HTMLFormElement>(".status form");
if (undoForm) {
  undoForm.append(node("kbd", {}, ["Ctrl Z"]));
  undoForm.addEventListener("submit", (e) => {
    e.preventDefault();
    step("undo");
  });
}

// --- beginning --------------------------------------------------------------

at.onMove(() => {
  speak();
  if (!palette.isOpen()) refresh(true);
});
startInspector(remove, noteOf);
startNotes();
startLens();
startLinks();
signLinks();
startLanes(() => {
  drawCursor();
  drawHandles();
});
onRefresh(() => {
  drawHandles();
  listMemos();
});
startMemos(took);
// A change that is not confirmed soon is set off until it is.
let waited = 0;
startQueue({
  sent, resumed, shown, refused, reply: receive,
  changed() {
    clearTimeout(waited);
    waited = setTimeout(() => paint("fresh", waiting()), 300);
  },
});
startLive((reply) => receive(reply, null));
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
settle(0);
onHits(showHits);
if (page.hits) showHits(page.hits.map(([start, end]) => ({ start, end })));
document.querySelector(".desk .docs .on")?.scrollIntoView({ block: "nearest" });
if (document.activeElement === document.body) reader.focus({ preventScroll: true });
if (matchMedia("(max-height:22rem)").matches) reader.scrollIntoView(); // in a low window the bars scroll away
document.documentElement.dataset.ready = "desk";
