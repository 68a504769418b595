// Where there is room for the filters beside the list, a checked box applies at once.
const form = document.querySelector("form.filters");
if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox" && matchMedia("(width >= 62.5em)").matches) form.requestSubmit();
  });
}
