// The one script of all pages. Each area's is a module of its own in it, which
// runs where the page asks for it: packed together they weigh much less than
// apart, and a browser keeps them once.
import "./shell";

const areas: Record<string, () => Promise<unknown>> = {
  codebook: () => import("./codebook"),
  desk: () => import("./desk"),
  finding: () => import("./finding"),
  intake: () => import("./intake"),
  passages: () => import("./passages"),
  search: () => import("./search"),
  start: () => import("./start"),
};
for (const name of document.querySelector<HTMLElement>("script[data-areas]")!.dataset.areas!.split(" ")) void areas[name]?.();
