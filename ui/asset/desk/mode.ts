// A mode gives keys another meaning for a moment: a question that waits for its
// answer, an end of a coding that is being moved. There is one at a time, and
// whatever else is done ends it.

export interface Mode {
  // key does what a key means here; false where it means nothing here.
  key(event: KeyboardEvent): boolean;
  // leave clears away what the mode showed.
  leave(): void;
}

let mode: Mode | null = null;

export const current = (): Mode | null => mode;

export function enter(next: Mode): void {
  leave();
  mode = next;
}

export function leave(): void {
  const gone = mode;
  mode = null;
  gone?.leave();
}
