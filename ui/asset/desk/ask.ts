// Questions at the foot of the text. Each answer has a key; any other action
// leaves the question unanswered.
import { enter, leave } from "./mode";
import { node } from "./node";
import { reader } from "./place";

export interface Answer {
  key: string;
  label: string;
  run: () => void;
}

const box = document.getElementById("ask")!;

export function ask(question: string, answers: Answer[]): void {
  enter({
    key(e) {
      const answer = answers.find((a) => a.key === e.key);
      if (!answer) return false;
      leave();
      answer.run();
      return true;
    },
    leave() {
      box.hidden = true;
    },
  });
  box.hidden = false;
  box.replaceChildren(
    node("span", {}, [question]),
    ...answers.map((a) => node("button", { type: "button", class: "btn", click: () => (leave(), a.run(), reader.focus({ preventScroll: true })) }, [`${a.label} `, node("kbd", {}, [a.key])])),
  );
}
