// The codebook under the hand: fields save themselves, the tree is filtered,
// walked and rearranged. Without this script the same forms do the same work.
import { say } from "./lib/words";
import { status } from "./lib/status";
import { startMany } from "./codebook/many";
import { startSplit } from "./codebook/split";

const book = document.querySelector<HTMLElement>(".book");
const form = document.querySelector<HTMLFormElement>("#fields");
const root = book?.dataset.root ?? "";
type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;

if (form) document.body.classList.add("scripted");

// post sends a form; a short one arrives even when the page is left meanwhile.
async function post(url: string, body: URLSearchParams): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: body.toString().length < 60_000 });
}

// Saving. A field is sent when it is left or rests for a second, with what it
// started from; what is not saved yet is said, and stays in the field.
const waiting = new Map<Field, number>();
let queue: Promise<void> = Promise.resolve();
let queued = 0;

function was(field: Field): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`input[name="was-${field.name}"]`);
}

function dirty(field: Field): boolean {
  return field.value.trim().replaceAll("\r\n", "\n") !== (was(field)?.value ?? "").trim().replaceAll("\r\n", "\n");
}

function save(field: Field): void {
  clearTimeout(waiting.get(field));
  waiting.delete(field);
  if (!dirty(field)) return;
  queued++;
  queue = queue.then(() => send(field)).finally(() => queued--);
}

async function send(field: Field): Promise<void> {
  const from = was(field);
  if (!form || !from || !dirty(field)) return;
  const value = field.value;
  const slow = setTimeout(() => saved(say("code.saving")), 300);
  try {
    const answer = await post(form.action, new URLSearchParams({ [field.name]: value, [from.name]: from.value, request: crypto.randomUUID() }));
    const said = await answer.json();
    if (answer.ok) {
      from.value = value;
      field.removeAttribute("aria-invalid");
      clashOf(field)?.remove();
      rename(said.name, said.short);
      if (field.name === "short") from.value = field.value = said.short;
      saved(said.at);
      if (said.said) status(said.recheck ? `${said.said}. ${said.recheck}` : said.said);
      offerUndo();
      recheck(said.recheck);
    } else if (answer.status === 409 && said.theirs) {
      clash(field, from, said.theirs[field.name] ?? "");
      status(said.error.message, { bad: true });
    } else {
      field.setAttribute("aria-invalid", "true");
      status(say("code.notsaved", said.error?.message ?? ""), { bad: true });
    }
  } catch {
    field.setAttribute("aria-invalid", "true");
    status(say("code.notsaved", say("code.noanswer")), { bad: true });
    waiting.set(field, window.setTimeout(() => save(field), 5000));
  } finally {
    clearTimeout(slow);
  }
}

// recheck offers, where passages were coded under the former words, to look at
// them again or to say that only the words changed.
function recheck(said: string): void {
  const box = document.querySelector<HTMLElement>("#meaning");
  if (!said || !box) return;
  box.hidden = box.querySelector("button")!.hidden = false;
  box.querySelector("span")!.textContent = said;
}

function saved(at: string): void {
  const line = document.querySelector(".status .saved");
  if (line) line.textContent = at;
}

function clashOf(field: Field): Element | null {
  return document.getElementById(`clash-${field.name}`);
}

// clash shows what somebody else wrote meanwhile, beside one's own words.
function clash(field: Field, from: HTMLInputElement, theirs: string): void {
  clashOf(field)?.remove();
  field.setAttribute("aria-invalid", "true");
  const box = document.createElement("div");
  box.className = "ask clash";
  box.id = `clash-${field.name}`;
  const text = document.createElement("p");
  text.textContent = say("code.clash") + " ";
  const words = document.createElement("q");
  words.className = "words";
  words.textContent = theirs || say("code.clash.empty");
  text.append(words);
  box.append(text);
  for (const [label, mine] of [["code.clash.mine", true], ["code.clash.theirs", false]] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = say(label);
    button.addEventListener("click", () => {
      from.value = theirs;
      if (!mine) field.value = theirs;
      field.removeAttribute("aria-invalid");
      box.remove();
      field.focus();
      save(field);
    });
    box.append(button);
  }
  (field.closest(".title") ?? field).after(box);
}

// rename shows a new name or label in the tree at once.
function rename(name: string, short: string): void {
  const row = document.querySelector<HTMLElement>(".trow.on");
  const link = row?.querySelector<HTMLElement>(".nm");
  const label = row?.querySelector<HTMLElement>(".sh");
  if (link) link.textContent = link.title = name;
  if (label) label.textContent = short;
}

// offerUndo puts the undo into the status line where the page came without it.
function offerUndo(): void {
  const line = document.querySelector(".status");
  const project = root.replace(/\/codes$/, "");
  if (!line || line.querySelector("form")) return;
  const undo = document.createElement("form");
  undo.method = "post";
  undo.action = `${project}/undo`;
  const back = document.createElement("input");
  back.type = "hidden";
  back.name = "back";
  back.value = location.pathname;
  const button = document.createElement("button");
  button.className = "link";
  button.textContent = say("do.undo");
  undo.append(back, button);
  line.querySelector("[role=status]")?.after(undo);
}

function fieldOf(event: Event): Field | null {
  const target = event.target as Field;
  return target.form === form && form && target.name && !target.name.startsWith("was-") ? target : null;
}

document.addEventListener("input", (event) => {
  const field = fieldOf(event);
  if (!field || field.tagName === "SELECT" || field.type === "radio") return;
  clearTimeout(waiting.get(field));
  waiting.set(field, window.setTimeout(() => save(field), 1000));
});
document.addEventListener("change", (event) => {
  const field = fieldOf(event);
  if (!field) return;
  if ("whole" in field.dataset) form?.requestSubmit(); // it changes the tree: the page comes anew
  else save(field);
});
document.addEventListener("focusout", (event) => {
  const field = fieldOf(event);
  if (field) save(field);
});
addEventListener("beforeunload", (event) => {
  for (const field of [...waiting.keys()]) save(field);
  if (queued > 1 || document.querySelector(":is(.flds, .title) [aria-invalid=true]")) event.preventDefault();
});
document.querySelector(".name")?.addEventListener("keydown", (event) => {
  if ((event as KeyboardEvent).key !== "Enter") return;
  event.preventDefault();
  (event.target as HTMLElement).blur();
});

// The tree: filter, fold, walk, move.
const tree = document.querySelector<HTMLElement>(".book .tree");
const filter = document.querySelector<HTMLInputElement>("#filter");
const folded = new Set<string>(JSON.parse(sessionStorage.getItem(root) ?? "[]"));

function fold(item: HTMLElement, shut: boolean, keep = true): void {
  const button = item.querySelector<HTMLElement>(":scope>.trow>.tw[aria-expanded]");
  const kids = item.querySelector<HTMLElement>(":scope>.kids");
  if (!button || !kids) return;
  kids.hidden = shut;
  button.setAttribute("aria-expanded", String(!shut));
  button.setAttribute("aria-label", say(shut ? "code.open" : "code.shut", button.dataset.name ?? ""));
  if (!keep) return;
  if (shut) folded.add(item.dataset.id!);
  else folded.delete(item.dataset.id!);
  sessionStorage.setItem(root, JSON.stringify([...folded]));
}

function items(): HTMLElement[] {
  return [...(tree?.querySelectorAll<HTMLElement>("li[data-id]") ?? [])];
}

for (const item of items()) if (folded.has(item.dataset.id!) && !item.querySelector(".kids .on")) fold(item, true);
tree?.querySelector(".on")?.scrollIntoView({ block: "nearest" });

tree?.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>(".tw[aria-expanded]");
  if (button) fold(button.closest("li")!, button.getAttribute("aria-expanded") === "true");
});

function narrow(letters: string): void {
  const want = letters.trim().toLocaleLowerCase();
  const all = items();
  let shown = 0;
  for (const item of all.reverse()) { // from the leaves up
    const own = [...item.querySelectorAll(":scope>.trow>:is(.nm,.sh)")].map((el) => el.textContent!.toLocaleLowerCase()).join("\n");
    const below = item.querySelector(":scope>.kids>li:not([hidden])") !== null;
    item.hidden = want !== "" && !own.includes(want) && !below;
    if (!item.hidden) shown++;
    if (want) fold(item, false, false);
    else fold(item, folded.has(item.dataset.id!), false);
  }
  document.querySelector<HTMLElement>(".book .none")!.hidden = shown > 0;
}

// The order and what is shown answer as they are chosen.
const look = document.querySelector<HTMLFormElement>(".look");
look?.addEventListener("change", () => look.requestSubmit());
look?.querySelector("button")?.setAttribute("hidden", "");

filter?.addEventListener("input", () => narrow(filter.value));
filter?.form?.addEventListener("submit", (event) => event.preventDefault());
filter?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    filter.value = "";
    narrow("");
  } else if (event.key === "ArrowDown" || event.key === "Enter") {
    event.preventDefault();
    walkable()[0]?.focus();
  }
});

function walkable(): HTMLElement[] {
  return [...(tree?.querySelectorAll<HTMLElement>("a.nm") ?? [])].filter((a) => a.offsetParent !== null);
}

// move moves one code a step, or several to a place.
async function move(ids: string[], where: Record<string, string>): Promise<void> {
  const body = new URLSearchParams({ ...where, do: "move", request: crypto.randomUUID() });
  for (const id of ids) body.append("code", id);
  const answer = await post(`${root}/${where.step ? `${ids[0]}/move` : "many"}`, body);
  if (answer.ok) {
    many?.done();
    sessionStorage.setItem(`${root}#focus`, ids[0]!);
    location.assign(location.pathname); // without what an undo left in the address
    return;
  }
  const said = await answer.json();
  status(said.error.message, { bad: true });
}

const again = sessionStorage.getItem(`${root}#focus`);
if (again) {
  sessionStorage.removeItem(`${root}#focus`);
  tree?.querySelector<HTMLElement>(`li[data-id="${CSS.escape(again)}"]>.trow>.nm`)?.focus();
}

const many = tree && startMany(tree, root, walkable);
startSplit();

tree?.addEventListener("keydown", (event) => {
  const item = (event.target as Element).closest<HTMLElement>("li");
  const link = item?.querySelector<HTMLElement>("a.nm"); // also while its box has the keyboard
  if (!link || !item || event.ctrlKey || event.metaKey) return;
  if (many?.key(event, item)) return event.preventDefault();
  const rows = walkable();
  const at = rows.indexOf(link);
  const open = item.querySelector(":scope>.trow>[aria-expanded]")?.getAttribute("aria-expanded");
  const keys: Record<string, () => void> = event.altKey
    ? { ArrowUp: () => void move([item.dataset.id!], { step: "up" }), ArrowDown: () => void move([item.dataset.id!], { step: "down" }) }
    : {
        ArrowDown: () => rows[at + 1]?.focus(),
        ArrowUp: () => (rows[at - 1] ?? filter)?.focus(),
        Home: () => rows[0]?.focus(),
        End: () => rows.at(-1)?.focus(),
        ArrowRight: () => (open === "false" ? fold(item, false) : rows[at + 1]?.focus()),
        ArrowLeft: () => (open === "true" ? fold(item, true) : item.parentElement?.closest("li")?.querySelector<HTMLElement>(".nm")?.focus()),
      };
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// Dragging: onto the middle of a row puts the code under it, onto an edge
// beside it; with Shift onto the middle merges. "Move under …", Up and Down,
// "Merge into …" do the same by key.
let dragged: HTMLElement[] = []; // the one, or the ticked ones with it

function mark(row: Element | null, how: string): void {
  for (const other of tree!.querySelectorAll(".trow")) other.classList.remove("into", "before", "after");
  row?.classList.add(how);
}

function zone(row: Element, y: number): "before" | "into" | "after" {
  const box = row.getBoundingClientRect();
  const part = tree!.dataset.sorted === undefined ? (y - box.top) / box.height : 0.5; // sorted, a row has no place beside another
  return part < 0.25 ? "before" : part > 0.75 ? "after" : "into";
}

tree?.addEventListener("dragstart", (event) => {
  const item = (event.target as Element).closest("li");
  dragged = item ? many!.with(item) : [];
  event.dataTransfer?.setData("text/plain", dragged.map((one) => one.querySelector(".nm")!.textContent).join(", "));
});
tree?.addEventListener("dragover", (event) => {
  const row = (event.target as Element).closest(".trow");
  if (!dragged.length || !row || dragged.some((one) => one.contains(row))) return mark(null, "into");
  event.preventDefault();
  mark(row, zone(row, event.clientY));
});
tree?.addEventListener("dragend", () => mark(null, "into"));
tree?.addEventListener("drop", (event) => {
  const row = (event.target as Element).closest<HTMLElement>(".trow");
  const item = row?.closest<HTMLElement>("li");
  mark(null, "into");
  if (!row || !item || !dragged.length || dragged.some((one) => one.contains(item))) return;
  event.preventDefault();
  const place = zone(row, event.clientY);
  const ids = dragged.map((one) => one.dataset.id!);
  if (event.shiftKey && place === "into") { // merges them, and looks first
    location.assign(`${root}/merge?${new URLSearchParams([["into", item.dataset.id!], ...ids.map((id) => ["code", id])])}`);
    return;
  }
  const parent = item.parentElement?.closest("li")?.dataset.id ?? "";
  const next = item.nextElementSibling as HTMLElement | null;
  const where = {
    before: { parent, before: item.dataset.id! },
    into: { parent: item.dataset.id! },
    after: { parent, before: next?.dataset.id ?? "" },
  }[place];
  void move(ids, where as Record<string, string>);
});

// "New code under this" opens the form at the left without leaving the page.
document.querySelector(".btn.under")?.addEventListener("click", (event) => {
  const details = document.querySelector<HTMLDetailsElement>("#new");
  if (!details) return;
  event.preventDefault();
  details.open = true;
  dispatchEvent(new CustomEvent("verbatim:pane", { detail: "tree" }));
  details.querySelector<HTMLInputElement>("#new-name")?.focus();
});
// Small forms close when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>(".small[open]")) if (!open.contains(event.target as Node)) open.open = false;
});
