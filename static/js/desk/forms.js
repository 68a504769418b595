/* Forms of the desk: Ctrl+Enter sends, and what was typed survives a lost page (kept in this
   browser until it was sent). */

const form = document.querySelector("form[data-draft], .empty form");
const named = () => [...form.elements].filter((field) => field.name && !["file", "hidden", "submit"].includes(field.type));
const STORE = form?.dataset.draft && `draft:${form.dataset.draft}:${location.search}`;

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-submit]"));
  }
});

function told(words) {
  const state = form.querySelector("[data-draft-state]");
  if (state) state.textContent = words;
}

if (STORE) {
  const kept = JSON.parse(localStorage.getItem(STORE) ?? "null");
  const isFresh = named().every((field) => !field.value || field.defaultValue === field.value);
  if (kept && isFresh && !document.querySelector(".error-list")) {
    for (const field of named()) if (!field.value && kept.fields[field.name]) field.value = kept.fields[field.name];
    told(`Kept on this computer, ${kept.at}`);
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const at = new Date().toTimeString().slice(0, 5);
      localStorage.setItem(STORE, JSON.stringify({ at, fields: Object.fromEntries(named().map((field) => [field.name, field.value])) }));
      told(`Kept on this computer, ${at}`);
    }, 800);
  });
  form.addEventListener("submit", () => { clearTimeout(waiting); sessionStorage.setItem("sent", STORE); });
  sessionStorage.removeItem("sent");
} else if (sessionStorage.getItem("sent")) {
  /* Another page than the form's own came back: what was sent has arrived. */
  localStorage.removeItem(sessionStorage.getItem("sent"));
  sessionStorage.removeItem("sent");
}

document.querySelector(".error-list")?.focus();
