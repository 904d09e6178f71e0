// What can be taken along from the text: a link to it, or its words with where
// they come from.
import { say } from "../lib/words";
import { status } from "../lib/status";
import { page } from "./data";
import { blockAt, reader, turnOf, wordsOf } from "./place";
import * as at from "./cursor";
import { current, subject } from "./here";

// put brings words to the clipboard; a page without TLS on another host has
// only the older way.
async function put(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    document.addEventListener("copy", (e) => (e.preventDefault(), e.clipboardData?.setData("text/plain", words)), { once: true });
    return document.execCommand("copy");
  }
}

function told(done: boolean, words: string): void {
  status(done ? words : say("desk.js.notcopied"), { bad: !done });
}

// copyLink takes a link to the current coding, or to the words. One that the
// server has not confirmed has no name that others would know: its words have.
export async function copyLink(): Promise<void> {
  const on = subject();
  if (!on) return;
  const c = at.pending() ? null : current();
  const place = c && c.id[0] !== "~" ? `#c-${c.id}` : `?at=${on.start}-${on.end}&v=${page.version}`;
  told(await put(location.origin + page.url + place), say("desk.js.copiedlink"));
}

// copyQuote takes the words with the speaker, the document and the turn.
export async function copyQuote(): Promise<void> {
  const on = subject();
  if (!on) return;
  const words = wordsOf(on).replace(/\s+/g, " ");
  const name = reader.querySelector(".dochead h1")!.textContent!;
  const turn = turnOf(blockAt(on.start));
  const label = turn?.querySelector<HTMLElement>(".who a");
  const quote = label ? say("desk.js.quoteturn", words, label.textContent!, name, label.dataset.n!) : say("desk.js.quoteplain", words, name);
  told(await put(quote), say("desk.js.copied", quote));
}
