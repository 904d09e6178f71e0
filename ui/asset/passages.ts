// Passages and memos under the hand. Without this script the same links and
// forms do the same work, a page at a time.
import { say } from "./lib/words";
import { status } from "./lib/status";

const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const rows = [...document.querySelectorAll<HTMLElement>(".psgs .psg li")];
const boxes = rows.map((row) => row.querySelector("input")!);
const form = get<HTMLFormElement>("ticked");
const queue = form !== null && "queue" in form.dataset; // each is decided on in its turn
let on = -1;
let last = -1;

// Filters answer as they are chosen.
const filters = get<HTMLFormElement>("filters");
filters?.addEventListener("change", () => filters.requestSubmit());
filters?.querySelector("button")?.setAttribute("hidden", "");

// The passage with the keyboard is the link to its place on the desk; it is
// read beside the list, and the address leads back to it.
function go(i: number): void {
  rows[Math.max(0, Math.min(i, rows.length - 1))]?.querySelector("a")!.focus();
}

async function show(i: number): Promise<void> {
  rows[on]?.removeAttribute("aria-current");
  on = i;
  const row = rows[i];
  if (!row) return;
  row.ariaCurrent = "true";
  const back = location.pathname + location.search + "#" + row.id;
  const answer = await fetch(`${row.dataset.at}?back=${encodeURIComponent(back)}`, { headers: { "HX-Request": "true" } });
  const said = await answer.text();
  if (on !== i || !answer.ok) return;
  get("place").innerHTML = said; // markup of ours
  const around = document.querySelector<HTMLElement>(".around");
  const mark = around?.querySelector("mark");
  if (mark) around!.scrollTop = mark.getBoundingClientRect().top - around!.getBoundingClientRect().top - 48;
}

document.addEventListener("focusin", (event) => {
  const i = rows.indexOf((event.target as Element).closest("li")!);
  if (i < 0 || rows[i]!.id === location.hash.slice(1)) return;
  rows[i]!.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", "#" + rows[i]!.id);
  if (i !== on) show(i).catch(() => {});
});

function counted(): void {
  const n = boxes.filter((box) => box.checked).length;
  const said = get("n");
  if (said) said.textContent = n ? say("passages.js.ticked", n) : "";
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")) button.disabled = !n && !queue;
}

document.addEventListener("click", (event) => {
  const i = boxes.indexOf(event.target as HTMLInputElement);
  if (i >= 0) {
    if (event.shiftKey && last >= 0) for (let k = Math.min(i, last); k <= Math.max(i, last); k++) boxes[k]!.checked = boxes[i]!.checked;
    last = i;
    counted();
  } else if ((event.target as Element).matches(".psgs .psg blockquote,.psgs .psg blockquote *") && getSelection()?.isCollapsed) {
    go(rows.indexOf((event.target as Element).closest("li")!));
  }
});

document.querySelector("[data-key=s]")?.addEventListener("click", () => go(on + 1));

document.addEventListener("keydown", (event) => {
  const at = event.target as Element;
  if (!rows.length || event.ctrlKey || event.metaKey || event.altKey || at.closest("dialog")) return;
  const field = { r: "recode", q: "finding", m: "memo", v: "valence", e: "comment" }[event.key];
  const press = form?.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`); // of a queue
  if (event.key === "Escape") go(on);
  else if (at.matches("input:not([type=checkbox]),select,textarea")) return;
  else if (event.key === "j" || event.key === "ArrowDown") go(on + 1);
  else if (event.key === "k" || event.key === "ArrowUp") go(on - 1);
  else if (event.key === "x") boxes[on]?.click();
  else if (press) press.click();
  else if (field && get(field)) {
    if (field !== "comment" && !boxes.some((box) => box.checked)) boxes[on]?.click();
    dispatchEvent(new CustomEvent("verbatim:pane", { detail: "place" }));
    requestAnimationFrame(() => get(field).focus()); // not sooner: the letter would go into the field
  } else return;
  event.preventDefault();
});

if (form) {
  counted();
  // What is decided leaves a queue: it goes on at the next.
  form.addEventListener("submit", () => {
    if (queue && !boxes.some((box) => box.checked)) boxes[on]?.click();
    const next = queue && [...rows.slice(on), ...rows.slice(0, on).reverse()].find((row) => !row.querySelector("input")!.checked);
    form.querySelector<HTMLInputElement>("[name=back]")!.value = location.pathname + location.search + (next ? "#" + next.id : location.hash);
  });
  const i = rows.findIndex((row) => "#" + row.id === location.hash);
  show(Math.max(0, i)).catch(() => {});
  if (i >= 0 || queue) go(i);
}

// A memo saves itself: when its field is left, after a while of writing, and
// when the page goes.
const memo = get<HTMLFormElement>("write");
let dirty = false;
let waiting = 0;
let saving: Promise<void> = Promise.resolve();

function send(keepalive = false): Promise<Response> {
  memo.querySelector<HTMLInputElement>("[name=request]")!.value = crypto.randomUUID();
  return fetch(memo.action, { method: "POST", body: new URLSearchParams(new FormData(memo) as never), keepalive });
}

async function save(): Promise<void> {
  clearTimeout(waiting);
  if (!dirty) return;
  dirty = false;
  try {
    const answer = await send();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) throw new Error(page.querySelector("[role=alert],main>.lede")?.textContent?.trim() ?? "");
    for (const part of ["#reads", ".status"]) document.querySelector(part)!.replaceChildren(...page.querySelector(part)!.childNodes);
    memo.querySelector<HTMLInputElement>("[name=was]")!.value = page.querySelector<HTMLInputElement>("[name=was]")!.value;
  } catch (error) {
    dirty = true;
    status((error instanceof TypeError ? "" : (error as Error).message) || say("passages.js.failed"), { bad: true });
  }
}

if (memo?.dataset.saves !== undefined) {
  const soon = () => (saving = saving.then(save));
  memo.addEventListener("input", () => {
    dirty = true;
    document.querySelector(".status .saved")!.textContent = say("passages.js.saving");
    clearTimeout(waiting);
    waiting = window.setTimeout(soon, 8000);
  });
  memo.addEventListener("change", soon);
  memo.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.hasAttribute("formaction")) return void (dirty = false);
    event.preventDefault();
    dirty = true;
    soon();
  });
  addEventListener("pagehide", () => dirty && send(true));
}
memo?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) memo.requestSubmit();
});
