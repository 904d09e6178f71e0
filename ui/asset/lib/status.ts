// The status line at the foot of a page: what happened last, said politely to
// screen readers too.

// status says what happened. html is only for markup that the server sent.
export function status(text: string, how: { bad?: boolean; html?: string } = {}): void {
  const line = document.querySelector<HTMLElement>(".status [role=status]");
  const words = line?.querySelector<HTMLElement>(".what");
  if (!line || !words) return;
  if (how.html !== undefined) words.innerHTML = how.html;
  else words.textContent = text;
  words.classList.toggle("bad", how.bad ?? false);
  line.querySelector<HTMLElement>(".ok")!.hidden = how.bad ?? false;
}
