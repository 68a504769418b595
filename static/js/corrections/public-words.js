/* Counts the words of a notice while it is typed, and shows it as readers will see it. */

import { getText } from "../lib/strings.js";

function watchField(field) {
  const count = document.querySelector(`[data-counts="${field.id}"]`);
  const mirror = document.querySelector(`[data-mirrors="${field.id}"]`);
  const most = Number(field.dataset.counted);
  const showWords = () => {
    const words = field.value.trim().split(/\s+/).filter(Boolean).length;
    if (count) {
      count.textContent = getText("words-of", { words, count: most });
      count.classList.toggle("danger", words > most);
    }
    if (mirror) mirror.textContent = field.value.trim();
  };
  field.addEventListener("input", showWords);
  showWords();
}

for (const field of document.querySelectorAll("[data-counted]")) watchField(field);
