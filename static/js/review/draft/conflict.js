/* Shows two texts of a draft side by side: both are stored, and a person chooses. */

import { getText } from "../../lib/strings.js";
import { body, form, readText } from "./fields.js";
import { adoptVersion, conflicts, getSaved, isHalted, replaceText, resumeSaving, showUnsaved } from "./save.js";

const dialog = document.getElementById("conflict");
const other = document.getElementById("theirs");
let mine = null;
let theirs = null;
let settle = null; // for an old copy: what to do once it was saved or dropped

const findRating = (slug) => form.querySelector(`input[name=rating][value="${CSS.escape(slug ?? "")}"]`)?.closest("label").textContent.trim() ?? getText("no-rating");

function fillPlaces(root, name, text) {
  for (const place of root.querySelectorAll(`[data-${name}]`)) {
    const field = place.dataset[name];
    place.textContent = field === "rating" ? findRating(text.rating) : text[field];
  }
}

/* onSettled: given with an old copy of ours, and called once a person has chosen. */
export function showConflict(ours, desks, onSettled = null) {
  [mine, theirs, settle] = [ours, desks, onSettled];
  const { version, saved_by: name } = desks;
  const conflict = name === form.dataset.user ? "conflict-by-you" : name ? "conflict-by" : "conflict-by-somebody";
  dialog.querySelector("[data-conflict-words]").textContent = getText(conflict, { name, version });
  dialog.querySelector("[data-theirs-head]").textContent = getText(name ? "version-by" : "version-by-somebody", { name, version });
  fillPlaces(dialog, "mine", ours);
  fillPlaces(dialog, "theirs", desks);
  fillPlaces(other, "theirs", desks);
  showUnsaved(getText("two-texts"));
  if (!dialog.open) dialog.showModal();
}

async function takeText(text) {
  replaceText(text);
  return resumeSaving();
}

/* choice: "mine", "theirs" or "both". */
async function keepText(choice) {
  dialog.close();
  adoptVersion(theirs.version, theirs);
  const desks = getSaved();
  const ours = settle ? mine : readText();
  if (choice === "both") {
    replaceText(ours);
    other.hidden = false;
    body.focus();
    return;
  }
  /* Taking theirs saves mine first, so that it is listed under the earlier texts. */
  if ((await takeText(ours)) && choice === "theirs") await takeText(desks);
  if (!isHalted()) settle?.();
}

async function saveMerged() {
  other.hidden = true;
  if (await resumeSaving()) settle?.();
}

export function startConflicts() {
  conflicts.listen((ours, desks) => showConflict(ours, desks));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (choice) keepText(choice);
  });
  other.querySelector("[data-merged]").addEventListener("click", saveMerged);
}
