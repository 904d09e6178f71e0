// Going somewhere in the document: to a place, the next coding, what a link
// names. Each can be taken back with Escape.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { codings, over, page, type Span } from "./data";
import { reader, spanOfTurn, trim } from "./place";
import { current, point } from "./here";
import { bring, flash } from "./paint";
import * as at from "./cursor";
import * as where from "./where";

export function goTo(span: Span, quietly = false): void {
  where.leave();
  at.put(span.start);
  bring(span, "third");
  if (!quietly) flash(span);
  reader.focus({ preventScroll: true });
}

// goCoding goes to the next coding, after the current one where there is one, so
// that of those that overlap none is passed by.
export function goCoding(by: 1 | -1): void {
  const from = at.target();
  if (!from) return;
  const now = current();
  const next = now ? codings[codings.indexOf(now) + by] : by > 0 ? codings.find((c) => c.start >= from.end) : codings.findLast((c) => c.start < from.start);
  if (!next) return status(say("desk.js.nomore"));
  point(next);
  goTo(trim(next) ?? next, true);
}

// goUncoded goes to the next turn that the reader has not coded. Questions of an
// interviewer are passed by: they are uncoded as a rule.
export function goUncoded(): void {
  const from = at.target()?.start ?? 0;
  for (const turn of reader.querySelectorAll<HTMLElement>("section.turn[id]:not(.int)")) {
    const span = spanOfTurn(turn);
    if (span && span.start > from && !over(span).some((c) => c.mine || page.reader)) return goTo(span, true);
  }
  status(say("desk.js.allcoded"));
}

// deepLink follows #t12, #c-guid and ?at=start-end; of a version that the text
// has left the server says where the passage is now. True where there was one.
export function deepLink(): boolean {
  const [, kind, id] = /^#(t|c-)(\w+)$/.exec(location.hash) ?? [];
  const query = new URLSearchParams(location.search);
  const [start, end] = (query.has("v") && page.at) || (query.get("at")?.match(/\d+/g) ?? []).map(Number);
  let span: Span | null | undefined;
  if (kind === "t") {
    const section = document.getElementById(`t${id}`);
    span = section && spanOfTurn(section);
  } else if (kind === "c-") {
    const c = codings.find((k) => k.id === id);
    span = c;
    if (c) point(c);
    else status(say("desk.js.nocoding"), { bad: true });
  } else if (end) span = trim({ start: start!, end }) ?? { start: start!, end };
  if (!span) return false;
  goTo(span);
  return true;
}
