/* Starts the triage page, and gives its keys and clicks to what they do.

   While no card is there to act on, keys are refused and flashed: none lands on another statement
   than the one seen. */

import { flashElement } from "../lib/dom.js";
import { hasModifier, onEvent } from "../lib/events.js";
import { registerKeyHandler } from "../lib/keys.js";
import { startBatch } from "./batch.js";
import { flashCard, focusCard, isWaitingForCard, lookAhead, markStatement, moveStatement, showStatement, startCards } from "./cards.js";
import { armAccept, askMore, decideByPointer, followButton, isTaken, skipTaken, startDeciding, stepBack, submitChosen } from "./decide.js";
import { findCard, findDecided, getOpen, pane } from "./elements.js";
import { isCalming, notePress, startOutcomes } from "./outcome.js";
import { startSpeakers } from "./speaker.js";
import { startSplitting } from "./split.js";
import { turnTo, turnToListIfNarrow } from "./tabs.js";
import { startWire } from "./wire.js";
import { startWords } from "./words.js";

const MOVES = {
  j: () => moveStatement(1),
  k: () => moveStatement(-1),
  s: () => moveStatement(1),
};
const DECISIONS = {
  a: armAccept,
  d: () => askMore("decline"),
  m: () => askMore("join"),
  b: () => askMore("split"),
  Enter: submitChosen,
  Escape: stepBack,
};

function handleKey(press) {
  const run = MOVES[press] ?? DECISIONS[press];
  if (!run || (!findCard() && press !== "Escape")) return false;
  notePress();
  const isMove = press in MOVES;
  if ((isWaitingForCard() && !isMove) || isCalming()) flashCard();
  else if (isTaken(findCard()) && !isMove) { if (press === "Enter") skipTaken(); else flashCard(); }
  else run();
  return true;
}

function openStatement(pk) {
  turnToListIfNarrow();
  document.getElementById("refused").hidden = true;
  const decided = findDecided(pk);
  if (!decided) return showStatement(pk);
  markStatement(pk);
  decided.scrollIntoView({ block: "center" });
  flashElement(decided);
}

function followClick(event) {
  if (hasModifier(event) || followButton(event)) return;
  const tab = event.target.closest(".pane-tabs a");
  const link = event.target.closest("a[data-statement], a[data-open]");
  if (!tab && !link) return decideByPointer(event);
  event.preventDefault();
  if (tab) turnTo(tab.dataset.pane);
  else openStatement((link.dataset.statement ? link : link.closest("[data-statement]")).dataset.statement);
}

startWire();
startBatch(); // before our keys: with ticks, a and d mean all of them
registerKeyHandler(handleKey);
startCards();
startDeciding();
startOutcomes();
startSpeakers();
startSplitting();
startWords();
pane.addEventListener("click", followClick);
onEvent("click", "a[href='#unread']", () => turnTo("2"));
document.addEventListener("input", (event) => {
  notePress();
  event.target.closest("[data-card]")?.setAttribute("data-touched", "");
});
turnTo("1");
if (location.search.includes("statement=")) focusCard();
else markStatement(getOpen());
lookAhead();
