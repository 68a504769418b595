/* Walks through the quotes of a review, and follows links to what is missing. */

import { onEvent } from "../lib/events.js";
import { registerKeys } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { showPaneOf } from "./panes.js";

const LINK = 'a[href^="#"]:not(.skip-link):not([data-drawer])';

const findQuotes = () => [...document.querySelectorAll("#ledger .evidence[data-quote]:not(.is-withdrawn)")].sort((a, b) => a.dataset.quote - b.dataset.quote);

/* One quote is the current one, in view and in focus. */
function chooseQuote(card) {
  if (!card) return;
  for (const other of document.querySelectorAll(".evidence[aria-current]")) other.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
  showPaneOf(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const all = findQuotes();
  const place = document.querySelector("[data-quote-place]");
  if (place) place.textContent = getText("quote-place", { place: all.indexOf(card) + 1, quotes: all.length });
}

function moveQuote(by) {
  const all = findQuotes();
  const at = all.findIndex((card) => card.getAttribute("aria-current") === "true");
  chooseQuote(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
}

/* Shows the pane of a place first, and puts the cursor where one can mend it. */
function goToPlace(id) {
  const target = id && document.getElementById(id);
  if (!target) return false;
  showPaneOf(target);
  if (target.matches(".evidence")) return chooseQuote(target), true;
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  const field = target.matches("textarea, input") ? target : target.querySelector("input:checked, input[type=radio], textarea, [tabindex]");
  target.scrollIntoView({ block: "nearest" });
  field?.focus({ preventScroll: true });
  return true;
}

const goToHash = () => goToPlace(location.hash.slice(1));

export function startQuotes() {
  registerKeys({ n: () => moveQuote(1), p: () => moveQuote(-1) });
  onEvent("click", LINK, (event, link) => { if (goToPlace(link.hash.slice(1))) event.preventDefault(); });
  onEvent("click", 'button[aria-disabled="true"]', (event) => {
    event.preventDefault();
    document.querySelector("#needed a")?.focus();
  });
  addEventListener("hashchange", goToHash);
  goToHash();
}
