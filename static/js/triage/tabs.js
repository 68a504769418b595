/* Turns between the list and the text of the triage page where there is room for one of them. */

import { pane } from "./elements.js";

const narrow = matchMedia("(width < 64em)");

/* shown: "1" the list, "2" the text. */
export function turnTo(shown) {
  pane.dataset.shown = shown;
  for (const tab of pane.querySelectorAll(".pane-tabs a")) tab.setAttribute("aria-current", String(tab.dataset.pane === shown));
  if (shown === "2") pane.querySelector("[data-text] .st.is-active")?.scrollIntoView({ block: "center" });
}

export function turnToListIfNarrow() {
  if (narrow.matches) turnTo("1");
}
