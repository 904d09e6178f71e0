// Going somewhere in the document: to a place, the next coding, what a link
// names. Each can be taken back with Escape.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { codings, type Span } from "./data";
import { reader, spanOfTurn, trim } from "./place";
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

export function goCoding(by: 1 | -1): void {
  const from = at.target();
  if (!from) return;
  const next = by > 0 ? codings.find((c) => c.start >= from.end) : codings.findLast((c) => c.start < from.start);
  if (next) goTo(trim(next) ?? next, true);
  else status(say("desk.js.nomore"));
}

// deepLink follows #t12, #c-guid and ?at=start-end. True where there was one.
export function deepLink(): boolean {
  const [, kind, id] = /^#(t|c-)(\w+)$/.exec(location.hash) ?? [];
  const [, start, end] = /(\d+)-(\d+)/.exec(new URLSearchParams(location.search).get("at") ?? "") ?? [];
  let span: Span | null | undefined;
  if (kind === "t") {
    const section = document.getElementById(`t${id}`);
    span = section && spanOfTurn(section);
  } else if (kind === "c-") {
    span = codings.find((c) => c.id === id);
    if (!span) status(say("desk.js.nocoding"), { bad: true });
  } else if (start && end) span = trim({ start: Number(start), end: Number(end) });
  if (!span) return false;
  goTo(span);
  return true;
}
