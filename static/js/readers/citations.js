/* A citation opens its source beside the words that rest on it: in the margin where there is
   room, else under the paragraph. Escape or the cross closes it and focus returns to the number.
   Without script a citation is a link to the list of sources, which says the same. */

const pattern = document.getElementById("note");
const wide = matchMedia("(min-width: 62.5em)");
let open = [];

function close(cite, { focus = false } = {}) {
  const note = document.getElementById(cite.getAttribute("aria-controls"));
  note?.remove();
  cite.removeAttribute("aria-controls");
  cite.setAttribute("aria-expanded", "false");
  open = open.filter((other) => other !== cite);
  if (focus) cite.focus();
}

function noteOf(source, cite) {
  const note = pattern.content.firstElementChild.cloneNode(true);
  const copy = source.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
  for (const element of copy.querySelectorAll(".print-only")) element.remove();
  const [number, name, ...rest] = copy.children;
  note.querySelector("header").prepend(number, ...name.childNodes);
  note.append(...rest);
  note.id = `note-${source.id}`;
  note.setAttribute("aria-label", `Source ${cite.textContent}`);
  return note;
}

function show(cite, source) {
  /* One open at a time in the margin, so that notes never collide; the same one never twice. */
  for (const other of [...open]) if (wide.matches || other.hash === cite.hash) close(other);
  const note = noteOf(source, cite);
  const block = cite.closest(".prose > *, .sum") ?? cite.parentElement;
  if (wide.matches) block.before(note);
  else block.after(note);
  cite.setAttribute("aria-expanded", "true");
  cite.setAttribute("aria-controls", note.id);
  open.push(cite);
  note.querySelector("[data-close]").addEventListener("click", () => close(cite, { focus: true }));
  note.querySelector("[data-close]").focus({ preventScroll: true });
}

if (pattern) {
  const cites = [...document.querySelectorAll(".column a.cite[href^='#']")];
  for (const cite of cites) {
    const source = document.getElementById(cite.hash.slice(1));
    if (!source?.matches(".source")) continue;
    cite.setAttribute("role", "button");
    cite.setAttribute("aria-expanded", "false");
    cite.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (open.includes(cite)) close(cite, { focus: true });
      else show(cite, source);
    });
    cite.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      cite.click();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open.length) close(open.at(-1), { focus: true });
  });
}
