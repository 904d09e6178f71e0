// Splitting a code: its passages are ticked, and s leads to the name of the
// code that they are to have.
import { count } from "../lib/words";
import { startTicks } from "./ticks";

export function startSplit(): void {
  const list = document.querySelector<HTMLElement>("#coded");
  const form = document.querySelector<HTMLFormElement>("#split");
  if (!list || !form) return;
  const links = () => [...list.querySelectorAll<HTMLElement>("a.words")];
  const ticks = startTicks(list, [], {
    links,
    form,
    letter: "s",
    field: document.getElementById("split-to")!,
    changed(ticked) {
      if (ticked.length) document.getElementById("splitting")!.textContent = count(ticked.length, "split.js.ticked");
    },
  });
  list.addEventListener("keydown", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const at = links().findIndex((link) => item.contains(link));
    if (ticks.key(event, item)) event.preventDefault();
    else if (step && links()[at + step]) {
      event.preventDefault();
      links()[at + step]!.focus();
    }
  });
}
