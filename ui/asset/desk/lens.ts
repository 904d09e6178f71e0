// Whose bars stand in the margin: all, or those of recent codes, a branch, a
// coder, chosen codes. The tint of the words, the counts and the map always
// count all, and a line below the text says in words what is hidden.
import { say } from "../lib/words";
import { register } from "./commands";
import { code, codes, codings, layOut, page, read, recent, type Code, type Coding } from "./data";
import { again } from "./lanes";
import { node } from "./node";

interface Lens {
  show: string; // all, recent, branch, coder or codes
  which: string[]; // guids, or a coder's initials
}

const store = `verbatim.margin.${page.project}`;
let lens = read<Lens>(store, { show: "all", which: [] });
let own: Map<string, number> | null = null; // lanes of what is shown, by coding

const menu = document.getElementById("margin") as HTMLFormElement;
const which = menu.querySelector<HTMLElement>(".which")!;
const note = document.getElementById("hidden")!;

export const filtered = (): boolean => lens.show !== "all";

function root(c: Code): Code {
  const up = c.p && code(c.p);
  return up ? root(up) : c;
}

function passes(c: Coding): boolean {
  if (lens.show === "recent") return recent.slice(0, 9).includes(c.code);
  if (lens.show === "coder") return lens.which.includes(c.coder);
  if (lens.show === "codes") return lens.which.includes(c.code);
  const of = code(c.code);
  return !!of && lens.which.includes(root(of).g);
}

// laneOf is the lane of a coding's bar, below 0 where none is drawn. Some
// codings by themselves are laid out anew, each in the lowest free lane.
export function laneOf(c: Coding): number {
  if (!filtered()) return c.lane;
  if (!own) {
    const lanes = new Map<string, number>();
    layOut(codings.filter(passes), (k, lane) => lanes.set(k.id, lane));
    own = lanes;
    tell();
  }
  return own.get(c.id) ?? -1;
}

// stale is said when codings came or went.
export function stale(): void {
  own = null;
}

function tell(): void {
  note.hidden = !filtered();
  note.querySelector("span")!.textContent = say("desk.js.margin", own?.size ?? 0, codings.length);
}

function set(to: Lens): void {
  lens = to;
  localStorage.setItem(store, JSON.stringify(to));
  stale();
  again();
  if (codings[0]) laneOf(codings[0]);
  tell();
}

// choices are what can be chosen for a kind of lens.
function choices(show: string): { value: string; name: string; hue: number }[] {
  if (show === "coder") return [...new Set(codings.map((c) => c.coder))].sort().map((value) => ({ value, name: value, hue: 0 }));
  const used = new Set(codings.map((c) => c.code));
  const some = show === "codes" ? codes.filter((c) => used.has(c.g)) : show === "branch" ? codes.filter((c) => !c.p && !c.r) : [];
  return some.map((c) => ({ value: c.g, name: c.n, hue: c.h }));
}

function fill(): void {
  menu.querySelector<HTMLInputElement>(`[name=show][value=${lens.show}]`)!.checked = true;
  which.replaceChildren(
    ...choices(lens.show).map(({ value, name, hue }) =>
      node("label", { class: `check h${hue}` }, [
        node("input", { type: lens.show === "codes" ? "checkbox" : "radio", name: "which", value, checked: lens.which.includes(value) }),
        ...(hue ? [node("span", { class: "bar" })] : []),
        name,
      ]),
    ),
  );
}

menu.addEventListener("toggle", (e) => (e as ToggleEvent).newState === "open" && fill());
menu.addEventListener("change", (e) => {
  const chosen = new FormData(menu);
  if ((e.target as HTMLInputElement).name === "which") return set({ ...lens, which: chosen.getAll("which") as string[] });
  const show = chosen.get("show") as string;
  set({ show, which: show === "codes" ? [] : choices(show).slice(0, 1).map((c) => c.value) });
  fill();
});

register("allmargin", () => set({ show: "all", which: [] }), filtered);

export function startLens(): void {
  if (codings[0]) laneOf(codings[0]);
}
