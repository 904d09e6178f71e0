// A code is taken from the tree with the mouse and dropped on a lane or on a
// coding at the right, which then has that code. Its key is r.
import { code, codings, offered, page, type Coding } from "./data";
import { node } from "./node";

// under is the coding of the reader's own that a place of the page belongs to;
// where one bar stands for several, the first of them.
function under(x: number, y: number): Coding | undefined {
  const el = document.elementFromPoint(x, y)?.closest<HTMLElement>(".lanes li,#at .coding");
  const ids = el?.dataset.k!.split(" ") ?? [];
  return codings.find((c) => c.mine && ids.includes(c.id));
}

export function startDrop(recode: (c: Coding, to: string) => void): void {
  document.getElementById("tree")!.addEventListener("pointerdown", (down) => {
    const guid = (down.target as HTMLElement).closest(".nm")?.closest<HTMLElement>("[data-code]")?.dataset.code;
    const taken = guid ? code(guid) : undefined;
    if (!taken || !offered(taken) || page.reader || down.button !== 0 || down.pointerType === "touch") return;
    const listen = new AbortController();
    const ghost = node("div", { class: `ghost pop chip h${taken.h}`, "aria-hidden": "true" }, [node("span", { class: "bar" }), taken.n]);
    const end = (): void => {
      listen.abort();
      ghost.remove();
    };
    const how = { signal: listen.signal, capture: true };
    for (const kind of ["selectstart", "dragstart"]) addEventListener(kind, (e) => e.preventDefault(), how); // the browser's own drags
    addEventListener("pointermove", (e) => {
      if (!ghost.isConnected && Math.abs(e.clientX - down.clientX) + Math.abs(e.clientY - down.clientY) < 6) return;
      if (!ghost.isConnected) document.body.append(ghost);
      ghost.style.translate = `${e.clientX + 10}px ${e.clientY + 6}px`; // beside the pointer, which finds what is under it
      ghost.classList.toggle("over", under(e.clientX, e.clientY) !== undefined);
    }, how);
    addEventListener("pointerup", (e) => {
      const on = ghost.isConnected && under(e.clientX, e.clientY);
      if (ghost.isConnected) e.stopPropagation();
      end();
      if (on) recode(on, taken.g);
    }, how);
    addEventListener("pointercancel", end, how);
    addEventListener("keydown", (e) => e.key === "Escape" && ghost.isConnected && (e.stopPropagation(), end()), how);
  });
}
