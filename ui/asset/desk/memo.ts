// Memos on passages. They stand under the turn that their passage ends in, and
// are written there too: what is typed stays in this browser until the program
// has it.
import { say } from "../lib/words";
import { page, read, type Span } from "./data";
import { blockAt, element, reader, wordsOf } from "./place";
import { repaint } from "./paint";
import { redraw } from "./lanes";
import * as at from "./cursor";
import { subject } from "./here";
import { node } from "./node";
import { newId, postJSON, reasonOf, type Reply } from "./queue";

interface Draft extends Span {
  words: string;
  request: string; // the program does nothing twice for it
  memo?: string; // the one that is changed, as it was when its words were
  was?: string;
  base?: string;
}

// begun says that a draft holds something that the program does not have.
const begun = (d: Draft): boolean => d.words.trim() !== (d.base ?? "").trim();
const shown = (d: Draft): HTMLElement | null => document.getElementById(`m-${d.memo}`);

const key = `verbatim.memo.${page.url}`;
const list = document.getElementById("memos")!;
const box = document.getElementById("memobox") as HTMLFormElement; // moved to where one is being written
let drafts = read<Draft[]>(key, []);
let took: (reply: Reply) => void = () => undefined;

function keep(): void {
  localStorage.setItem(key, JSON.stringify(drafts.filter(begun)));
}

// put stands something under the turn in which a passage ends. Only what is
// below it moves.
function put(el: HTMLElement, to: number): void {
  element(blockAt(to - 1)).closest("section")!.append(el);
}

const moved = (span: Span): void => redraw([span], repaint); // lanes and cursor stand beside their words again

// showMemos stands the memos that the program sent in the place of those shown.
export function showMemos(memos: { to: number; html: string }[]): void {
  for (const el of reader.querySelectorAll(".memo[id^=m-]")) {
    if (el.contains(document.activeElement)) reader.focus({ preventScroll: true });
    el.remove();
  }
  for (const m of memos) {
    const holder = node("div");
    holder.innerHTML = m.html; // drawn by the server, its text escaped
    put(holder.firstElementChild as HTMLElement, m.to);
  }
  moved({ start: 0, end: page.length });
}

const spanOf = (el: HTMLElement): Span => ({ start: Number(el.dataset.from), end: Number(el.dataset.to) });

// spans are the passages that have a memo.
export function memoSpans(): Span[] {
  return [...reader.querySelectorAll<HTMLElement>(".memo[id^=m-]")].map(spanOf);
}

// write opens the box for a memo on the selection, the current coding or the
// sentence at the cursor; one's own that is there is gone on with, and of what is
// selected only one on just these words.
export function write(): void {
  const on = subject();
  if (!on || page.reader) return;
  const over = (s: Span): boolean => s.start < on.end && s.end > on.start;
  const el = [...reader.querySelectorAll<HTMLElement>(".memo[data-was]")].find((m) => {
    const s = spanOf(m);
    return at.pending() ? s.start === on.start && s.end === on.end : over(s);
  });
  let draft = drafts.find(over);
  if (!draft && el) return rewrite(el);
  if (!draft) drafts.push((draft = { start: on.start, end: on.end, words: "", request: newId() }));
  open(draft);
}

// rewrite opens the box with a memo of one's own.
function rewrite(el: HTMLElement): void {
  const { was, words } = el.dataset;
  const memo = el.id.slice(2);
  let draft = drafts.find((d) => d.memo === memo);
  if (!draft) drafts.push((draft = { ...spanOf(el), words: words!, request: newId(), memo, was: was!, base: words! }));
  open(draft);
}
reader.addEventListener("click", (e) => {
  const button = (e.target as Element).closest<HTMLElement>("[data-rewrite]");
  if (button) rewrite(button.closest(".memo")!);
});

let draft: Draft; // the one in the box
const area = box.querySelector("textarea")!;
const said = box.querySelector<HTMLElement>("[role=status]")!;

function open(of: Draft): void {
  if (!box.hidden) away();
  draft = of;
  reader.querySelector(`[data-draft="${of.start}"]`)?.remove();
  area.value = of.words;
  area.ariaLabel = say("desk.js.memoon", wordsOf(of).replace(/\s+/g, " ").slice(0, 60));
  box.hidden = false;
  box.querySelector<HTMLElement>(".acts .meta")!.hidden = !!of.memo;
  const el = shown(of);
  if (el) {
    el.hidden = true;
    el.after(box);
  } else put(box, of.end);
  area.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function away(): void {
  box.hidden = true;
  said.textContent = "";
  drafts = drafts.filter(begun);
  if (begun(draft)) showDraft(draft);
  show(draft);
  moved(draft);
  reader.focus({ preventScroll: true });
}

function show(d: Draft): void {
  const el = shown(d);
  if (el) el.hidden = false;
}

async function save(): Promise<void> {
  if (!begun(draft)) return away();
  said.textContent = say("desk.js.saving");
  const why = await post(draft);
  said.textContent = why;
  if (why) {
    // What another window wrote stands beside the box: who saves again has seen it.
    show(draft);
    draft.was = shown(draft)?.dataset.was;
    return;
  }
  draft.words = draft.base ?? "";
  keep();
  away();
}

area.addEventListener("input", () => {
  draft.words = area.value;
  keep();
});
box.addEventListener("keydown", (e) => {
  e.stopPropagation();
  if (e.key === "Escape") away();
  else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void save();
});
box.addEventListener("submit", (e) => (e.preventDefault(), void save()));
box.querySelector(".quiet")!.addEventListener("click", away);
new ResizeObserver(() => box.hidden || moved(draft)).observe(area); // it grows as it is typed in

// post gives what was wrong, "" when it is saved.
async function post(draft: Draft): Promise<string> {
  const { start, end, words, request, memo, was } = draft;
  const body = { version: page.version, start, end, exact: wordsOf(draft), words, request, was, document: page.id };
  try {
    const answer = await postJSON(memo ? `${page.project}/memos/${memo}` : `${page.url}/memos`, body);
    if (answer.ok) {
      took((await answer.json()) as Reply);
      return "";
    }
    return (await reasonOf(answer)) ?? say("desk.js.memofailed");
  } catch {
    return say("desk.js.memofailed");
  }
}

// showDraft stands a draft under its turn, to go on with.
function showDraft(draft: Draft): void {
  put(node("div", { class: "memo", "data-draft": String(draft.start) }, [
    node("p", {}, [draft.words]),
    node("p", { class: "meta" }, [say("desk.js.memodraft"), node("button", { type: "button", class: "link", click: () => open(draft) }, [say("desk.js.memogoon")])]),
  ]), draft.end);
}

// listMemos lists those on the words at the cursor at the right.
export function listMemos(): void {
  const on = at.target();
  const here = on ? [...reader.querySelectorAll<HTMLElement>(".memo[id^=m-]")].filter((el) => Number(el.dataset.from) < on.end && Number(el.dataset.to) > on.start) : [];
  list.hidden = here.length === 0;
  list.replaceChildren(...here.map((el) =>
    node("li", {}, [node("a", { href: el.querySelector("a")!.getAttribute("href")! }, [`${el.querySelector(".lab")!.textContent}: ${el.querySelector(".md")!.textContent!.trim().slice(0, 80)}`])])));
}

export function startMemos(onReply: typeof took): void {
  took = onReply;
  drafts.filter((d) => d.end <= page.length).forEach(showDraft);
}
