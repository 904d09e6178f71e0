// One event stream for all who listen in this browser, whatever projects they
// show. It looks after its own coming back: the server's history knows what was
// missed.

export interface Live {
  p: string; // the project's slug
  e?: number; // the entry
  d?: string; // the document's short guid
  k: string[]; // what was touched: "coding", "code", …; "many"; "closed" when the project is
}

export interface Wish {
  p: string;
  who: string; // the coder's short guid: another one sees other things
  after: number; // the newest entry that is known
}

export class Stream {
  private source: EventSource | null = null;
  private key = "";
  private at = new Map<string, number>(); // the newest entry told, by project
  private delay = 0;
  private timer = 0;
  private wishes: Wish[] = [];

  constructor(private tell: (event: Live) => void) {}

  // want says what is to be followed, all of it. The stream is opened anew only
  // where that is more, or for another coder.
  want(wishes: Wish[]): void {
    this.wishes = wishes;
    for (const w of wishes) if (!this.at.has(w.p)) this.at.set(w.p, w.after);
    const key = [...new Set(wishes.map((w) => `${w.p} ${w.who}`))].sort().join();
    if (key === this.key && (this.source || this.timer)) return;
    this.key = key;
    this.open();
  }

  // known is the newest entry that was told of a project.
  known(p: string): number {
    return this.at.get(p) ?? 0;
  }

  private open(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.source?.close();
    this.source = null;
    const asked = new Map(this.wishes.map((w) => [w.p, `p=${w.p}@${this.known(w.p)}@${w.who}`])); // slugs and ids need no escaping
    if (asked.size === 0) return;
    const source = new EventSource(`/live?${[...asked.values()].join("&")}`);
    this.source = source;
    source.onopen = () => (this.delay = 0);
    source.onmessage = (message) => {
      const event = JSON.parse(message.data as string) as Live;
      if (event.e) this.at.set(event.p, event.e);
      if (event.k[0] === "closed") {
        this.wishes = this.wishes.filter((w) => w.p !== event.p);
        this.key = "";
      }
      this.tell(event);
    };
    // A browser would come back by itself, but with the address of before.
    source.onerror = () => {
      source.close();
      if (this.source !== source) return;
      this.source = null;
      this.delay = Math.min(this.delay ? this.delay * 2 : 1000, 30000);
      this.timer = setTimeout(() => this.open(), this.delay);
    };
  }
}
