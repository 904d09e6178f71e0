// The status line at the foot of a page: what happened last, said politely to
// screen readers too.

// status says what happened; a link leads to more about it.
export function status(text: string, how: { bad?: boolean; link?: [url: string, words: string] } = {}): void {
  const line = document.querySelector<HTMLElement>(".status [role=status]");
  const words = line?.querySelector<HTMLElement>(".what");
  if (!line || !words) return;
  words.textContent = text;
  if (how.link) words.append(" ", Object.assign(document.createElement("a"), { href: how.link[0], textContent: how.link[1] }));
  words.classList.toggle("bad", how.bad ?? false);
  line.querySelector<HTMLElement>(".ok")!.hidden = how.bad ?? false;
}
