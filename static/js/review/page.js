/* Starts the page of a review: panes, quotes, history, lease, ratings by digit, pasted addresses. */

import { registerKeyHandler } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { say } from "../lib/toasts.js";
import { startHistory } from "./history.js";
import { startLease } from "./lease.js";
import { showPaneOf, startPanes } from "./panes.js";
import { startProposals } from "./proposals.js";
import { startQuotes } from "./quotes.js";

/* Digits rate while the rating line has the focus; elsewhere they go to panes. */
function rateByDigit(press) {
  const grade = document.querySelectorAll("#rating input[type=radio]")[press - 1];
  if (!grade) return false;
  grade.focus();
  grade.click();
  return true;
}

/* The statement that is checked is in view, however long the article is. */
function scrollToStatement() {
  const statement = document.querySelector(".source-text .st.is-active");
  const pane = statement?.closest(".pane-body");
  if (!pane) return;
  const far = statement.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (far > pane.clientHeight * 0.7) pane.scrollTop += far - pane.clientHeight / 3;
}

/* An address pasted anywhere becomes a source with one more key. */
function takePastedAddress(event) {
  const field = document.querySelector("[data-paste-address]");
  if (!field || event.target.closest?.("input, textarea, [contenteditable]")) return;
  const words = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (!/^https?:\/\/\S+$/.test(words)) return;
  event.preventDefault();
  showPaneOf(field);
  field.value = words;
  field.focus();
  say(getText("address-pasted"));
}

startPanes();
registerKeyHandler(rateByDigit, { within: "#rating" });
startQuotes();
startHistory();
startLease();
startProposals();
scrollToStatement();
document.addEventListener("paste", takePastedAddress);
