// Many codes at once: ticking rows of the tree by mouse and by key. What is
// done with them is a plain form, which the style sheet shows while one is
// ticked. Ticks stay while one looks at a code's entry, until something is done.
import { count } from "../lib/words";

export interface Many {
  key(event: KeyboardEvent, item: HTMLElement): boolean; // reports whether the key was meant here
  with(item: HTMLElement): HTMLElement[]; // the rows that go where this one goes
  done(): void;
}

export function startMany(tree: HTMLElement, root: string, walkable: () => HTMLElement[]): Many {
  const store = `${root}#ticked`;
  const form = document.querySelector<HTMLFormElement>("#many")!;
  const boxes = [...tree.querySelectorAll<HTMLInputElement>(".tick input")];
  let last: HTMLInputElement | null = null;

  const row = (box: Element): HTMLElement => box.closest("li")!;
  const boxOf = (item: Element) => item.querySelector<HTMLInputElement>(":scope>.trow input")!;

  function changed(): void {
    const ticked = boxes.filter((box) => box.checked);
    if (ticked.length) document.getElementById("ticked")!.textContent = count(ticked.length, "many.js.ticked");
    sessionStorage.setItem(store, ticked.map((box) => box.value).join());
  }

  function tick(box: HTMLInputElement, on: boolean, range: boolean): void {
    const seen = walkable().map((link) => boxOf(row(link)));
    const [from, to] = [seen.indexOf(last!), seen.indexOf(box)].sort((a, b) => a - b);
    if (range && from! >= 0) for (const one of seen.slice(from, to! + 1)) one.checked = on;
    box.checked = on;
    last = box;
    changed();
  }

  function clear(): void {
    for (const box of boxes) box.checked = false;
    changed();
  }

  const kept = (sessionStorage.getItem(store) ?? "").split(",");
  for (const box of boxes) {
    box.tabIndex = -1; // x ticks
    if (kept.includes(box.value)) box.checked = true;
  }
  changed();

  tree.addEventListener("click", (event) => {
    const box = event.target as HTMLInputElement;
    if (boxes.includes(box)) tick(box, box.checked, event.shiftKey);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    walkable()[0]?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") form.reset();
  });
  form.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "merge") sessionStorage.removeItem(store); // that one looks first
  });

  return {
    key(event, item) {
      const links = walkable();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "x") boxOf(item).click();
      else if (event.key === "m" && tree.querySelector(":checked")) document.getElementById("to")!.focus();
      else if (event.key === "Escape" && tree.querySelector(":checked")) clear();
      else if (event.shiftKey && step) {
        const next = links[links.findIndex((link) => row(link) === item) + step];
        if (next) {
          tick(boxOf(item), true, false);
          tick(boxOf(row(next)), true, false);
          next.focus();
        }
      } else return false;
      return true;
    },
    with(item) {
      const ticked = boxes.filter((box) => box.checked).map(row);
      return ticked.includes(item) ? ticked : [item];
    },
    done: () => sessionStorage.removeItem(store),
  };
}
