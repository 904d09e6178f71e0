// The palette: letters, and the code that they mean is applied to what is
// selected, which stays painted below it. Tab ticks a code and clears the box
// for the next; a name that does not exist yet is created.
import { count, say } from "../lib/words";
import { branch, code, codes, offered, over, quick, read, recent, page, type Code, type Span } from "./data";
import { reader, rangeOf, wordList } from "./place";
import { match } from "./rank";
import { icon, node } from "./node";

export interface Create {
  name: string;
  parent: string; // short guid, or the name of a parent to be made; "" for none
  origin: string;
}

// Asked is what the palette is opened for.
export interface Asked {
  on: Span; // what it stands below
  done: (codes: string[], create: Create | null) => void;
  closed: () => void;
  byKey: boolean;
  made?: string; // a new code of that name is about to be created
  title?: string; // what the codes are for, where they are not applied to the span
  verb?: string; // and what Enter does then
  only?: boolean; // no new code
  one?: boolean; // one code, not several
}

interface Option {
  code: Code | null; // null: create what is typed
  at: number[];
}

const rows = 7;
const parentKey = `verbatim.parent.${page.project}`;

let box: HTMLElement | null = null;
let asked: Asked;
let span: Span = { start: 0, end: 0 };
let ticked: Code[] = [];
let options: Option[] = [];
let active = 0;
let whole = false; // the whole definition is shown
let making = false; // a new code only: in vivo
let opener = false; // the key that opened the palette is still down: it is no letter of a name

const input = node("input", {
  role: "combobox", "aria-expanded": "true", "aria-controls": "codes-found", "aria-autocomplete": "list",
  autocomplete: "off", spellcheck: "false", input: () => ((active = 0), update()), keydown: (e) => keys(e as KeyboardEvent),
});
const list = node("ul", { id: "codes-found", role: "listbox", "aria-label": say("desk.js.codes") });
const ticks = node("span", { class: "ticks" });
const total = node("span", { class: "meta", role: "status" });
const definition = node("div", { class: "def" });
const legend = node("p", { class: "keys" });
const button = node("button", { type: "button", class: "btn pri ap", click: () => finish(active) });

input.addEventListener("beforeinput", (e) => opener && e.preventDefault());
document.addEventListener("keyup", () => (opener = false));

export const isOpen = (): boolean => box !== null;

// open shows the palette for a span.
export function open(what: Asked): void {
  close(false);
  asked = what;
  opener = what.byKey;
  span = what.on;
  ticked = [];
  active = 0;
  whole = false;
  making = !!what.made;
  input.value = what.made ?? "";
  input.setAttribute("aria-label", say(making ? "desk.js.newname" : "desk.js.code"));
  input.placeholder = what.title ?? (what.only ? "" : say("desk.js.codeornew"));
  const words = wordList(span).length;
  box = node("div", { class: "palette", role: "dialog", "aria-label": what.title ?? count(words, "desk.js.applyto") }, [
    node("div", { class: "pin" }, [ticks, input, total]), list, definition, button, legend,
  ]);
  box.addEventListener("focusout", (e) => {
    if (box && e.relatedTarget && !box.contains(e.relatedTarget as Node)) close(false);
  });
  reader.append(box);
  update();
  place();
  input.focus({ preventScroll: true });
  if (making) input.select();
}

export function close(focus = true): void {
  if (!box) return;
  const gone = box;
  box = null;
  gone.remove();
  if (focus) reader.focus({ preventScroll: true });
  asked.closed();
}

// place puts the palette under the selection, or above it where there is no
// room; the text does not move. On a phone the style sheet makes it a sheet.
function place(): void {
  if (!box) return;
  const view = reader.getBoundingClientRect();
  const rects = rangeOf(span).getClientRects();
  const first = rects[0];
  const last = rects[rects.length - 1];
  if (!first || !last) return;
  const height = box.offsetHeight + 40; // it may grow by the row that creates a code
  const from = first.top - view.top; // of the selection, in the window
  const to = last.bottom - view.top;
  if (to + 8 + height > view.height && from - 8 - height >= 0) {
    // It grows upward as letters are typed, and never over the selection.
    box.style.insetBlockEnd = `${reader.clientHeight - (from - 8 + reader.scrollTop)}px`;
  } else {
    const top = Math.max(Math.min(to + 8, view.height - height - 8), 8);
    box.style.insetBlockStart = `${top + reader.scrollTop}px`;
  }
  const column = reader.querySelector(".text p, .text h2.hd");
  if (column) box.style.insetInlineStart = `${column.getBoundingClientRect().left - view.left}px`;
}

function find(): Option[] {
  const typed = input.value;
  const leaf = typed.slice(typed.lastIndexOf("/") + 1);
  const near = new Set(over({ start: span.start - 400, end: span.end + 400 }).map((c) => c.code));
  const pinned = new Map(quick().map((c, i) => [c.g, i]));
  const last = code(recent[0] ?? "");
  const out: { option: Option; score: number }[] = [];
  if (!making) {
    codes.forEach((c, order) => {
      if (!offered(c) || ticked.some((t) => t.g === c.g)) return;
      const path = branch(c);
      const found = match(c.n, c.s, path, typed.includes("/") ? leaf : typed);
      if (!found || (typed.includes("/") && !match(path, "", "", typed.slice(0, typed.lastIndexOf("/"))))) return;
      let score = found.score;
      const place = pinned.get(c.g);
      if (place !== undefined) score += (c.i ? 8 : 6) - place / 3;
      if (near.has(c.g)) score += 3;
      if (last?.p && last.p === c.p) score += 2;
      out.push({ option: { code: c, at: found.at }, score: score - order / 1e4 });
    });
    out.sort((a, b) => b.score - a.score);
  }
  const found = out.slice(0, rows).map((o) => o.option);
  total.textContent = making ? "" : count(out.length, "desk.js.found");
  const same = codes.some((c) => !c.r && c.n.toLowerCase() === leaf.trim().toLowerCase() && !typed.includes("/"));
  if (leaf.trim() && !same && !asked.only) found.push({ code: null, at: [] });
  return found;
}

// parent is under which code a new one would be made, and how it is called.
function parent(): { id: string; name: string } {
  const typed = input.value;
  const slash = typed.lastIndexOf("/");
  if (slash >= 0) {
    const name = typed.slice(0, slash).trim();
    const known = codes.find((c) => c.n.toLowerCase() === name.toLowerCase() || `${branch(c)} / ${c.n}`.toLowerCase() === name.toLowerCase());
    return { id: known?.g ?? name, name: known?.n ?? name };
  }
  const last = code(read(parentKey, "")) ?? code(code(recent[0] ?? "")?.p ?? "");
  return { id: last?.g ?? "", name: last?.n ?? "" };
}

function update(): void {
  options = find();
  active = Math.max(0, Math.min(active, options.length - 1));
  const numbers = quick().map((c) => c.g);
  ticks.replaceChildren(...ticked.map((c) => node("span", { class: `tick h${c.h}` }, [icon("check"), c.n])));
  list.replaceChildren(...options.map((o, i) => row(o, i, numbers)));
  input.setAttribute("aria-activedescendant", options.length > 0 ? `found-${active}` : "");
  define(options[active]?.code ?? null);
  const on = list.children[active] as HTMLElement | undefined;
  // In a low window the list scrolls; bringing a row into view would move the text.
  if (on) list.scrollTop = on.offsetTop - list.offsetTop - list.clientHeight / 2;
  const n = ticked.length + (options[active] && (input.value || ticked.length === 0) ? 1 : 0);
  button.textContent = asked.verb ?? count(n, "desk.js.apply");
  legend.replaceChildren(
    ...([["Enter", asked.verb ?? count(n, "desk.js.keyapply")], ["Tab", say("desk.js.keytick")], ["→", say("desk.js.keywhole")], ["Esc", say("desk.js.keyback")]] as const)
      .filter(([key]) => key === "Esc" || (n > 0 && key === "Enter") || (n > 0 && !making && !(asked.one && key === "Tab")))
      .map(([key, what]) => node("span", {}, [node("kbd", {}, [key]), ` ${what}`])),
  );
}

function row(o: Option, i: number, numbers: string[]): HTMLElement {
  const chosen = { role: "option", id: `found-${i}`, "aria-selected": String(i === active), mousedown: (e: Event) => e.preventDefault(), click: () => finish(i) };
  if (!o.code) {
    const typed = input.value;
    const under = parent();
    const name = typed.slice(typed.lastIndexOf("/") + 1).trim();
    return node("li", { ...chosen, class: "new" }, [
      icon("plus"),
      node("span", {}, under.name ? [`${say("desk.js.createunder", name)} `, node("em", {}, [under.name])] : [say("desk.js.create", name)]),
    ]);
  }
  const c = o.code;
  const name = node("span", { class: "nm" });
  let from = 0;
  for (let k = 0; k < o.at.length; ) {
    let to = k + 1;
    while (to < o.at.length && o.at[to] === o.at[to - 1]! + 1) to++;
    name.append(c.n.slice(from, o.at[k]), node("b", {}, [c.n.slice(o.at[k], o.at[to - 1]! + 1)]));
    from = o.at[to - 1]! + 1;
    k = to;
  }
  name.append(c.n.slice(from));
  const place = numbers.indexOf(c.g);
  return node("li", { ...chosen, class: `h${c.h}` }, [
    node("span", { class: "bar" }), name,
    node("span", { class: "pt" }, [branch(c)]),
    place >= 0 ? node("kbd", {}, [String(place + 1)]) : node("span"),
    node("span", { class: "ct" }, [String(c.o)]),
  ]);
}

function define(c: Code | null): void {
  definition.hidden = !c || !(c.b || c.u || c.x);
  if (!c) return;
  const lines = [c.b ? node("p", {}, [c.b]) : null, whole || !c.b ? labelled("desk.js.use", c.u) : null, whole || !c.b ? labelled("desk.js.not", c.x) : null];
  definition.replaceChildren(...lines.filter((l) => l !== null));
}

export function labelled(key: string, text?: string): HTMLElement | null {
  return text ? node("p", {}, [node("b", {}, [say(key)]), ` ${text}`]) : null;
}

function keys(e: KeyboardEvent): void {
  if (!e.repeat) opener = false;
  if (e.isComposing) return;
  const atEnd = input.selectionStart === input.value.length;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    const n = options.length;
    if (n > 0) active = (active + (e.key === "ArrowDown" ? 1 : n - 1)) % n;
    whole = false;
    update();
  } else if (e.key === "Tab" && !e.shiftKey && !making && !asked.one) tick();
  else if (e.key === "Backspace" && !input.value && ticked.length > 0) {
    ticked.pop();
    update();
  } else if (e.key === "ArrowRight" && atEnd && !whole) {
    whole = true;
    update();
  } else if (e.key === "Enter") finish(active);
  else if (e.key === "Escape") close();
  else return;
  e.preventDefault();
  e.stopPropagation();
}

function tick(): void {
  const c = options[active]?.code;
  if (!c) return;
  ticked.push(c);
  input.value = "";
  active = 0;
  update();
}

function finish(i: number): void {
  const option = options[i];
  const chosen = ticked.map((c) => c.g);
  let create: Create | null = null;
  if (option && (input.value || ticked.length === 0)) {
    if (option.code) chosen.push(option.code.g);
    else {
      const typed = input.value;
      const under = parent();
      create = { name: typed.slice(typed.lastIndexOf("/") + 1).trim(), parent: under.id, origin: making ? "in vivo" : "inductive" };
      localStorage.setItem(parentKey, JSON.stringify(under.id));
    }
  }
  if (chosen.length === 0 && !create) return;
  close();
  asked.done(chosen, create);
}
