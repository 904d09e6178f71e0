// The reader's own last steps, the newest first: back to one of them, or forward
// to one that was taken back. A step that is chosen is the last one in force.
import { say } from "../lib/words";
import { page } from "./data";
import { node } from "./node";
import { send } from "./queue";

interface Step {
  id: number;
  time: string;
  said: string;
  where: string;
  gone: boolean; // taken back
  again: boolean; // and can be done again
}

let steps: Step[] = [];
let at = 0;

const list = node("ul", { role: "listbox", tabindex: "0", style: "outline:0", "aria-label": say("desk.js.steps") });
const hint = node("p", { class: "meta", role: "status" });
const box = node("dialog", { class: "gobox", id: "steps", "aria-label": say("desk.js.steps") }, [
  list, hint, node("p", {}, [node("a", { href: `${page.project}/history` }, [say("desk.js.allsteps")])]),
]);
document.body.append(box);

const can = (s: Step): boolean => !s.gone || s.again;

export async function openSteps(): Promise<void> {
  if (box.open) return;
  const answer = await fetch(`${page.project}/steps`, { headers: { Accept: "application/json" } }).catch(() => null);
  steps = answer?.ok ? ((await answer.json()) as Step[]) : [];
  at = Math.max(0, steps.findIndex((s) => !s.gone)); // where things stand now
  draw();
  box.showModal();
  list.focus();
}

// after is how many steps are taken back, or done again, by choosing one.
function after(s: Step): number {
  const newer = steps.slice(0, steps.indexOf(s));
  return s.gone ? steps.filter((o) => o.again && o.id <= s.id).length : newer.filter((o) => !o.gone).length;
}

function draw(): void {
  list.replaceChildren(...steps.map((s, i) => {
    const words = node("span", { class: "nm", title: s.said }, [s.gone ? node("s", {}, [s.said]) : s.said]);
    return node("li", { role: "option", id: `step-${i}`, "aria-selected": String(i === at), "aria-disabled": String(!can(s)), click: () => go(i) }, [
      node("i"), words, node("span", { class: "meta" }, [s.where]), node("span", { class: "meta" }, [s.time]),
    ]);
  }));
  const s = steps[at];
  list.setAttribute("aria-activedescendant", s ? `step-${at}` : "");
  list.children[at]?.scrollIntoView({ block: "nearest" });
  const n = s ? after(s) : 0;
  hint.textContent = !s ? say("desk.js.nosteps") : !can(s) ? say("desk.js.stepgone") : s.gone ? say("desk.js.stepagain", n) : n > 0 ? say("desk.js.stepback", n) : say("desk.js.stepnow");
}

function go(i: number): void {
  const s = steps[i];
  at = i;
  if (!s || !can(s) || after(s) === 0) return draw();
  box.close();
  send(`${page.project}/steps/${s.id}`, { document: page.id, forward: s.gone }, say("desk.js.stepto", s.said));
}

box.addEventListener("keydown", (e) => {
  e.stopPropagation(); // letters are not meant for the text
  const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (by !== undefined && steps.length > 0) {
    at = (at + by + steps.length) % steps.length;
    draw();
  } else if (e.key === "Enter" && document.activeElement === list) go(at);
  else return;
  e.preventDefault();
});
box.addEventListener("click", (e) => e.target === box && box.close());
