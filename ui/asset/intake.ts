// Bringing in: files dropped anywhere on the page or chosen are sent one by
// one, with what is being sent, and a stop. Without this script the form does
// the same work.
import { say } from "./lib/words";

const form = document.getElementById("add") as HTMLFormElement | null;
const root = document.querySelector<HTMLElement>(".bring")?.dataset.root ?? "";
const line = document.getElementById("sending");

async function send(files: File[]): Promise<void> {
  const stop = new AbortController();
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: say("intake.js.stop") });
  button.addEventListener("click", () => stop.abort());
  const text = document.createElement("span");
  line?.replaceChildren(text, " ", button);
  const failed: string[] = [];
  for (const [i, file] of files.entries()) {
    text.textContent = `${say("intake.js.sending", file.name)} ${i + 1}/${files.length}`;
    const parts = new FormData();
    parts.append("files", file);
    try {
      const answer = await fetch(`${root}/import`, { method: "POST", body: parts, headers: { Accept: "application/json" }, signal: stop.signal });
      if (!answer.ok) {
        const said = await answer.json().catch(() => null);
        failed.push(`${file.name}: ${said?.error?.message ?? say("intake.js.failed")}`);
      }
    } catch (gone) {
      if (stop.signal.aborted) break;
      failed.push(`${file.name}: ${say("intake.js.gone")}`);
    }
  }
  if (failed.length === 0) location.href = `${root}/import`;
  else line?.replaceChildren(...failed.map((f) => Object.assign(document.createElement("p"), { className: "msg", textContent: f })));
}

if (form) {
  const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
  input.addEventListener("change", () => void send([...(input.files ?? [])]));
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.querySelector(".drop")?.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.querySelector(".drop")?.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    form.querySelector(".drop")?.classList.remove("over");
    void send([...event.dataTransfer.files]);
  });
}

// A change of the language needs no second step.
document.querySelector<HTMLSelectElement>(".auto select")?.addEventListener("change", (event) => {
  const select = event.target as HTMLSelectElement;
  select.form?.querySelector<HTMLButtonElement>("button")?.click();
});

// A running import tells how far it is, and the page comes anew at its end.
async function follow(): Promise<void> {
  const bar = document.getElementById("bar") as HTMLProgressElement | null;
  if (!bar) return;
  const far = await fetch(`${root}/import/progress`).then((r) => r.json()).catch(() => ({ running: true, done: bar.value, total: bar.max }));
  if (!far.running) {
    location.href = `${root}/import`;
    return;
  }
  bar.max = Math.max(far.total, 1);
  bar.value = far.done;
  setTimeout(() => void follow(), 400);
}
void follow();
document.body.classList.add("scripted");
