/* Shows one of several panes on small screens, as tabs: [data-shown] on .panes names it.

   It changes when a tab ([data-pane-tab]) is pressed or the focus enters another pane. Which pane
   was open is stored for each page, so that Back returns to it. */

import { onEvent } from "../lib/events.js";
import { registerKeyHandler } from "../lib/keys.js";

const PANES = ".panes[data-shown]";
const STORE = `pane:${location.pathname}`;

function showPane(panes, number) {
  panes.dataset.shown = number;
  for (const tab of panes.querySelectorAll("[data-pane-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.paneTab === number));
  sessionStorage.setItem(STORE, number);
}

/* Shows the pane that this element is in: hidden, it could not take the focus. */
export function showPaneOf(element) {
  const pane = element.closest("[data-pane]");
  const panes = pane?.closest(PANES);
  if (panes && panes.dataset.shown !== pane.dataset.pane) showPane(panes, pane.dataset.pane);
}

function focusPane(number) {
  const body = document.querySelector(`${PANES} [data-pane="${CSS.escape(number)}"] [tabindex]`);
  if (!body) return false;
  showPane(body.closest(PANES), number);
  body.focus();
  return true;
}

export function startPanes() {
  onEvent("click", `${PANES} [data-pane-tab]`, (_event, tab) => showPane(tab.closest(PANES), tab.dataset.paneTab));
  onEvent("focusin", `${PANES} [data-pane]`, (_event, pane) => showPaneOf(pane));
  registerKeyHandler(focusPane);
  const panes = document.querySelector(PANES);
  const before = sessionStorage.getItem(STORE);
  if (panes && before && !panes.contains(document.activeElement)) showPane(panes, before);
}
