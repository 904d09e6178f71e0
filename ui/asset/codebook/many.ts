// Many codes at once, ticked in the tree. Ticks stay while one looks at a
// code's entry, until something is done.
import { count } from "../lib/words";
import { startTicks } from "./ticks";

export interface Many {
  key(event: KeyboardEvent, item: HTMLElement): boolean; // reports whether the key was meant here
  with(item: HTMLElement): HTMLElement[]; // the rows that go where this one goes
  done(): void;
}

export function startMany(tree: HTMLElement, root: string, links: () => HTMLElement[]): Many {
  const store = `${root}#ticked`;
  const form = document.querySelector<HTMLFormElement>("#many")!;
  const ticks = startTicks(tree, (sessionStorage.getItem(store) ?? "").split(","), {
    links,
    form,
    letter: "m",
    field: document.getElementById("to")!,
    changed(ticked) {
      if (ticked.length) document.getElementById("ticked")!.textContent = count(ticked.length, "many.js.ticked");
      sessionStorage.setItem(store, ticked.map((box) => box.value).join());
    },
  });
  const done = () => sessionStorage.removeItem(store);
  form.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "merge") done(); // that one looks first
  });
  return {
    key: ticks.key,
    with(item) {
      const ticked = ticks.rows();
      return ticked.includes(item) ? ticked : [item];
    },
    done,
  };
}
