// Changes on their way to the server. Each is kept in this browser until the
// server has confirmed it, and sent again after a failure, a reload or a
// restart of the program: an applied code is never silently lost. Each carries
// an id, so that the server does nothing twice.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { page, type Code, type Row, type Span } from "./data";
import { real, type Guess } from "./guess";
import { node } from "./node";

export interface Job {
  request: string;
  url: string;
  body: Record<string, unknown>;
  document: string; // its URL
  span?: Span; // painted until it is confirmed
  guess?: Guess; // what it will do, shown at once
  said: string; // what it does, in words
  at: number;
  refused?: string; // the server's reason; it is not sent again by itself
}

export interface Reply {
  entry: number; // 0 when there was nothing to do
  status: string;
  saved: string;
  blocks: Record<string, string>;
  add: Row[];
  remove: string[];
  counts: Record<string, number>; // of the codes concerned
  codes?: Code[]; // the whole codebook, when it changed
  tree?: string;
  memos?: { to: number; html: string }[]; // all of the document, when one changed
  links?: string; // the document's, drawn, when some changed
  fresh?: boolean; // more changed than this page can show: load it again
}

const prefix = `verbatim.queue.${page.project}.`;
const memory = new Map<string, Job>(); // also when the browser's store is full

function all(): Job[] {
  const jobs = new Map(memory);
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i)!;
    if (!key.startsWith(prefix)) continue;
    try {
      const job = JSON.parse(localStorage.getItem(key)!) as Job;
      if (!jobs.has(job.request)) jobs.set(job.request, job);
    } catch {
      localStorage.removeItem(key); // was never written whole
    }
  }
  return [...jobs.values()].sort((a, b) => a.at - b.at);
}

function keep(job: Job): void {
  memory.set(job.request, job);
  try {
    localStorage.setItem(prefix + job.request, JSON.stringify(job));
  } catch {
    // The store is full: the job stays in memory and is shown until it is sent.
  }
}

function drop(job: Job): void {
  memory.delete(job.request);
  localStorage.removeItem(prefix + job.request);
}

// newId is an id for a request, by which the program does it once only.
export function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page without TLS has no randomUUID
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export interface Hooks {
  sent(job: Job): void; // it is on its way
  resumed(job: Job): void; // it was on its way when the page was left
  shown(): Promise<void>; // what was guessed is painted: before that, a request or an answer would only delay it
  reply(reply: Reply, job: Job): void;
  refused(job: Job): void; // the server does not make this change
  changed(): void; // something else is waiting than before
}

let hooks: Hooks;

export function startQueue(by: Hooks): void {
  hooks = by;
  addEventListener("online", retry);
  addEventListener("pagehide", () => void drain());
  const jobs = all();
  if (jobs.length === 0) return;
  jobs.filter((j) => !j.refused).forEach(hooks.resumed);
  show();
  void drain();
}

let last = 0;

// send puts a change on its way, and shows at once what it will do where that
// is known.
export function send(url: string, body: Record<string, unknown>, said: string, span?: Span, guess?: Guess): void {
  last = Math.max(Date.now(), last + 1);
  const job: Job = { request: newId(), url, body, document: page.url, span, guess, said, at: last };
  keep(job);
  hooks.sent(job);
  hooks.changed();
  void hooks.shown().then(drain);
}

// waiting are the spans on this page that are not confirmed.
export function waiting(): Span[] {
  return all().flatMap((job) => (job.span && job.document === page.url ? [job.span] : []));
}

// guessless takes the guesses off what waits, and gives them, the newest first.
export function guessless(): Guess[] {
  const out: Guess[] = [];
  for (const job of all()) {
    if (!job.guess) continue;
    if (job.document === page.url) out.unshift(job.guess);
    keep({ ...job, guess: undefined });
  }
  return out;
}

// idle reports whether everything is with the server.
export const idle = (): boolean => !all().some((job) => !job.refused);

let busy = false;
let delay = 0;
let timer = 0;

export function retry(): void {
  delay = 0;
  clearTimeout(timer);
  void drain();
}

async function drain(): Promise<void> {
  if (busy) return;
  busy = true;
  for (;;) {
    const job = all().find((j) => !j.refused);
    if (!job) break;
    const slow = setTimeout(() => status(say("desk.js.saving")), 300);
    const answer = await post(job);
    if (job.guess) await hooks.shown();
    clearTimeout(slow);
    if (answer === "later") {
      delay = Math.min(delay ? delay * 2 : 1000, 15000);
      clearTimeout(timer);
      timer = setTimeout(() => void drain(), delay);
      status(say("desk.js.notsaved"), { bad: true });
      break;
    }
    delay = 0;
    if (typeof answer === "string") {
      // A coding that was refused stays in sight; a step that cannot be taken
      // back leaves nothing to keep.
      if (job.span) keep({ ...job, guess: undefined, refused: answer });
      else drop(job);
      hooks.refused(job);
      const step = /\/(undo|steps\/(\d+))$/.exec(job.url);
      status(answer, { bad: true, link: step ? [`${page.project}/history/${step[2] ?? "last"}/back`, say("desk.js.inway")] : undefined });
    } else {
      drop(job);
      hooks.reply(answer, job);
      nameWaiting();
    }
  }
  busy = false;
  hooks.changed();
  show();
}

// nameWaiting puts the server's ids of new codings into the changes of them
// that wait, so that these can be sent also after the page was left.
function nameWaiting(): void {
  for (const job of all()) {
    const now = job.url.replace(/~\w+/, real);
    if (now !== job.url) keep({ ...job, url: now });
  }
}

// postJSON sends a change. One that is not long outlives the page: who goes away
// at once has it saved all the same.
export function postJSON(url: string, content: unknown, signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify(content);
  return fetch(url, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body, signal, keepalive: body.length < 9999 });
}

// reasonOf is the sentence with which the server refused, where it says one.
export async function reasonOf(answer: Response): Promise<string | undefined> {
  const reason = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null;
  return reason?.error?.message;
}

// post gives the reply, the reason of a refusal, or "later".
async function post(job: Job): Promise<Reply | string> {
  try {
    const answer = await postJSON(job.url, { ...job.body, request: job.request }, AbortSignal.timeout(20000));
    if (answer.ok) return (await answer.json()) as Reply;
    if (answer.status >= 500 || answer.status === 429) return "later";
    return (await reasonOf(answer)) ?? say("desk.js.refused", answer.status);
  } catch {
    return "later"; // nobody answers, or the answer broke off
  }
}

const box = document.getElementById("unsaved")!;

// show lists what is not saved yet. It covers the foot of the text and moves
// nothing.
function show(): void {
  const jobs = all();
  box.hidden = jobs.length === 0;
  box.replaceChildren(
    ...jobs.map((job) =>
      node("p", { class: "msg" }, [
        node("span", {}, [job.refused ? say("desk.js.refusedjob", job.said, job.refused) : say("desk.js.waitingjob", job.said)]),
        node("button", { class: "link", type: "button", click: () => again(job) }, [say("do.retry")]),
        ...(job.refused ? [node("button", { class: "link", type: "button", click: () => aside(job) }, [say("desk.js.aside")])] : []),
      ]),
    ),
  );
}

function again(job: Job): void {
  delete job.refused;
  keep(job);
  retry();
}

function aside(job: Job): void {
  drop(job);
  hooks.changed();
  show();
}
