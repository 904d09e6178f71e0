// The panes beside the text: on the right the codings under the cursor and the
// passages of the chosen code, on the left the tree and the quick codes.
import { count, number, say } from "../lib/words";
import { branch, code, codes, offered, page, quick, type Code, type Coding, type Span } from "./data";
import { points, wordList } from "./place";
import { icon, node } from "./node";
import { showKeys } from "./keys";

const at = document.getElementById("at")!;
const list = at.querySelector<HTMLElement>(".codings")!;
const chosenBox = document.getElementById("chosen")!;
const tree = document.getElementById("tree")!;
const quickList = document.getElementById("quick")!;

let remove: (c: Coding) => void = () => undefined;
let more: (c: Coding) => HTMLElement[] = () => [];

// startInspector takes what the cross of a coding does, and what stands below
// its facts.
export function startInspector(onRemove: typeof remove, below: typeof more): void {
  remove = onRemove;
  more = below;
}

// inspect lists the codings at a place; numbered ones are chosen by their
// number. now is the current one.
export function inspect(title: string, where: string, some: Coding[], numbered: boolean, now = ""): void {
  at.querySelector(".what")!.textContent = title;
  at.querySelector(".where")!.textContent = where;
  at.querySelector<HTMLElement>(".none")!.hidden = some.length > 0;
  const on = document.activeElement as HTMLElement;
  const held = list.contains(on) ? on.closest("li")! : null;
  if (on.closest("form") && held) return; // somebody is writing in it
  const nth = held ? [...held.querySelectorAll("button")].indexOf(on as HTMLButtonElement) : 0;
  list.replaceChildren(...some.map((c, i) => row(c, numbered ? i + 1 : 0, c.id === now)));
  // The button that was pressed is there again, and keeps the focus.
  if (held) list.querySelector(`[data-k="${held.dataset.k}"]`)?.querySelectorAll("button")[nth]?.focus({ preventScroll: true });
}

function row(c: Coding, numeral: number, now: boolean): HTMLElement {
  const of = code(c.code);
  const words = wordList(c);
  const name = of?.n ?? "";
  const facts = [c.coder, count(words.length, "desk.js.words")];
  if (c.valence !== null) facts.push(say(c.valence > 0 ? "desk.js.positive" : c.valence < 0 ? "desk.js.negative" : "desk.js.neutral"));
  if (c.note.w !== undefined) facts.push(say("desk.js.note.weighs", c.note.w));
  return node("li", { class: `coding h${of?.h ?? 0}`, "data-k": c.id, "aria-current": now && "true" }, [
    node("span", { class: "bar" }),
    node("div", {}, [
      node("p", { class: "path" }, [
        node("span", {}, [of ? branch(of) : ""]),
        node("button", { type: "button", click: () => choose(c.code) }, [numeral ? `${numeral} ` : "", name]),
      ]),
      node("p", { class: "span", lang: page.lang }, [middle(words)]),
      node("p", { class: "meta" }, [facts.join(" · ")]),
      ...more(c),
    ]),
    c.mine && !page.reader
      ? node("button", { type: "button", class: "icon", "aria-label": say("desk.js.remove", name), title: say("desk.js.remove", name), click: () => remove(c) }, [icon("x")])
      : node("span"),
  ]);
}

// middle shortens what was said in its middle.
export function middle(words: string[]): string {
  const all = words.join(" ");
  if (points(all) <= 64) return all;
  return `${words.slice(0, 5).join(" ")} … ${words.slice(-4).join(" ")}`;
}

export let chosen = "";

// choose shows a code's definition and its passages, fetched as they are now.
export async function choose(guid: string): Promise<void> {
  const c = code(guid);
  if (!c) return;
  chosen = guid;
  for (const li of tree.querySelectorAll<HTMLElement>("li[data-code]")) mark(li, guid);
  chosenBox.hidden = false;
  chosenBox.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${page.url}/passages/${guid}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (chosen === guid) {
      chosenBox.innerHTML = html;
      showKeys();
    }
  } catch {
    if (chosen === guid) chosenBox.replaceChildren(node("h2", {}, [c.n]), node("p", { class: "msg" }, [say("desk.js.nopassages")]));
  }
  chosenBox.removeAttribute("aria-busy");
}

function mark(li: HTMLElement, guid: string): void {
  const on = li.dataset.code === guid;
  li.classList.toggle("sel", on);
  li.querySelector(":scope>.trow")!.classList.toggle("on", on);
  li.querySelector(":scope>.trow .nm")!.setAttribute("aria-pressed", String(on));
}

// showTree replaces the tree by one that the server sent.
export function showTree(html: string): void {
  const open = new Set([...tree.querySelectorAll<HTMLElement>("li.shut")].map((li) => li.dataset.code));
  tree.innerHTML = html;
  showKeys();
  for (const li of tree.querySelectorAll<HTMLElement>("li[data-code]")) if (open.has(li.dataset.code)) fold(li, true);
  filter();
}

// showCounts writes the counts of the tree and the quick codes.
export function showCounts(): void {
  const below = new Map<string, number>();
  const sum = (c: Code): void => {
    for (let up = c.p && code(c.p); up; up = up.p && code(up.p)) below.set(up.g, (below.get(up.g) ?? 0) + c.o);
  };
  codes.forEach(sum);
  let used = 0;
  for (const c of codes) if (offered(c) && c.o > 0) used++;
  for (const li of tree.querySelectorAll<HTMLElement>("li[data-code]")) {
    const c = code(li.dataset.code!);
    const own = li.querySelector(":scope>.trow .own");
    if (!c || !own) continue;
    const more = below.get(c.g);
    const text = more === undefined ? number(c.o) : c.o > 0 ? `${number(c.o)} + ${number(more)}` : number(more);
    if (own.textContent !== text) own.textContent = text; // the others are not laid out again
  }
  document.getElementById("used")!.textContent = say("desk.js.used", used, codes.filter(offered).length);
  quickList.replaceChildren(
    ...quick().map((c, i) =>
      node("li", { class: `h${c.h}` }, [
        node("button", { type: "button", class: "chip", "data-code": c.g, title: say("desk.js.applykey", c.n, i + 1) }, [
          node("kbd", {}, [String(i + 1)]), node("span", { class: "bar" }), node("span", { class: "nm" }, [c.n]),
        ]),
      ]),
    ),
  );
  quickList.hidden = quickList.children.length === 0;
}

export function fold(li: HTMLElement, shut = !li.classList.contains("shut")): void {
  li.classList.toggle("shut", shut);
  li.querySelector(":scope>.trow .tw")?.setAttribute("aria-expanded", String(!shut));
}

const box = document.getElementById("filter") as HTMLInputElement;

// filter leaves the codes whose name or label holds what was typed, and what
// stands above them.
export function filter(): void {
  const typed = box.value.trim().toLowerCase();
  for (const li of [...tree.querySelectorAll<HTMLElement>("li[data-code]")].reverse()) {
    const c = code(li.dataset.code!);
    const own = !typed || !!c && (c.n.toLowerCase().includes(typed) || c.s.toLowerCase().startsWith(typed));
    li.hidden = !own && !li.querySelector(":scope>ul>li:not([hidden])");
    if (typed && !li.hidden) fold(li, false);
  }
}

box.addEventListener("input", filter);

// whereOf says where a span is: the turn and how long it is.
export function whereOf(turn: string, span: Span, isSentence: boolean, sentence: number): string {
  if (isSentence) return !turn ? say("desk.js.front") : sentence ? say("desk.js.sentence", turn, sentence) : say("desk.js.turn", Number(turn));
  const words = wordList(span).length;
  return turn ? say("desk.js.selection", turn, count(words, "desk.js.words")) : count(words, "desk.js.words");
}
