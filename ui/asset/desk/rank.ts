// Which codes the palette offers for some letters, and in which order: the
// beginning of the name, then of a word in it, then letters in their order.

export interface Match {
  score: number;
  at: number[]; // places in the name that are set off, in UTF-16
}

const fold = (s: string): string => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Folding keeps the length of most names; where it does not, nothing is set off.
function marked(name: string, folded: string, at: number[]): number[] {
  return folded.length === name.length ? at : [];
}

const range = (from: number, n: number): number[] => Array.from({ length: n }, (_, i) => from + i);

// match scores a code's name and short label against what was typed; null when
// the letters do not stand in it.
export function match(name: string, short: string, branch: string, typed: string): Match | null {
  const query = fold(typed.trim());
  if (!query) return { score: 0, at: [] };
  const folded = fold(name);
  if (folded.startsWith(query)) return { score: 100 - folded.length / 100, at: marked(name, folded, range(0, query.length)) };
  const label = fold(short);
  if (label === query) return { score: 99, at: [] };
  const inside = folded.search(new RegExp(`(?<![\\p{L}\\p{N}])${query.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}`, "u"));
  if (inside > 0) return { score: 80 - inside / 100, at: marked(name, folded, range(inside, query.length)) };
  if (label.startsWith(query)) return { score: 70, at: [] };
  const at: number[] = [];
  let from = 0;
  for (const letter of query) {
    if (letter === " ") continue;
    const i = folded.indexOf(letter, from);
    if (i < 0) break;
    at.push(i);
    from = i + 1;
  }
  if (at.length === query.replaceAll(" ", "").length) {
    const spread = at[at.length - 1]! - at[0]! - at.length + 1;
    return { score: 50 - Math.min(spread, 40), at: marked(name, folded, at) };
  }
  return fold(branch).includes(query) ? { score: 5, at: [] } : null;
}
