// A figure of the evidence, clicked, stands in the sum where the caret is.
// Without this file its number is typed: [1].

const form = document.querySelector("form[data-sum]");
const field = form?.querySelector("[name='sum-expression']");

function take(number) {
  const at = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? at;
  const before = field.value.slice(0, at);
  const word = `${before && !/[\s(]$/.test(before) ? " " : ""}[${number}]`;
  field.setRangeText(word, at, end, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form) {
  for (const item of form.querySelectorAll("li[data-figure]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = item.textContent;
    button.addEventListener("click", () => take(item.dataset.figure));
    item.replaceChildren(button);
  }
}

// On a card: the form opens, and the figure stands in it.
document.addEventListener("click", (event) => {
  const figure = event.target.closest?.(".evidence [data-figure]");
  if (!figure || !form) return;
  event.preventDefault();
  form.closest("details").open = true;
  take(figure.dataset.figure);
});
