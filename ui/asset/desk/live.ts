// What others did to this document, or the reader in another window: it is
// taken in by the way of the reader's own changes, and the text stays where it
// is. What cannot be taken in is said, with a button: nothing is loaded again
// under the hand.
import type { News } from "../lib/live";
import * as at from "./cursor";
import { page } from "./data";
import { rangeOf, reader } from "./place";
import { reload } from "./where";
import { idle, type Reply } from "./queue";

let busy = false;
let stopped = false; // the page shows what is no more
let quiet = 0;

export function startLive(take: (reply: Reply) => void): void {
  addEventListener("verbatim:live", (event) => {
    event.preventDefault();
    void look((event as CustomEvent<News>).detail, take);
  });
  addEventListener("verbatim:reload", (event) => {
    event.preventDefault();
    reload();
  });
}

async function look(news: News, take: (reply: Reply) => void): Promise<void> {
  if (stopped) return;
  if (busy) return news.again();
  busy = true;
  const posts = news.posts();
  const answer = await fetch(`${page.url}/since/${news.after()}?own=${news.own()}`, { headers: { Accept: "application/json" } }).catch(() => null);
  const reply = answer?.ok ? ((await answer.json()) as Reply) : null;
  busy = false;
  if (!reply) return;
  // A change of the reader's own began meanwhile: its answer may be the newer.
  if (posts !== news.posts()) return news.again();
  if (!idle()) return void setTimeout(news.again, 2000);
  news.upTo(reply.entry);
  clearTimeout(quiet);
  if (reply.fresh) {
    stopped = true;
    return news.show(reply.status, true);
  }
  if (reply.memos) hold(() => take(reply));
  else take(reply);
  if (!reply.status) return;
  news.show(reply.status, false);
  quiet = setTimeout(() => news.show("", false), 30000);
}

// hold keeps the reader's line, and the palette at it, where they are in the
// window while something is put into the text: a memo stands under its turn.
function hold(run: () => void): void {
  const on = at.pending() ?? at.cursor();
  const line = (): number => (on && rangeOf(on).getClientRects()[0]?.top) || 0;
  const before = line();
  run();
  const by = line() - before;
  const box = reader.querySelector<HTMLElement>(".palette");
  reader.scrollTop += by;
  if (box && by) box.style.translate = `0 ${(parseFloat(box.style.translate.split(" ")[1]!) || 0) + by}px`;
}
