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
}

const key = `verbatim.memo.${page.url}`;
const list = document.getElementById("memos")!;
const box = document.getElementById("memobox") as HTMLFormElement; // moved to where one is being written
let drafts = read<Draft[]>(key, []);
let took: (reply: Reply) => void = () => undefined;

function keep(): void {
  localStorage.setItem(key, JSON.stringify(drafts.filter((d) => d.words.trim())));
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

// spans are the passages that have a memo.
export function memoSpans(): Span[] {
  return [...reader.querySelectorAll<HTMLElement>(".memo[id^=m-]")].map((el) => ({ start: Number(el.dataset.from), end: Number(el.dataset.to) }));
}

// write opens the box for a memo on the selection, the current coding or the
// sentence at the cursor.
export function write(): void {
  const on = subject();
  if (!on || page.reader) return;
  let draft = drafts.find((d) => d.start < on.end && d.end > on.start);
  if (!draft) drafts.push((draft = { start: on.start, end: on.end, words: "", request: newId() }));
  open(draft);
}

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
  put(box, of.end);
  area.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function away(): void {
  box.hidden = true;
  said.textContent = "";
  drafts = drafts.filter((d) => d.words.trim());
  if (draft.words.trim()) showDraft(draft);
  moved(draft);
  reader.focus({ preventScroll: true });
}

async function save(): Promise<void> {
  if (!draft.words.trim()) return away();
  said.textContent = say("desk.js.saving");
  const why = await post(draft);
  said.textContent = why;
  if (why) return;
  draft.words = "";
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
  const { start, end, words, request } = draft;
  const body = { version: page.version, start, end, exact: wordsOf(draft), words, request };
  try {
    const answer = await postJSON(`${page.url}/memos`, body);
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
