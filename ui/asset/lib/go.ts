// Go to anything: a box over the page that lists documents, codes, memos and
// screens, nearest first, and what the page itself adds: commands with their
// keys, places in it. Ctrl+K or the button of the top bar opens it.
import { count, say } from "./words";

interface Place {
  kind: string;
  name: string;
  sub?: string;
  url?: string;
  hue?: number;
  key?: string; // of a command
  run?: () => void; // instead of the address
}

let places: Place[] = [];
let shown: Place[] = [];
let at = 0;

// nearness is how well a name answers to what was typed: 0 not at all, 3 from
// its beginning, 2 from the beginning of a word, 1 for three or more letters in
// order.
function nearness(name: string, typed: string): number {
  const text = name.toLocaleLowerCase();
  if (text.startsWith(typed)) return 3;
  if (text.includes(" " + typed)) return 2;
  if (typed.length < 3) return 0;
  let from = 0;
  for (const letter of typed) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}

function rows(typed: string): Place[] {
  const asked = typed.trim().toLocaleLowerCase();
  if (!asked) return places.slice(0, 8);
  return places
    .map((place) => ({ place, near: Math.max(nearness(place.name, asked), nearness(place.sub ?? "", asked) - 1.5) }))
    .filter((row) => row.near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, 8)
    .map((row) => row.place);
}

function element(name: string, text: string, className = ""): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: text, className });
}

function draw(box: HTMLElement): void {
  const input = box.querySelector("input")!;
  shown = rows(input.value);
  at = Math.min(at, Math.max(0, shown.length - 1));
  const list = box.querySelector("ul")!;
  list.replaceChildren(
    ...shown.map((place, i) => {
      const row = element("li", "", place.hue ? `h${place.hue}` : "");
      row.id = `go-${i}`;
      row.role = "option";
      row.ariaSelected = String(i === at);
      row.append(element("i", "", place.hue ? "bar" : ""), element("span", place.name, "nm"), element("span", place.sub ? `${place.kind} · ${place.sub}` : place.kind, "meta"));
      if (place.key) row.append(element("kbd", place.key));
      row.addEventListener("click", () => take(box, place));
      return row;
    }),
  );
  if (shown.length) input.setAttribute("aria-activedescendant", `go-${at}`);
  else input.removeAttribute("aria-activedescendant");
  box.querySelector("[role=status]")!.textContent = shown.length ? count(shown.length, "app.go.found") : say("app.go.none");
}

function take(box: HTMLElement, place: Place): void {
  if (place.url) location.href = place.url;
  (box as HTMLDialogElement).close();
  place.run?.();
}

async function open(): Promise<void> {
  const button = document.querySelector<HTMLElement>("button.go");
  const box = document.getElementById("go") as HTMLDialogElement | null;
  if (!button || !box || box.open) return;
  box.showModal();
  const input = box.querySelector("input")!;
  input.value = "";
  input.focus();
  at = 0;
  const answer = await fetch(button.dataset.from!, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    box.querySelector("[role=status]")!.textContent = say("app.go.gone");
    return;
  }
  places = await answer.json();
  dispatchEvent(new CustomEvent("verbatim:go", { detail: places }));
  draw(box);
}

// startGo makes the button and the chord work.
export function startGo(): void {
  const box = document.getElementById("go") as HTMLDialogElement | null;
  if (!box) return;
  document.querySelector("button.go")?.addEventListener("click", () => void open());
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    void open();
  });
  const input = box.querySelector("input")!;
  input.addEventListener("input", () => {
    at = 0;
    draw(box);
  });
  box.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the desk's letters are not meant here
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length) {
      event.preventDefault();
      at = (at + step + shown.length) % shown.length;
      draw(box);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const place = shown[at];
      if (place) take(box, place);
    }
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close(); // beside the box
  });
}
