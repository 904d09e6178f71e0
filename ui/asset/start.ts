// The first screen and a project's documents: files dropped anywhere are kept
// until it is said which project they are for, and then sent to its import.
import { count, say } from "./lib/words";

const form = document.getElementById("bringform") as HTMLFormElement | null;
const input = document.getElementById("files") as HTMLInputElement | null;
const into = document.getElementById("into") as HTMLSelectElement | null;
let files: File[] = [];

function problem(text: string): void {
  const line = document.getElementById("bringproblem")!;
  line.textContent = text;
  line.hidden = text === "";
}

function choose(list: Iterable<File>): void {
  files = [...list];
  const shown = document.getElementById("chosen")!;
  shown.replaceChildren(
    ...files.slice(0, 8).map((file) => Object.assign(document.createElement("li"), { textContent: file.name })),
  );
  if (files.length > 8) shown.append(Object.assign(document.createElement("li"), { textContent: count(files.length - 8, "start.js.more") }));
  const button = form!.querySelector("button");
  if (button) button.disabled = files.length === 0;
  problem("");
  if (!files.length) return;
  if (form!.dataset.into) form!.requestSubmit();
  else form!.querySelector<HTMLElement>(into ? "#into" : "#bring-name")?.focus(); // what is asked next
}

// Which project they are for: known on its own page, chosen on the first.
function target(): void {
  if (form!.dataset.into) return;
  document.getElementById("newproject")!.hidden = into !== null && into.value !== "";
}

async function answer(response: Response): Promise<Response> {
  if (response.ok) return response;
  const said = await response.json().catch(() => null);
  throw new Error(said?.error?.message ?? say("start.js.failed"));
}

// send makes the project where it is new, brings the files to its import, and
// goes there.
async function send(): Promise<void> {
  let address = form!.dataset.into ?? (into?.value ? `/p/${into.value}` : "");
  if (!address) {
    const body = new URLSearchParams({
      name: (document.getElementById("bring-name") as HTMLInputElement).value,
      coder: (document.getElementById("bring-coder") as HTMLInputElement).value,
    });
    const made = await answer(await fetch("/projects", { method: "POST", body, headers: { Accept: "application/json" } }));
    address = (await made.json()).url;
  }
  const parts = new FormData();
  for (const file of files) parts.append("files", file);
  await answer(await fetch(`${address}/import`, { method: "POST", body: parts, headers: { Accept: "application/json" } }));
  location.href = `${address}/import`;
}

if (form && input) {
  input.addEventListener("change", () => choose(input.files ?? []));
  into?.addEventListener("change", target);
  target();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button) button.disabled = true;
    send().catch((failed: unknown) => {
      if (button) button.disabled = false;
      problem(failed instanceof TypeError ? say("start.js.gone") : (failed as Error).message);
    });
  });
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    // A zip is no interview: on the first page it can be a backup.
    const backup = document.querySelector<HTMLInputElement>("#backup [type=file]");
    if (backup && /\.zip$/i.test(event.dataTransfer.files[0]!.name)) {
      backup.files = event.dataTransfer.files;
      backup.closest("details")!.open = true;
      return backup.form!.querySelector("button")!.focus();
    }
    const folded = document.getElementById("bring") as HTMLDetailsElement | null;
    if (folded) folded.open = true;
    choose(event.dataTransfer.files);
  });
}
