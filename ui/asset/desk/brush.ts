// The brush: a code is chosen once, then everything that is selected gets it at
// once, until Escape.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { code } from "./data";
import * as at from "./cursor";
import { node } from "./node";
import { reader } from "./place";

const banner = document.getElementById("brush")!;
let codes: string[] = [];
let apply: (codes: string[]) => void = () => undefined;

export const brushing = (): boolean => codes.length > 0;

export function startBrush(onStroke: typeof apply): void {
  apply = onStroke;
  // What is selected sentence by sentence is complete when Shift is let go.
  document.addEventListener("keyup", (e) => e.key === "Shift" && stroke());
}

// take has these codes on the brush, and codes what is selected already.
export function take(some: string[]): void {
  codes = some;
  banner.hidden = false;
  banner.replaceChildren(
    node("span", {}, [say("desk.js.brushing", codes.map((g) => code(g)?.n ?? "").join(", "))]),
    node("button", { type: "button", class: "btn", click: () => (putAway(), reader.focus({ preventScroll: true })) }, [`${say("desk.js.brushend")} `, node("kbd", {}, ["Esc"])]),
  );
  stroke();
}

export function putAway(): void {
  codes = [];
  banner.hidden = true;
  status(say("desk.js.brushed"));
}

// stroke codes what is selected. Nothing happens without a brush or a selection.
export function stroke(): void {
  if (brushing() && at.pending()) apply(codes);
}
