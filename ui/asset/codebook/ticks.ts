// Ticking rows of a list by mouse and by key: a click, a range with Shift, x,
// Shift with an arrow, Escape. What is done with them is a plain form, which the
// style sheet shows while one is ticked.
export interface Ticks {
  key(event: KeyboardEvent, item: HTMLElement): boolean; // reports whether the key was meant here
  rows(): HTMLElement[]; // those that are ticked
}

interface How {
  links: () => HTMLElement[]; // what has the keyboard in each row that is seen, in order
  form: HTMLFormElement;
  letter: string; // goes to the form's field while one is ticked
  field: HTMLElement;
  changed(ticked: HTMLInputElement[]): void;
}

const row = (inside: Element): HTMLElement => inside.closest("li")!;
const boxOf = (item: Element) => item.querySelector<HTMLInputElement>("input[type=checkbox]"); // the first is its own

export function startTicks(list: HTMLElement, kept: string[], how: How): Ticks {
  const boxes = [...list.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  let last: HTMLInputElement | null = null;
  const ticked = () => boxes.filter((box) => box.checked);

  function tick(box: HTMLInputElement | null, on: boolean, range = false): void {
    if (!box) return;
    const seen = how.links().map((link) => boxOf(row(link)));
    const [from, to] = [seen.indexOf(last), seen.indexOf(box)].sort((a, b) => a - b);
    if (range && last && from! >= 0) for (const one of seen.slice(from, to! + 1)) if (one) one.checked = on;
    box.checked = on;
    last = box;
    how.changed(ticked());
  }

  function clear(): void {
    for (const box of boxes) box.checked = false;
    how.changed([]);
  }

  for (const box of boxes) {
    box.tabIndex = -1; // x ticks
    if (kept.includes(box.value)) box.checked = true;
  }
  how.changed(ticked());

  list.addEventListener("click", (event) => {
    const box = event.target as HTMLInputElement;
    if (boxes.includes(box)) tick(box, box.checked, event.shiftKey);
  });
  how.form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    how.links()[0]?.focus();
  });
  how.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") how.form.reset();
  });

  return {
    key(event, item) {
      const links = how.links();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const any = ticked().length > 0;
      if (event.key === "x") boxOf(item)?.click();
      else if (event.key === how.letter && any) how.field.focus();
      else if (event.key === "Escape" && any) clear();
      else if (event.shiftKey && step) {
        const next = links[links.findIndex((link) => row(link) === item) + step];
        if (next) {
          tick(boxOf(item), true);
          tick(boxOf(row(next)), true);
          next.focus();
        }
      } else return false;
      return true;
    },
    rows: () => ticked().map(row),
  };
}
