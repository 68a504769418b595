/* Applies a ticked filter at once where there is room for the filters next to the list. */

const form = document.querySelector("form.filters");

form?.addEventListener("change", (event) => {
  if (event.target.type === "checkbox" && matchMedia("(width >= 62.5em)").matches) form.requestSubmit();
});
