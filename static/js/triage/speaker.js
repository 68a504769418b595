/* Chooses who said a statement that two may have said: shown at once, saved behind it.

   Accept waits for the choice, or for another name in the field of the claimant. */

import { flashElement } from "../lib/dom.js";
import { onEvent } from "../lib/events.js";
import { say, showToast } from "../lib/toasts.js";
import { cardShown } from "./cards.js";
import { findCard } from "./elements.js";
import { sendJob } from "./wire.js";

const findClaimant = (card) => card.querySelector("form[data-decision=accept]").elements.claimant;
const isWaiting = (card) => Boolean(card.querySelector("[data-waits]")) && !findClaimant(card).value.trim();

function showWaiting() {
  const card = findCard();
  const accept = card?.querySelector("[data-waits]");
  if (!accept) return;
  const waits = isWaiting(card);
  card.querySelector("[data-waits-for]").hidden = !waits;
  if (waits) accept.setAttribute("aria-disabled", "true");
  else accept.removeAttribute("aria-disabled");
}

/* Returns true, and says what accept waits for, if nobody has said who said it. */
export function refuseWhileOpen(card) {
  if (!isWaiting(card)) return false;
  const line = card.querySelector("[data-waits-for]");
  flashElement(line);
  say(line.textContent.trim());
  return true;
}

function showChosen(form, name) {
  const chosen = form.querySelector("template[data-chosen]").content.cloneNode(true);
  chosen.querySelector("[data-name]").textContent = name;
  form.parentElement.replaceChildren(chosen);
}

export function chooseSpeaker(form, button) {
  const card = form.closest("[data-card]");
  const undo = new URL(form.dataset.undo, location.href).pathname;
  const body = new URLSearchParams(new FormData(form, button));
  const claimant = findClaimant(card);
  claimant.value = button.value;
  claimant.dispatchEvent(new Event("input", { bubbles: true }));
  showChosen(form, button.value);
  showToast({ words: button.dataset.toast, undo });
  sendJob({ url: form.action, body, pks: [card.dataset.statement], choiceUndo: undo });
  card.focus({ preventScroll: true });
}

function nameSomebodyElse(event, link) {
  event.preventDefault();
  const claimant = findClaimant(link.closest("[data-card]"));
  claimant.closest("details").open = true;
  claimant.focus();
}

export function startSpeakers() {
  cardShown.listen(showWaiting);
  onEvent("input", "[data-triage] [name=claimant]", showWaiting);
  onEvent("click", "[data-triage] [data-names-speaker]", nameSomebodyElse);
  showWaiting();
}
