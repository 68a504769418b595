/* Puts a number of the evidence, once clicked, into the calculation where the caret is.

   Without this file its place is typed: [1]. */

import { createElement } from "../lib/dom.js";
import { onEvent } from "../lib/events.js";

const form = document.querySelector("form[data-calculation]");
const field = form?.querySelector("[name='calculation-expression']");

function insertNumber(number) {
  const at = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? at;
  const before = field.value.slice(0, at);
  const word = `${before && !/[\s(]$/.test(before) ? " " : ""}[${number}]`;
  field.setRangeText(word, at, end, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const item of form?.querySelectorAll("li[data-figure]") ?? []) {
  const button = createElement("button", { type: "button", className: "chip", textContent: item.textContent });
  button.addEventListener("click", () => insertNumber(item.dataset.figure));
  item.replaceChildren(button);
}

/* On a card: the form opens, and the number is put into it. */
onEvent("click", ".evidence [data-figure]", (event, figure) => {
  if (!form) return;
  event.preventDefault();
  form.closest("details").open = true;
  insertNumber(figure.dataset.figure);
});
