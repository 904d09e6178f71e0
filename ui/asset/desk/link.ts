// Passages linked to passages: from here, on the way, to there.
import { page, read, type Span } from "./data";
import { reader, wordsOf } from "./place";
import { register } from "./commands";
import { current, linked } from "./here";
import { middle } from "./inspect";
import { send } from "./queue";
import * as at from "./cursor";

const own = (): HTMLDetailsElement | null => linked.querySelector("li:not([hidden]) details");
const form = document.getElementById("linking") as HTMLFormElement;
const kind = form.querySelector("select")!;
const store = `verbatim.link.${page.project}`; // the passage that is linked from, kept on the way

interface End extends Span {
  document: string;
  version: number;
  exact: string;
}

const from = (): End | null => read<End | null>(store, null);

function here(): End | null {
  const on = current() ?? at.target();
  return on && { document: page.id, version: page.version, start: on.start, end: on.end, exact: wordsOf(on) };
}

function show(): void {
  const end = from();
  form.hidden = !end;
  if (end) form.querySelector("q")!.textContent = middle(end.exact.split(/\s+/));
}

function put(end: End | null): void {
  localStorage.setItem(store, JSON.stringify(end));
  show();
  reader.focus({ preventScroll: true });
}

// startLinks gives the command and the form at the foot what they do.
export function startLinks(): void {
  register("tie", () => (from() ? kind.focus() : put(here())), () => !page.reader);
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    send(`${page.project}/links`, { ...Object.fromEntries(new FormData(form)), document: page.id, from: from(), to: here() }, form.dataset.said!);
    form.reset();
  });
  form.addEventListener("reset", () => put(null));
  kind.addEventListener("keydown", (e) => e.key === "Enter" && form.requestSubmit());
  // A link at the cursor is changed where it is listed.
  register("retie", () => {
    dispatchEvent(new CustomEvent("verbatim:pane", { detail: "codings" }));
    own()!.open = true;
    own()!.querySelector("select")!.focus();
  }, () => !!own());
  linked.addEventListener("submit", (e) => {
    const f = e.target as HTMLFormElement;
    e.preventDefault();
    send(f.getAttribute("action")!, { ...Object.fromEntries(new FormData(f)), document: page.id }, f.title);
    reader.focus({ preventScroll: true });
  });
  linked.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    (e.target as Element).closest("details")!.open = false;
    reader.focus({ preventScroll: true });
  });
  show();
}
