// Searching under the hand: answers while typing, hits by keyboard, and what
// coding the ticked ones would do. Without this script the same links and forms
// do the same work, a page at a time.
import { say, number } from "./lib/words";
import { status } from "./lib/status";
import { chooser } from "./search/choose";

const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T | null;
const q = get<HTMLInputElement>("q")!;
const query = q.form!;
const coding = get<HTMLFormElement>("coding")!;
const root = document.querySelector<HTMLElement>(".cols")!.dataset.root!;
const rows = () => [...document.querySelectorAll<HTMLTableRowElement>(".kwic tbody tr")];
const boxes = () => [...document.querySelectorAll<HTMLInputElement>(".kwic input[name=hit]")];
let toButton = false; // a code was chosen by keyboard: the button is next
const chosen = chooser(get<HTMLSelectElement>("code"), (byKey) => {
  toButton = byKey;
  later();
});

// load asks for the screen at an address and puts its answer into this one; what
// is being typed stays.
let asked = 0;
async function load(url: string, how: { body?: FormData; typing?: boolean } = {}): Promise<boolean> {
  const mine = ++asked;
  const answer = await fetch(url, how.body ? { method: "POST", body: new URLSearchParams(how.body as any) } : {});
  const said = await answer.text();
  if (mine !== asked || (how.typing && !answer.ok)) return false;
  const page = new DOMParser().parseFromString(said, "text/html");
  if (!page.getElementById("answer")) {
    status(page.querySelector(".lede")?.textContent ?? say("search.code.noanswer"), { bad: true });
    return false;
  }
  for (const id of ["answer", "narrow"]) get(id)!.replaceChildren(...page.getElementById(id)!.childNodes);
  document.querySelector(".status")!.replaceChildren(...page.querySelector(".status")!.childNodes);
  document.title = page.title;
  for (const name of ["back", "request"]) {
    coding.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = page.querySelector<HTMLInputElement>(`#coding [name=${name}]`)!.value;
  }
  const to = new URL(answer.url);
  to.searchParams.delete("did");
  history.replaceState(null, "", to);
  if (!how.typing) {
    q.value = to.searchParams.get("q") ?? "";
    forms.checked = to.searchParams.has("forms");
  }
  drawn();

// Coming back from the desk, the keyboard is at the hit that was left.
const left = "search-left";
addEventListener("pagehide", () => sessionStorage.setItem(left, `${current()} ${location.href}`));
const [was, ...of] = (sessionStorage.getItem(left) ?? "").split(" ");
if (of.join(" ") === location.href && Number(was) >= 0) go(Number(was));
  return true;
}

function unanswered(): void {
  status(say("search.code.noanswer"), { bad: true });
}

const forms = get<HTMLInputElement>("forms")!;
const at = (text: string) => (text ? `${root}?${new URLSearchParams({ q: text, ...(forms.checked && { forms: "1" }) })}` : root);

let typing = 0;
q.addEventListener("input", () => {
  clearTimeout(typing);
  typing = window.setTimeout(() => load(at(q.value.trim()), { typing: true }).catch(unanswered), 250);
});
forms.addEventListener("change", () => load(at(q.value.trim())).catch(unanswered));
query.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  load(at(q.value.trim()))
    .then(() => rows()[0] && go(0))
    .catch(unanswered);
});
// Links that change the question are answered in place.
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a");
  if (!link || link.pathname !== root || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  get("how")?.hidePopover();
  if (link.closest("#narrow")) dispatchEvent(new CustomEvent("verbatim:pane", { detail: "hits" }));
  const place = current();
  load(link.href)
    .then(() => link.closest(".more") && go(place))
    .catch(unanswered);
});

// Hits. The one with the keyboard is the link to its place on the desk.
const current = () => rows().findIndex((row) => row.classList.contains("on"));

// next moves the keyboard when the key that asked for it has been dealt with, so
// that its letter does not go into the field.
const next = (move: () => void) => requestAnimationFrame(move);

function go(i: number): void {
  const list = rows();
  if (!list.length) return;
  list[Math.max(0, Math.min(i, list.length - 1))]!.querySelector<HTMLElement>("th a")!.focus();
}

document.addEventListener("focusin", (event) => {
  const row = (event.target as Element).closest(".kwic tbody tr");
  if (!row) return;
  const list = rows();
  for (const other of list) {
    other.classList.toggle("on", other === row);
    other.toggleAttribute("aria-current", other === row);
  }
  row.scrollIntoView({ block: "nearest" });
  const pos = document.querySelector(".status .pos");
  if (pos) pos.textContent = say("search.at", list.indexOf(row as HTMLTableRowElement) + 1, number(list.length));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const on = event.target as HTMLElement;
  if (on === q) {
    if (event.key === "ArrowDown" && rows().length) go(Math.max(0, current()));
    else if (event.key === "Escape") go(Math.max(0, current()));
    else return;
    event.preventDefault();
    return;
  }
  if (on.matches("input:not([type=checkbox],[type=radio]),select,textarea") || on.closest(".choose")) return;
  const here = current();
  switch (event.key) {
    case "/":
      next(() => q.select());
      break;
    case "ArrowDown":
    case "j":
      if (on.matches("[type=radio]")) return;
      go(here + 1);
      break;
    case "ArrowUp":
    case "k":
      if (on.matches("[type=radio]")) return;
      if (here > 0) go(here - 1);
      else q.focus();
      break;
    case "x":
      tick(here);
      break;
    case "c":
      if (!boxes().some((box) => box.checked)) tick(here);
      dispatchEvent(new CustomEvent("verbatim:pane", { detail: "all" }));
      next(() => chosen?.focus());
      break;
    default:
      return;
  }
  event.preventDefault();
});

// Ticks, and what they come to.
let last = -1;
function tick(i: number): void {
  const box = boxes()[i];
  if (!box) return;
  box.checked = !box.checked;
  last = i;
  later();
}

document.addEventListener("click", (event) => {
  const box = event.target as HTMLInputElement;
  if (!box.matches?.("input[name=hit]")) return;
  const list = boxes();
  const i = list.indexOf(box);
  if (event.shiftKey && last >= 0) for (let k = Math.min(i, last); k <= Math.max(i, last); k++) list[k]!.checked = box.checked;
  last = i;
});
document.addEventListener("change", (event) => {
  const box = event.target as HTMLInputElement;
  if (box.id === "all") for (const hit of boxes()) hit.checked = box.checked;
  if (box.matches("#all,[name=hit],[name=extent],[name=code]")) later();
});

let waiting = 0;
let planned = 0;
function later(): void {
  const n = boxes().filter((box) => box.checked).length;
  const all = get<HTMLInputElement>("all");
  if (all) {
    all.checked = n > 0 && n === boxes().length;
    all.indeterminate = n > 0 && n < boxes().length;
  }
  get("ticked")!.textContent = n ? say("search.code.ticked", number(n)) : "";
  get("n")!.textContent = n ? number(n) : "";
  clearTimeout(waiting);
  waiting = window.setTimeout(() => plan().catch(unanswered), 100);
}

async function plan(): Promise<void> {
  const into = get("plan");
  if (!into) return;
  const mine = ++planned;
  const answer = await fetch(coding.dataset.plan!, { method: "POST", body: new URLSearchParams(new FormData(coding) as any), headers: { "HX-Request": "true" } });
  const said = await answer.text();
  if (mine !== planned) return;
  const held = toButton || into.contains(document.activeElement);
  toButton = false;
  into.innerHTML = said; // markup of ours
  if (held) into.querySelector<HTMLElement>("button")?.focus();
}

coding.addEventListener("submit", (event) => {
  event.preventDefault();
  const place = current();
  load(coding.action, { body: new FormData(coding) })
    .then((ok) => {
      if (ok && !document.querySelector(".status .what")?.textContent) status(say("search.code.nochange"));
      dispatchEvent(new CustomEvent("verbatim:pane", { detail: "hits" }));
      go(Math.max(0, place));
    })
    .catch(unanswered);
});

// countAll asks for the numbers where counting was cut short for a quick answer.
let counting: AbortController | undefined;
async function countAll(url: string): Promise<void> {
  counting = new AbortController();
  const mine = asked;
  const answer = await fetch(url, { signal: counting.signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || mine !== asked) return;
  for (const id of ["count", "narrow"]) {
    const now = page.getElementById(id);
    if (now) get(id)?.replaceChildren(...now.childNodes);
  }
}

// drawn follows a new answer: nothing is ticked, the hits not shown may not be
// counted yet, and the index may be building.
let polling = 0;
let soon = 0;
function drawn(): void {
  last = -1;
  counting?.abort();
  clearTimeout(soon);
  const more = get<HTMLAnchorElement>("countall");
  if (more) soon = window.setTimeout(() => countAll(more.href).catch(() => {}), 400); // the link stays
  if (get("ticked")) later();
  else plan().catch(unanswered);
  clearTimeout(polling);
  const line = get("building");
  if (line?.hasAttribute("data-behind")) polling = window.setTimeout(poll, 1200);
}

async function poll(): Promise<void> {
  const answer = await fetch(`${root}/status`, { headers: { Accept: "application/json" } }).catch(() => null);
  const line = get("building");
  if (!line) return;
  if (answer?.ok) {
    const said = await answer.json();
    line.textContent = said.text;
    line.hidden = !said.text;
    if (said.ready) return;
  }
  polling = window.setTimeout(poll, 1000);
}

drawn();

// Coming back from the desk, the keyboard is at the hit that was left.
const left = "search-left";
addEventListener("pagehide", () => sessionStorage.setItem(left, `${current()} ${location.href}`));
const [was, ...of] = (sessionStorage.getItem(left) ?? "").split(" ");
if (of.join(" ") === location.href && Number(was) >= 0) go(Number(was));
