/* Suggestions: after one was refused the next one has the focus, and an undo puts it back in
   place. Taking, refusing and looking again are forms; the keys y and u press their buttons. */

const cards = () => [...document.querySelectorAll("#proposals .suggestion")].filter((card) => card.checkVisibility?.() ?? true);
let place = -1;
let folds = [];

document.addEventListener("htmx:beforeRequest", (event) => {
  const card = event.target.closest?.("#proposals .suggestion");
  if (card) place = cards().indexOf(card);
});

/* What was unfolded stays so when the list comes anew. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "proposals") return;
  folds = [...document.querySelectorAll("#proposals details[open]")].map((fold) => fold.dataset.fold);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const name of folds) document.querySelector(`#proposals details[data-fold="${name}"]`)?.setAttribute("open", "");
  folds = [];
  if (place < 0) return;
  const all = cards();
  (all[Math.min(place, all.length - 1)] ?? document.getElementById("proposals-head"))?.focus();
  place = -1;
});

document.addEventListener("desk:undo", (event) => {
  if (event.detail.words !== "Suggestion refused.") return;
  event.preventDefault();
  window.htmx.ajax("POST", event.detail.undo, { target: "#proposals", swap: "outerHTML" });
});
