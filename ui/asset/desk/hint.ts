// The first five codings that are made with the mouse show which keys would
// have done it; then it is known.
import { say } from "../lib/words";
import { code, quick, read, recent } from "./data";
import { keyName, keyOf, off } from "./keys";
import { node } from "./node";

const key = "verbatim.hints";
const place = node("span", { class: "meta" });
document.querySelector(".status [role=status]")!.append(place);

let mouse = false; // what was done last
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, (e) => {
  mouse = e.type === "pointerdown";
  place.textContent = "";
}, true);

// hint is for a code that is being applied.
export function hint(guid: string): void {
  const shown = read(key, 0);
  if (!mouse || off() || shown >= 5) return;
  localStorage.setItem(key, String(shown + 1));
  const nth = quick().findIndex((c) => c.g === guid) + 1;
  const name = code(guid)?.n ?? "";
  const keys = guid === recent[0] && keyOf("again") ? keyName(keyOf("again")) : nth ? String(nth) : `${keyName(keyOf("code"))} ${name.slice(0, 3).toLowerCase()} Enter`;
  place.textContent = say("desk.js.hint", keys);
}
