// What a change will do, known before the server has answered, so that it is
// painted in the frame after the key. The reply is compared: as a rule it says
// the same and only the ids of new codings are put in; otherwise what was
// guessed is taken back and the reply stands.
import { rename, type Row } from "./data";

export interface Guess {
  add: Row[]; // new codings carry an id that begins with ~ until the server gives theirs
  remove: Row[];
}

// names are the server's ids of codings that were guessed.
const names = new Map<string, string>();

export const real = (id: string): string => names.get(id) ?? id;

const named = (row: Row): Row => [real(row[0]), ...row.slice(1)] as Row;

export const inverse = (g: Guess): Guess => ({ add: g.remove, remove: g.add });

// gone are the ids that a guess takes away and does not bring back changed.
export function gone(g: Guess): string[] {
  const stay = new Set(g.add.map((row) => real(row[0])));
  return g.remove.map((row) => real(row[0])).filter((id) => !stay.has(id));
}

export const rows = (g: Guess): Row[] => g.add.map(named);

let made = 0;

// fresh is the row of a coding that is about to be made.
export const fresh = (start: number, end: number, code: string, coder: string): Row => [`~${Date.now().toString(36)}${++made}`, start, end, code, coder, null, 1];

const key = (row: Row): string => row.slice(1, 4).join();

// confirmed reports whether the server did what was guessed, and if so gives
// the new codings their ids.
export function confirmed(g: Guess, add: Row[], remove: string[]): boolean {
  const away = gone(g);
  if (add.length !== g.add.length || remove.length !== away.length || !remove.every((id) => away.includes(id))) return false;
  const left = new Map(add.map((row) => [key(row), row]));
  const pairs: [string, Row][] = [];
  for (const row of g.add) {
    const told = left.get(key(row));
    const id = real(row[0]);
    if (!told || (!id.startsWith("~") && id !== told[0])) return false;
    pairs.push([id, told]);
  }
  for (const [id, told] of pairs) {
    if (id === told[0]) continue;
    names.set(id, told[0]);
    rename(id, told[0]);
  }
  return true;
}

// What undo and redo will do, as far as this page has seen the steps itself;
// null for a step whose effect is not foreseen.
const done: (Guess | null)[] = [];
const undone: (Guess | null)[] = [];

export function noted(g: Guess | null): void {
  done.push(g);
  undone.length = 0;
}

export function foresee(kind: "undo" | "redo"): Guess | undefined {
  const from = kind === "undo" ? done : undone;
  const g = from.pop();
  if (g === undefined) return undefined;
  (kind === "undo" ? undone : done).push(g);
  if (!g) return undefined;
  return kind === "undo" ? inverse(g) : g;
}

// forget is for when something else happened than was foreseen.
export function forget(): void {
  done.length = undone.length = 0;
}
