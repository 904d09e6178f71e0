// Statements, the check sheet and taking out. Every form works without this
// script; it counts words, saves what is typed before another button reloads
// the page, and keeps the place in each pane.
import { count, say } from "./lib/words";
import { status } from "./lib/status";

const screen = document.querySelector<HTMLElement>(".findings");
const words = document.querySelector<HTMLFormElement>("#wording");

// Words a statement has, and of its longest sentence where that is too long.
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

function tokens(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function counted(field: HTMLTextAreaElement): void {
  const line = document.getElementById(field.dataset.count ?? "");
  if (!line) return;
  const total = tokens(field.value);
  let longest = 0;
  for (const s of sentences.segment(field.value)) longest = Math.max(longest, tokens(s.segment));
  line.textContent = total === 0 ? "" : longest > 12 ? say("finding.js.long", longest) : count(total, "finding.js.words");
  line.classList.toggle("warn", longest > 12);
}

for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-count]")) {
  field.addEventListener("input", () => counted(field));
  counted(field);
}

// What is typed and not saved.
let dirty = false;
words?.addEventListener("input", () => {
  dirty = true;
  const line = document.querySelector(".status .saved");
  if (line) line.textContent = say("finding.js.unsaved");
});
addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = (event.target as Element).closest<HTMLFormElement>("#wording,.newst");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// Another button reloads the page: the words are saved first.
screen?.addEventListener("submit", async (event) => {
  const form = event.target as HTMLFormElement;
  const button = event.submitter as HTMLButtonElement | null;
  if (form === words || !words || !dirty) {
    dirty = false;
    return remember(button);
  }
  event.preventDefault();
  if (await saved()) form.requestSubmit(button);
});

// saved saves the words; where they are refused, the page says why.
async function saved(): Promise<boolean> {
  if (!words) return true;
  try {
    const answer = await fetch(words.action, { method: "POST", body: new URLSearchParams(new FormData(words) as never) });
    if (!answer.ok) throw new Error();
    dirty = false;
    return true;
  } catch {
    words.requestSubmit();
    return false;
  }
}

// So does leaving by a link.
document.addEventListener("click", async (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || !dirty || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (await saved()) location.href = link.href;
});

// The place in each pane, and the button last used, over the reload.
const key = "verbatim:place:" + location.pathname;

interface Place {
  panes: Record<string, number>;
  shown: string;
  item: string;
  name: string;
  value: string;
  up: boolean;
}

function remember(button: HTMLElement | null): void {
  const panes: Record<string, number> = {};
  for (const pane of document.querySelectorAll<HTMLElement>(".cols>.pane")) panes[pane.dataset.name ?? ""] = pane.scrollTop;
  const shown = document.querySelector<HTMLElement>(".cols>.pane.shown")?.dataset.name ?? "";
  const item = button?.closest<HTMLElement>("li[data-id]")?.dataset.id ?? "";
  const at: Place = { panes, shown, item, name: button?.getAttribute("name") ?? "", value: button?.getAttribute("value") ?? "", up: button?.classList.contains("up") ?? false };
  sessionStorage.setItem(key, JSON.stringify(at));
}

function returned(): void {
  const kept = sessionStorage.getItem(key);
  if (!kept) return;
  sessionStorage.removeItem(key);
  const at: Place = JSON.parse(kept);
  if (at.shown) dispatchEvent(new CustomEvent("verbatim:pane", { detail: at.shown }));
  for (const pane of document.querySelectorAll<HTMLElement>(".cols>.pane")) pane.scrollTop = at.panes[pane.dataset.name ?? ""] ?? 0;
  const row = !at.item ? null : document.querySelector(`li[data-id="${CSS.escape(at.item)}"]`);
  const again = row
    ? row.querySelector<HTMLElement>(at.up ? "button.up,button" : "button:not(.up),button")
    : document.querySelector<HTMLElement>(`.findings [name="${CSS.escape(at.name)}"][value="${CSS.escape(at.value)}"]`);
  again?.focus({ preventScroll: true });
}
returned();
document.querySelector(".stl .on")?.scrollIntoView({ block: "nearest" });

// Alt with an arrow moves the statement whose row has the focus.
document.querySelector(".stl")?.addEventListener("keydown", (event) => {
  const e = event as KeyboardEvent;
  if (!e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
  e.preventDefault();
  const row = (e.target as Element).closest("li");
  row?.querySelector<HTMLButtonElement>(e.key === "ArrowUp" ? "button.up" : "button:not(.up)")?.click();
});

// Settings take effect as they are changed.
for (const form of document.querySelectorAll<HTMLFormElement>("#settings,#exopts")) {
  form.addEventListener("change", (event) => {
    remember(event.target as HTMLElement);
    form.requestSubmit();
  });
  const apply = form.querySelector<HTMLElement>("button:not([name])");
  if (apply && form.id === "exopts") apply.hidden = true;
}

const print = document.querySelector<HTMLButtonElement>("#print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => {
    try {
      window.print();
    } catch {
      status(say("app.brokenjs"), { bad: true });
    }
  });
}
