/* The page of an editor's decision. a puts the focus on Approve, Enter then presses it; r opens
   the note, Ctrl+Enter sends it. That a version was on the screen is noted once it was, or as soon
   as somebody decides on it. */

const SEEN_MS = 3000;
const noteOf = (back) => back.querySelector("input:not([type=hidden])");

document.addEventListener("desk:key", (event) => {
  const target = document.querySelector(`[data-press="${CSS.escape(event.detail.press)}"]`);
  if (!target) return;
  event.preventDefault();
  if (!target.matches("summary")) return target.focus();
  target.click();
  noteOf(target.parentElement)?.focus(); // at once: the next key belongs to the note
});
/* A button that cannot be used says why beside it; pressing it does nothing. */
document.addEventListener("click", (event) => {
  if (event.target.closest?.('button[aria-disabled="true"]')) event.preventDefault();
});
for (const back of document.querySelectorAll("details.send-back")) {
  back.addEventListener("toggle", () => back.open && noteOf(back).focus());
  back.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !back.open) return;
    event.preventDefault();
    event.stopPropagation();
    back.open = false;
    back.querySelector("summary").focus();
  });
}
/* A newer version: neither button may be pressed before one has looked again. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "overtaken") return;
  for (const button of document.querySelectorAll(".decision button")) button.setAttribute("aria-disabled", "true");
});
const seen = document.getElementById("seen");
function note() {
  if (document.visibilityState === "visible") fetch(seen.action, { method: "POST", body: new FormData(seen), keepalive: true }).catch(() => {});
}
if (seen) {
  setTimeout(note, SEEN_MS);
  document.querySelector(".decision").addEventListener("submit", note);
}
