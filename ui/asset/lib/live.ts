// Changes that were made elsewhere: by others, in another window, on the command
// line. Events bring ids only; what became of this page is fetched. Nothing is
// moved under the hand: the desk takes the change in, other pages offer to load
// again.
import type { Live, Wish } from "./stream";

// News is what a page gets to take a change in by itself: an event
// "verbatim:live" that can be cancelled.
export interface News {
  after(): number; // the newest entry that this page knows of
  own(): string; // its own entries since, for the address
  posts(): number; // changes that it sent so far, to tell whether another began
  upTo(entry: number): void; // the page knows all until there
  again(): void; // look once more: this time it did not come to pass
  show(said: string, load: boolean): void; // in the status line
}

const { live: project, who, head, screen, worker } = document.body.dataset;
const own = new Set<number>();
let after = Number(head);
let posts = 0;
let flying = 0;
const heard = new Set<number>(); // entries that events told of; 0 for too many to tell
let timer = 0;

// The page's own changes are known by the header of their answers.
function watchOwn(): void {
  const plain = window.fetch;
  window.fetch = async (input, init) => {
    if (!init?.method || init.method === "GET") return plain(input, init);
    posts++;
    flying++;
    try {
      const answer = await plain(input, init);
      for (const id of answer.headers.get("Verbatim-Entry")?.split(",") ?? []) own.add(Number(id));
      return answer;
    } finally {
      flying--;
      if (heard.size > 0) soon();
    }
  };
}

const line = document.querySelector<HTMLElement>(".status .news");

function show(said: string, load: boolean): void {
  if (!line) return;
  line.hidden = !said;
  const words = line.querySelector("span")!;
  if (words.textContent !== said) words.textContent = said;
  line.querySelector("button")!.hidden = !load;
}

function upTo(entry: number): void {
  after = Math.max(after, entry);
  for (const id of own) if (id <= after) own.delete(id);
}

const again = (): void => {
  heard.add(0);
  soon();
};

const news: News = { after: () => after, own: () => [...own].join(), posts: () => posts, upTo, again, show };

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), 200);
}

// look asks once what happened since, when no change of this page is on its way.
async function look(): Promise<void> {
  if (flying > 0) return; // its end looks again
  for (const id of heard) if (own.has(id) || (id > 0 && id <= after)) heard.delete(id);
  if (heard.size === 0) return;
  heard.clear();
  if (!dispatchEvent(new CustomEvent("verbatim:live", { detail: news, cancelable: true }))) return;
  const answer = await fetch(`/p/${project}/since/${after}?screen=${screen}&own=${news.own()}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const { entry, said } = (await answer.json()) as { entry: number; said: string };
  upTo(entry);
  if (said) show(said, true);
}

function hear(event: Live): void {
  if (event.k[0] === "closed") return awake();
  heard.add(event.k[0] === "many" ? 0 : event.e!);
  soon();
}

let hello: () => void = () => undefined;

// awake follows a project that was closed for want of use again once somebody
// is here. Until then a forgotten tab keeps nothing open.
function awake(): void {
  const end = new AbortController();
  const since = Date.now();
  for (const kind of ["keydown", "pointerdown", "focus", "visibilitychange"])
    addEventListener(kind, () => {
      if (document.hidden || Date.now() - since < 5000) return;
      end.abort();
      hello();
    }, { signal: end.signal, capture: true, passive: true });
}

// startLive joins the one stream of this browser. Where tabs can share no worker
// each has its own, and a stream only while it is seen.
export function startLive(): void {
  if (!project || !worker) return;
  watchOwn();
  line?.querySelector("button")!.addEventListener("click", () => {
    if (dispatchEvent(new CustomEvent("verbatim:reload", { cancelable: true }))) location.reload();
  });
  const shared = "SharedWorker" in window;
  const port = shared ? new SharedWorker(worker, { name: "verbatim" }).port : new Worker(worker);
  port.onmessage = (message: MessageEvent<Live>) => hear(message.data);
  const goodbye = (): void => port.postMessage(null);
  hello = () => port.postMessage({ p: project, who: who!, after } satisfies Wish);
  hello();
  if (!shared) addEventListener("visibilitychange", () => (document.hidden ? goodbye() : hello()));
  addEventListener("pagehide", goodbye);
  addEventListener("pageshow", (event) => event.persisted && hello());
}
