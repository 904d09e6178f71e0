// What the desk knows: the document, the codes, the codings. It comes with the
// page and is kept up to date by the replies of the server.

export interface Code {
  g: string; // short guid
  p?: string; // parent
  n: string; // name
  s: string; // short label
  h: number; // hue, 1 to 8
  b?: string; // brief definition
  u?: string; // use when
  x?: string; // do not use when
  c?: boolean; // a category, not applied itself
  r?: boolean; // retired: offered no more
  i?: number; // place among the pinned
  o: number; // codings with it
}

export interface Coding {
  id: string;
  start: number; // code points, half open
  end: number;
  code: string;
  coder: string;
  valence: number | null;
  mine: boolean;
  note: Note;
  lane: number;
}

// Note is what most codings do not have.
export interface Note {
  w?: number; // weight
  c?: string; // comment
  o?: true; // its code means something else since
}

export type Row = [id: string, start: number, end: number, code: string, coder: string, valence: number | null, mine: 0 | 1, note?: Note];

export interface Span {
  start: number;
  end: number;
}

interface Page {
  url: string; // of the document; changes are posted below it
  id: string; // its short guid
  project: string; // URL of the project
  codings: string; // below which one coding is changed
  version: number;
  length: number; // code points
  lang: string;
  coder: string;
  reader: boolean; // may not code
  place: { position: number; offset: number } | null;
  tree: Code[];
  rows: Row[];
  hits: [number, number][] | null; // of the search that led here
  at: [number, number] | null; // where the passage of an older link stands now
}

export const page: Page = JSON.parse(document.getElementById("desk")!.textContent!);

export let codes: Code[] = page.tree;
let byGuid = new Map(codes.map((c) => [c.g, c]));

export function code(guid: string): Code | undefined {
  return byGuid.get(guid);
}

export function setCodes(all: Code[]): void {
  codes = all;
  byGuid = new Map(all.map((c) => [c.g, c]));
}

// offered says whether a code can be applied.
export const offered = (c: Code): boolean => !c.c && !c.r;

// branch is the names above a code, from the top.
export function branch(c: Code): string {
  const names: string[] = [];
  for (let up = c.p && code(c.p); up; up = up.p && code(up.p)) names.unshift(up.n);
  return names.join(" / ");
}

// Two codings share a lane only with about a line between them, in code points.
const line = 65;

// codings stand in the order of the text; of two that begin together the
// longer one comes first.
const order = (a: Coding, b: Coding): number => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
export let codings: Coding[] = page.rows.map(coding).sort(order);
page.rows = [];
arrange();

function coding(row: Row): Coding {
  const [id, start, end, code, coder, valence, mine, note = {}] = row;
  return { id, start, end, code, coder, valence, mine: mine === 1, note, lane: -1 };
}

// rowOf is a coding as the server writes it.
export const rowOf = (c: Coding): Row => [c.id, c.start, c.end, c.code, c.coder, c.valence, c.mine ? 1 : 0, c.note];

// rename gives a coding that was shown before the server knew it its own id.
export function rename(id: string, to: string): void {
  const c = codings.find((k) => k.id === id);
  if (c) c.id = to;
}

// change takes codings away and adds others. It gives the codings that
// came or went, and those that changed their lane.
export function change(remove: string[], add: Row[]): { changed: Span[]; moved: Span[] } {
  const gone = new Set([...remove, ...add.map((row) => row[0])]);
  const old: Coding[] = [];
  codings = codings.filter((c) => !gone.has(c.id) || (old.push(c), false));
  const fresh = add.map(coding);
  for (const c of fresh) {
    let [low, high] = [0, codings.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (order(codings[mid]!, c) < 0) low = mid + 1;
      else high = mid;
    }
    codings.splice(low, 0, c);
  }
  return { changed: [...fresh, ...old], moved: arrange() };
}

// layOut gives each of some codings, in the order of the text, the lowest lane
// that is free where it begins.
export function layOut(some: Coding[], put: (c: Coding, lane: number) => void): void {
  const ends: number[] = [];
  for (const c of some) {
    let lane = 0;
    while (lane < ends.length && ends[lane]! + line > c.start) lane++;
    ends[lane] = c.end;
    put(c, lane);
  }
}

// arrange lays out every coding, so that a bar never changes its lane while the
// text scrolls. It gives those that got another one.
function arrange(): Coding[] {
  const moved: Coding[] = [];
  layOut(codings, (c, lane) => {
    if (c.lane !== lane) moved.push(c);
    c.lane = lane;
  });
  return moved;
}

// mineAt is the reader's own coding of exactly a span with a code.
export const mineAt = (span: Span, guid: string): Coding | undefined =>
  codings.find((c) => c.mine && c.code === guid && c.start === span.start && c.end === span.end);

// over gives the codings that touch a span.
export function over(span: Span): Coding[] {
  const out: Coding[] = [];
  for (const c of codings) {
    if (c.start >= span.end) break;
    if (c.end > span.start) out.push(c);
  }
  return out;
}

// Recent codes, the last one first, kept for this project in this browser.
const recentKey = `verbatim.recent.${page.project}`;
export const recent: string[] = read<string[]>(recentKey, []);

export function used(guid: string): void {
  const at = recent.indexOf(guid);
  if (at >= 0) recent.splice(at, 1);
  recent.unshift(guid);
  recent.length = Math.min(recent.length, 30);
  localStorage.setItem(recentKey, JSON.stringify(recent));
}

// quick lists the codes of the keys 1 to 9: the pinned ones, then the recent.
export function quick(): Code[] {
  const pinned = codes.filter((c) => c.i && offered(c)).sort((a, b) => a.i! - b.i!);
  const rest = recent.map(code).filter((c) => c !== undefined && !c.i && offered(c)) as Code[];
  return [...pinned, ...rest].slice(0, 9);
}

export function read<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise; // not ours, or cut short: start anew
  }
}
