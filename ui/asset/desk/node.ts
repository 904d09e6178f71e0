// Elements made by hand. Text goes in as text, never as markup.
type Props = Record<string, string | boolean | ((event: Event) => void)>;

export function node<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, children: (Node | string)[] = []): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") el.addEventListener(name, value);
    else if (value === true) el.setAttribute(name, "");
    else if (value !== false) el.setAttribute(name, value);
  }
  el.append(...children);
  return el;
}

const shapes = { x: "M18 6 6 18M6 6l12 12", check: "M20 6 9 17l-5-5", plus: "M5 12h14M12 5v14" };

// icon draws one of the icons of LOOK, as decoration.
export function icon(name: keyof typeof shapes): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "ic");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}
