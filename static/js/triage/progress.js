/* Shows how much of an article was triaged: segments, counts, and what to say when all is done. */

import { getText } from "../lib/strings.js";
import { getOpen, pane } from "./elements.js";

const TOLD = { a: "n-accepted", d: "n-declined", j: "n-joined" };
const LOOKS = { a: "is-accepted", d: "is-declined", j: "is-joined" };
const progress = document.getElementById("progress");

function drawSegments(shown) {
  const open = getOpen();
  const segments = progress.querySelector(".segments");
  while (segments.children.length > shown.length) segments.lastElementChild.remove();
  while (segments.children.length < shown.length) segments.append(document.createElement("span"));
  shown.forEach(([pk, letter], at) => {
    const looks = letter === "p" && pk === open ? "is-active" : LOOKS[letter] ?? "";
    if (segments.children[at].className !== looks) segments.children[at].className = looks;
  });
}

/* states: [statement, letter] in the order of the text; p is pending, s was split. */
export function drawProgress(states) {
  const shown = states.filter(([, letter]) => letter !== "s");
  const count = (letter) => shown.filter(([, one]) => one === letter).length;
  const pending = count("p");
  const done = shown.length - pending;
  drawSegments(shown);
  progress.querySelector("[data-counted]").textContent = getText("statements-triaged", { count: shown.length, triaged: done });
  progress.querySelector("[data-told]").textContent = Object.entries(TOLD).filter(([letter]) => count(letter)).map(([letter, key]) => getText(key, { number: count(letter) })).join(", ");
  pane.querySelector("[data-waiting]").textContent = pending ? getText("n-waiting", { number: pending }) : "0";
  const link = pane.querySelector("[data-triaged]");
  link.hidden = !done;
  link.textContent = getText("n-triaged", { triaged: done });
  pane.querySelector("[data-all-decided]").hidden = pending > 0 || !states.length;
  const nothing = pane.querySelector("[data-nothing]");
  if (nothing) nothing.hidden = states.length > 0;
}
