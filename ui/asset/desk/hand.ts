// The mouse and the finger: what they select in the text.
import { codings, over, page, quick } from "./data";
import { blockOf, reader, turnAround } from "./place";
import { paint } from "./paint";
import * as at from "./cursor";
import { brushing, stroke } from "./brush";
import { point, refresh, showTurn } from "./here";
import { typing } from "./keys";
import { leave } from "./mode";
import { node } from "./node";

let finger = false;
const sheet = document.getElementById("touch")!;

export function hideSheet(): void {
  sheet.hidden = true;
}

function mouse(): void {
  reader.addEventListener("pointerdown", (e) => {
    finger = e.pointerType === "touch";
    const el = e.target as HTMLElement;
    if (el.closest(".palette,.memo")) return;
    // A drag that begins on a label selects nothing, but the browser would keep
    // the old selection as if it were the new one.
    if (!finger && e.button === 0 && blockOf(el) < 0 && !el.closest("button,a")) {
      at.clear();
      showTurn(null);
    }
  });

  let pressedAt = { x: 0, y: 0 };
  let pressedOn: EventTarget | null = null;
  document.addEventListener("pointerdown", (e) => {
    pressedAt = { x: e.clientX, y: e.clientY };
    pressedOn = e.target;
  }, true);

  document.addEventListener("pointerup", (e) => {
    if (e.pointerType === "touch" || e.button !== 0) return;
    const el = e.target as HTMLElement;
    if (el.closest?.(".handle") || (pressedOn as HTMLElement)?.closest?.(".who")) return;
    const dragged = Math.abs(e.clientX - pressedAt.x) + Math.abs(e.clientY - pressedAt.y) > 4;
    if (!reader.contains(el) && !dragged) return;
    if (el.closest?.(".palette,.memo,button,.who a")) return;
    // After this event the browser settles what a click does to its selection.
    setTimeout(() => {
      showTurn(null);
      leave();
      if (at.taken(e.altKey)) stroke();
      else if (reader.contains(el) && !at.pressed(e)) refresh();
    });
  });

  // Ctrl+A is the browser's own; what it selects is taken as a drag is.
  document.addEventListener("keyup", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && !typing(e.target)) at.taken(false);
  });

  let hovered: HTMLElement | null = null;
  reader.addEventListener("pointerover", (e) => {
    const lane = (e.target as HTMLElement).closest<HTMLElement>(".lanes li");
    if (lane === hovered) return;
    hovered = lane;
    const ids = lane?.dataset.k!.split(" ") ?? [];
    paint("hover", lane ? codings.filter((c) => ids.includes(c.id)) : []);
  });
}

// gutter selects the turns over whose numbers the mouse is drawn.
function gutter(): void {
  const sectionAt = (e: PointerEvent): HTMLElement | null => turnAround(document.elementFromPoint(reader.getBoundingClientRect().left + 24, e.clientY));
  reader.addEventListener("dragstart", (e) => (e.target as HTMLElement).closest?.(".who") && e.preventDefault());
  reader.addEventListener("pointerdown", (down) => {
    const first = (down.target as HTMLElement).closest(".who")?.closest<HTMLElement>("section");
    if (!first || down.button !== 0 || down.pointerType === "touch") return;
    let last = first;
    const listen = new AbortController();
    addEventListener("pointermove", (e) => {
      const over = sectionAt(e);
      if (!over || over === last) return;
      last = over;
      at.selectTurns(first, last);
    }, { signal: listen.signal });
    addEventListener("pointerup", () => {
      listen.abort();
      if (last === first) return;
      stroke();
      reader.focus({ preventScroll: true });
    }, { signal: listen.signal, capture: true });
  });
}

function touch(apply: (code: string) => void): void {
  let settled = 0;
  const fill = (): void => {
    sheet.querySelector(".chips")!.replaceChildren(
      ...quick().slice(0, 5).map((c) =>
        node("button", { type: "button", class: `chip h${c.h}`, click: () => (hideSheet(), apply(c.g)) }, [node("span", { class: "bar" }), c.n]),
      ),
    );
  };
  const offer = (some: boolean): void => {
    sheet.hidden = !some || page.reader || brushing();
    if (brushing()) stroke();
    else if (some) fill();
  };
  document.addEventListener("selectionchange", () => {
    if (!finger) return;
    clearTimeout(settled);
    settled = setTimeout(() => offer(at.taken(false)), 250);
  });
  // A tap on a turn's number selects the turn, and not as the browser does.
  // One on the text puts the cursor there, and makes the shortest coding under it
  // the current one, with its handles.
  reader.addEventListener("click", (e) => {
    if (!finger) return;
    if ((e.target as HTMLElement).closest(".who a")) setTimeout(() => offer(!!at.pending()), 300);
    else if (at.pressed(e)) {
      const start = at.pointUnder(e)!;
      point(over({ start, end: start + 1 }).filter((c) => c.mine).sort((a, b) => a.end - a.start - b.end + b.start)[0] ?? null);
      refresh();
    }
  });
}

export function startHand(apply: (code: string) => void): void {
  mouse();
  gutter();
  touch(apply);
}
