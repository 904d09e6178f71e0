// What the desk can do, by name. A key, a button, a line of the sheet of keys
// or of “Go to anything” runs it.

interface Command {
  run: () => void;
  when: () => boolean; // whether it can do something now
}

const commands = new Map<string, Command>();

export function register(name: string, run: () => void, when: () => boolean = () => true): void {
  commands.set(name, { run, when });
}

export function run(name: string): void {
  commands.get(name)?.run();
}

export const known = (name: string): boolean => commands.has(name);
export const possible = (name: string): boolean => commands.get(name)?.when() ?? false;
