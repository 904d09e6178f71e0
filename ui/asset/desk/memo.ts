// Memos on passages. They stand under the turn that their passage ends in, and
// are written there too: what is typed stays in this browser until the program
// has it.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { page, read, type Span } from "./data";
import { blockAt, element, reader, wordsOf } from "./place";
import { repaint } from "./paint";
import { redraw } from "./lanes";
import * as at from "./cursor";
import { current } from "./here";
import { node } from "./node";
import { newId, type Reply } from "./queue";

interface Draft extends Span {
  words: string;
  request: string; // the program does nothing twice for it
}

const key = `verbatim.memo.${page.url}`;
const list = document.getElementById("memos")!;
let drafts = read<Draft[]>(key, []);
let took: (reply: Reply) => void = () => undefined;
let row: HTMLElement | null = null; // where one is being written

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
  for (const el of reader.querySelectorAll(".memo[id]")) {
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
  return [...reader.querySelectorAll<HTMLElement>(".memo[id]")].map((el) => ({ start: Number(el.dataset.from), end: Number(el.dataset.to) }));
}

// write opens the box for a memo on the selection, the current coding or the
// sentence at the cursor.
export function write(): void {
  const on = at.pending() ?? current() ?? at.cursor();
  if (!on || page.reader) return;
  let draft = drafts.find((d) => d.start < on.end && d.end > on.start);
  if (!draft) drafts.push((draft = { start: on.start, end: on.end, words: "", request: newId() }));
  open(draft);
}

function open(draft: Draft): void {
  row?.remove();
  reader.querySelector(`.memo[data-draft="${draft.start}"]`)?.remove();
  const words = wordsOf(draft).replace(/\s+/g, " ");
  const area = node("textarea", {
    rows: "2", "aria-label": say("desk.js.memoon", words.slice(0, 60)),
    input: () => {
      draft.words = area.value;
      keep();
    },
    keydown: (e) => keys(e as KeyboardEvent),
  });
  area.value = draft.words;
  const said = node("span", { class: "meta", role: "status" }, [say("desk.js.memoprivate")]);
  const away = (): void => {
    watch.disconnect();
    row?.remove();
    row = null;
    keep();
    if (draft.words.trim()) showDraft(draft);
    moved(draft);
    reader.focus({ preventScroll: true });
  };
  const keys = (e: KeyboardEvent): void => {
    e.stopPropagation();
    if (e.key === "Escape") away();
    else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void save();
    else return;
    e.preventDefault();
  };
  const save = async (): Promise<void> => {
    if (!draft.words.trim()) return away();
    said.textContent = say("desk.js.saving");
    const why = await post(draft);
    if (why) {
      said.textContent = why;
      said.classList.add("bad");
      return;
    }
    drafts = drafts.filter((d) => d !== draft);
    draft.words = "";
    away();
  };
  row = node("form", { class: "memo write", submit: (e) => (e.preventDefault(), void save()) }, [
    node("span", { class: "meta lab", "aria-hidden": "true" }, [say("desk.js.memo")]),
    area,
    node("p", { class: "acts" }, [
      node("button", { class: "btn" }, [`${say("desk.js.save")} `, node("kbd", {}, ["Ctrl Enter"])]),
      node("button", { type: "button", class: "quiet", click: away }, [`${say("desk.js.memolater")} `, node("kbd", {}, ["Esc"])]),
      said,
    ]),
  ]);
  const watch = new ResizeObserver(() => moved(draft)); // it grows as it is typed in
  put(row, draft.end);
  watch.observe(area);
  area.focus({ preventScroll: true });
  area.setSelectionRange(area.value.length, area.value.length);
  const view = reader.getBoundingClientRect();
  const box = row.getBoundingClientRect();
  if (box.bottom > view.bottom || box.top < view.top) row.scrollIntoView({ block: "nearest" });
}

// post gives what was wrong, "" when it is saved.
async function post(draft: Draft): Promise<string> {
  const { start, end, words, request } = draft;
  const body = { version: page.version, start, end, exact: wordsOf(draft), words, request };
  try {
    const answer = await fetch(`${page.url}/memos`, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body),
    });
    if (answer.ok) {
      took((await answer.json()) as Reply);
      return "";
    }
    const reason = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null;
    return reason?.error?.message ?? say("desk.js.memofailed");
  } catch {
    return say("desk.js.memofailed");
  }
}

// showDraft stands a draft under its turn, to go on with or to drop.
function showDraft(draft: Draft): void {
  const el = node("div", { class: "memo", "data-draft": String(draft.start), role: "note", "aria-label": say("desk.js.memodraft") }, [
    node("span", { class: "meta lab", "aria-hidden": "true" }, [say("desk.js.memo")]),
    node("p", {}, [draft.words]),
    node("p", { class: "meta" }, [
      `${say("desk.js.memodraft")} `,
      node("button", { type: "button", class: "link", click: () => open(draft) }, [say("desk.js.memogoon")]),
      node("button", { type: "button", class: "link", click: () => {
        draft.words = "";
        keep();
        el.remove();
        moved(draft);
        status(say("desk.js.memodropped"));
        reader.focus({ preventScroll: true });
      } }, [say("desk.js.aside")]),
    ]),
  ]);
  put(el, draft.end);
}

// listMemos lists those on the words at the cursor at the right.
export function listMemos(): void {
  const on = at.target();
  const here = on ? [...reader.querySelectorAll<HTMLElement>(".memo[id]")].filter((el) => Number(el.dataset.from) < on.end && Number(el.dataset.to) > on.start) : [];
  list.hidden = here.length === 0;
  list.replaceChildren(...here.map((el) =>
    node("li", {}, [node("a", { href: el.querySelector("a")!.getAttribute("href")! }, [`${say("desk.js.memo")}: ${el.querySelector(".md")!.textContent!.trim().slice(0, 80)}`])])));
}

export function startMemos(onReply: typeof took): void {
  took = onReply;
  drafts.filter((d) => d.end <= page.length).forEach(showDraft);
}
