/* New articles from files: dropped anywhere on the page, listed before they are sent, and sent
   one after the other, so that each tells how far it is and one bad file stops no other. */

const form = document.querySelector("form[data-intake], .empty form");
const input = form?.querySelector("input[type=file]");
const told = form?.querySelector("[data-file-name]");
const asked = told?.textContent;
const list = form?.querySelector("[data-chosen]");
const section = document.querySelector("[data-taken]");
const MOST = 25 * 1024 * 1024;
const TOO_LARGE = "The file is over 25 MB. Save the part that matters.";

const made = (tag, className, words) => Object.assign(document.createElement(tag), { className, textContent: words ?? "" });
const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/* --- what is chosen --- */
let chosen = [];
function choose(files) {
  chosen = files;
  const kept = new DataTransfer();
  for (const file of files) kept.items.add(file);
  input.files = kept.files;
  told.textContent = files.length > 1 ? `${files.length} files` : files[0]?.name ?? asked;
  if (!list) return;
  list.hidden = !files.length;
  list.replaceChildren(...files.map((file) => {
    const line = document.createElement("li");
    const drop = made("button", "link", "Leave out");
    drop.type = "button";
    drop.setAttribute("aria-label", `Leave out ${file.name}`);
    drop.addEventListener("click", () => { choose(chosen.filter((one) => one !== file)); (list.querySelector("button") ?? input).focus(); });
    line.append(made("span", "name", file.name), made("span", "size", size(file.size)), drop);
    return line;
  }));
}
const isKnown = (file) => chosen.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified);
function add(files) {
  choose(input.multiple ? [...chosen, ...[...files].filter((file) => !isKnown(file))] : [...files].slice(0, 1));
}

if (input) {
  input.addEventListener("change", () => add(input.files));
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let inside = 0;
  document.addEventListener("dragenter", (event) => { if (hasFiles(event)) { inside += 1; form.classList.add("is-over"); } });
  document.addEventListener("dragleave", (event) => { if (hasFiles(event) && --inside <= 0) form.classList.remove("is-over"); });
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    inside = 0;
    form.classList.remove("is-over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer.files);
    told.scrollIntoView({ block: "nearest" });
  });
}

/* --- sending several: one request each --- */
const lines = section?.querySelector("ul");
let sending = 0;
addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });

function parcel(name, file, text) {
  const body = new FormData();
  for (const field of ["csrfmiddlewaretoken", "publisher", "published_on"]) body.set(field, form.elements[field].value);
  for (const field of text ? ["url", "title"] : []) body.set(field, form.elements[field].value);
  body.set("once", crypto.randomUUID?.() ?? "");
  if (file) body.set("file", file); else body.set("text", text);
  const line = document.createElement("li");
  line.className = "taken";
  return { name, file, body, line };
}

function refused(one, words, isLost) {
  one.line.replaceChildren(made("span", ""), made("span", "taken-name", one.name), made("span", ""), made("p", "taken-says danger", words));
  if (!isLost) return;
  const again = made("button", "btn btn-small", "Try again");
  again.addEventListener("click", () => send(one));
  one.line.children[2].replaceWith(again);
}

function send(one) {
  const progress = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  progress.setAttribute("aria-label", `Sending ${one.name}`);
  one.line.replaceChildren(made("span", ""), made("span", "taken-name", one.name), progress);
  if (!one.line.isConnected) lines.append(one.line);
  if (one.file?.size > MOST) return refused(one, TOO_LARGE, false);
  sending += 1;
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress.value = event.loaded / event.total; });
    request.addEventListener("load", () => {
      const isOurs = request.status === 200 && new URL(request.responseURL).pathname === new URL(form.action, location).pathname;
      if (!isOurs) return refused(one, request.status === 200 ? "You were signed out. Sign in in another tab, then try again." : "The desk could not take it in. Nothing is lost.", true);
      const holder = document.createElement("template");
      holder.innerHTML = request.responseText.trim();
      const answers = [...holder.content.children];
      one.line.replaceWith(...answers);
      answers.forEach((answer) => window.htmx?.process(answer));
      if (one.taken && answers[0]?.querySelector("a")) one.taken();
    });
    request.addEventListener("error", () => refused(one, "The desk does not answer.", true));
    request.addEventListener("loadend", () => { sending -= 1; done(); });
    request.open("POST", form.action || location.pathname);
    request.setRequestHeader("HX-Request", "true");
    request.send(one.body);
  });
}

form?.addEventListener("submit", async (event) => {
  const text = form.elements.text.value;
  const pasted = text.trim() ? [parcel("What you pasted", null, text)] : [];
  const empty = () => { form.elements.text.value = ""; form.dispatchEvent(new Event("input", { bubbles: true })); };
  const parcels = [...pasted.map((one) => ({ ...one, taken: empty })), ...chosen.map((file) => parcel(file.name, file))];
  if (!section || parcels.length < 2) return;
  event.preventDefault();
  section.hidden = false;
  choose([]);
  section.scrollIntoView({ block: "start" });
  parcels.forEach((one) => { one.line.append(made("span", ""), made("span", "taken-name", one.name), made("span", "muted", "to be sent")); lines.append(one.line); });
  for (const one of parcels) await send(one);
});

document.querySelector("[data-bookmarklet]")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("[data-bookmarklet-hint]").classList.add("strong");
});
