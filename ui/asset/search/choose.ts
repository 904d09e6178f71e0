// A select of codes as a field that is typed into, ranked as the palette of the
// desk ranks.
import { match } from "../desk/rank";
import { say } from "../lib/words";

interface Choice { id: string; name: string; path: string; short: string; hue: string; off: boolean }

// chooser puts such a field in the place of the select and gives the field. A
// code that is taken, by the keyboard or not, is told of.
export function chooser(select: HTMLSelectElement | null, taken: (byKey: boolean) => void): HTMLInputElement | null {
  if (!select) return null;
  const all: Choice[] = [...select.options].filter((o) => o.value).map((o) => ({
    id: o.value, name: o.text.trim(), path: o.dataset.path!, short: o.dataset.short!, hue: o.dataset.hue!, off: o.disabled,
  }));
  const box = document.createElement("div");
  box.className = "choose";
  box.innerHTML = `<i class="bar" hidden></i><input class="in" role="combobox" aria-expanded="false" aria-controls="codes" aria-autocomplete="list" autocomplete="off" spellcheck="false"><ul id="codes" role="listbox" hidden></ul>`;
  const bar = box.children[0] as HTMLElement;
  const field = box.children[1] as HTMLInputElement;
  const list = box.children[2] as HTMLElement;
  field.placeholder = select.options[0]!.text;
  list.setAttribute("aria-label", field.placeholder);
  select.hidden = true;
  select.before(box);
  select.labels[0]!.htmlFor = field.id = "code-field";

  let shown: Choice[] = [];
  let on = 0;

  function open(): void {
    const typed = field.value.trim().toLowerCase();
    const held = all.find((c) => c.id === select!.value);
    shown = typed && typed !== held?.name.toLowerCase()
      ? all.filter((c) => !c.off).map((c) => ({ c, n: match(c.name, c.short, c.path, typed)?.score ?? 0 })).filter((s) => s.n > 0).sort((a, b) => b.n - a.n).map((s) => s.c)
      : all;
    on = Math.max(0, shown.findIndex((c) => (typed ? !c.off : c.id === select!.value)));
    list.replaceChildren(...shown.map(option));
    if (!shown.length) list.append(Object.assign(document.createElement("li"), { className: "meta", textContent: say("search.code.nomatch") }));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark();
  }

  function option(c: Choice, i: number): HTMLElement {
    const row = document.createElement("li");
    row.id = `code-${i}`;
    row.role = "option";
    row.title = c.path;
    if (c.off) row.ariaDisabled = "true";
    const parts = { bar: "", nm: c.name, sh: c.off ? "" : c.short };
    for (const [className, textContent] of Object.entries(parts)) row.append(Object.assign(document.createElement("span"), { className, textContent }));
    row.firstElementChild!.classList.add(c.hue);
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      if (!c.off) take(c, false);
    });
    return row;
  }

  function mark(): void {
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === on && !shown[i]?.off)));
    if (shown[on]) field.setAttribute("aria-activedescendant", `code-${on}`);
    else field.removeAttribute("aria-activedescendant");
    list.children[on]?.scrollIntoView({ block: "nearest" });
  }

  function close(): void {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    const held = all.find((c) => c.id === select!.value);
    field.value = held?.name ?? "";
    bar.hidden = !held;
    bar.className = `bar ${held?.hue ?? ""}`;
  }

  function take(c: Choice, byKey: boolean): void {
    select!.value = c.id;
    close();
    taken(byKey);
  }

  field.addEventListener("focus", () => {
    field.select();
    open();
  });
  field.addEventListener("blur", close);
  field.addEventListener("input", open);
  field.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && shown.length) {
      if (list.hidden) open();
      else do on = (on + step + shown.length) % shown.length; while (shown[on]!.off && shown.some((c) => !c.off));
      mark();
    } else if (event.key === "Enter" && !list.hidden) {
      const c = shown[on];
      if (c && !c.off) take(c, true);
    } else if (event.key === "Escape") {
      close();
      document.querySelector<HTMLElement>(".kwic .on th a")?.focus();
    } else return;
    event.preventDefault();
  });
  close();
  return field;
}
