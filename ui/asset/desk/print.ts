// Printing from the desk: at the line where each coding begins its short label
// stands in brackets in the outer margin. The labels are in the page only while
// it is printed, and hold no text of their own, so that nothing is miscounted.
import { code, codings, type Coding } from "./data";
import { laneOf } from "./lens";
import { repaint } from "./paint";
import { blockAt, spot, trim } from "./place";
import { node } from "./node";

const line = 60; // code points, of a printed line; labels that begin on one stand together

function labels(): void {
  let last: { at: number; block: number; label: HTMLElement } | null = null;
  const put = (c: Coding): void => {
    const at = trim(c)?.start ?? c.start;
    const block = blockAt(at);
    const said = `[${code(c.code)?.s ?? ""}]`;
    if (last && last.block === block && at - last.at < line) {
      last.label.dataset.l += ` ${said}`;
      return;
    }
    const label = node("i", { class: "label", "data-l": said });
    const [text, offset] = spot(at, block, true);
    const range = document.createRange();
    range.setStart(text, offset);
    range.insertNode(label);
    last = { at, block, label };
  };
  for (const c of codings) if (laneOf(c) >= 0) put(c);
}

addEventListener("beforeprint", () => {
  const today = document.querySelector("#printed time")!;
  today.textContent = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  labels();
});

addEventListener("afterprint", () => {
  for (const label of document.querySelectorAll(".text .label")) {
    const parent = label.parentNode!;
    label.remove();
    parent.normalize();
  }
  repaint();
});
