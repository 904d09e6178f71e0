// The words of ui/words that this page carries, in the reader's language.

const table: Record<string, string | [string, string]> = JSON.parse(document.getElementById("words")?.textContent || "{}");
const lang = document.documentElement.lang;
const numbers = new Intl.NumberFormat(lang);

// fill puts the arguments in the place of %s, %d, %v and %q, or of %[2]s.
function fill(format: string, args: (string | number)[]): string {
  let next = 0;
  return format.replace(/%(?:\[(\d+)\])?([sdvq%])/g, (_, at: string | undefined, verb: string) => {
    if (verb === "%") return "%";
    if (at) next = Number(at) - 1;
    const arg = args[next++] ?? "";
    const text = typeof arg === "number" ? numbers.format(arg) : arg;
    return verb === "q" ? `“${text}”` : text;
  });
}

// say gives a sentence or label; a key that the page does not carry shows itself.
export function say(key: string, ...args: (string | number)[]): string {
  const entry = table[key];
  return typeof entry === "string" ? fill(entry, args) : key;
}

// count says a phrase with a number in it.
export function count(n: number, key: string, ...args: (string | number)[]): string {
  const entry = table[key];
  return Array.isArray(entry) ? fill(entry[n === 1 ? 0 : 1], [n, ...args]) : `${n} ${key}`;
}

// number writes a count as the language does.
export function number(n: number): string {
  return numbers.format(n);
}
