/* Offers a text that this computer kept and that was not saved. It is never put in by itself. */

import { getText } from "../../lib/strings.js";
import { showConflict } from "./conflict.js";
import { findLostCopy } from "./copies.js";
import { formatClock } from "./fields.js";
import { getSaved, getVersion, haltSaving, replaceText, resumeSaving } from "./save.js";

const offer = document.getElementById("offer");

export async function offerLostCopy() {
  const found = await findLostCopy(getSaved());
  if (!found) return;
  const [name, copy] = found;
  const isOfNow = copy.base === getVersion();
  const settle = () => {
    localStorage.removeItem(name);
    offer.hidden = true;
  };
  offer.hidden = false;
  offer.querySelector("[data-offer-words]").textContent = getText(isOfNow ? "copy-found" : "old-copy-found", { time: formatClock(copy.at), base: copy.base, version: getVersion() });
  offer.addEventListener("click", async (event) => {
    const choice = event.target.closest("[data-offer]")?.dataset.offer;
    if (choice === "drop") settle();
    if (choice === "show" || (choice === "take" && copy.base !== getVersion())) {
      haltSaving();
      showConflict(copy, { version: getVersion(), saved_by: "", ...getSaved() }, settle);
    } else if (choice === "take") {
      replaceText(copy);
      if (await resumeSaving()) settle();
    }
  });
}
