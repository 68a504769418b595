/* Marks words that extraction missed on the triage page, and says whose words they are. */

import { onEvent } from "../lib/events.js";
import { registerKeys } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { say } from "../lib/toasts.js";
import { pane } from "./elements.js";
import { turnToListIfNarrow } from "./tabs.js";

const takeButton = pane.querySelector("[data-take-words]");

/* The selected words with their places: code points of the stored text, of which a JavaScript string
   counts some twice (surrogate pairs). null if nothing of the text is selected. */
function readSelection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const parts = [...pane.querySelectorAll("[data-text] [data-at]")].filter((part) => range.intersectsNode(part));
  if (!parts.length) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const until = (part, node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(part);
    if (part.contains(node)) before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  let start = Number(first.dataset.at) + (first.contains(range.startContainer) ? until(first, range.startContainer, range.startOffset) : 0);
  let end = Number(last.dataset.at) + until(last, range.endContainer, range.endOffset);
  const words = chosen.toString();
  start += [...words].length - [...words.trimStart()].length;
  end -= [...words].length - [...words.trimEnd()].length;
  return start < end ? { start, end, words: words.trim() } : null;
}

function takeWords() {
  const chosen = readSelection();
  if (!chosen) return say(getText("select-missed"));
  const missed = document.getElementById("missed");
  const fields = missed.querySelector("form").elements;
  turnToListIfNarrow();
  missed.open = true;
  fields.start.value = chosen.start;
  fields.end.value = chosen.end;
  fields.words.value = chosen.words;
  missed.scrollIntoView({ block: "nearest" });
  fields.speaker.focus();
}

/* A known claimant is chosen by a person: the claim will be theirs, and the spelling may be kept. */
function chooseClaimant(button) {
  const card = button.closest("[data-card]");
  const field = card.querySelector("form[data-decision=accept]").elements.claimant;
  field.value = button.dataset.means;
  for (const one of card.querySelectorAll("[data-means]")) one.setAttribute("aria-pressed", String(one === button));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function showClaimant(field) {
  const form = field.form;
  const name = field.value.trim();
  const shown = form.querySelector("[data-claimant]");
  if (shown) shown.textContent = name || getText("nobody");
  const remember = form.querySelector("[data-remember]");
  if (!remember) return;
  remember.hidden = !name || name === field.dataset.speaker;
  remember.querySelector("[data-name]").textContent = name;
  if (remember.hidden) remember.querySelector("input").checked = false;
}

export function startWords() {
  registerKeys({ e: takeWords });
  /* Where there is no key to press, a button appears next to what is selected. */
  document.addEventListener("selectionchange", () => { takeButton.hidden = !readSelection(); });
  takeButton.addEventListener("pointerdown", (event) => event.preventDefault());
  takeButton.addEventListener("click", takeWords);
  pane.querySelector("[data-mark] textarea").addEventListener("input", (event) => {
    event.target.form.elements.start.value = event.target.form.elements.end.value = "";
  });
  onEvent("input", "[data-triage] [name=claimant]", (_event, field) => showClaimant(field));
  onEvent("click", "[data-triage] [data-means]", (_event, button) => chooseClaimant(button));
}
