/* What readers are told: the words are counted as they are typed, and shown in the panel as
   readers will see it. */

for (const field of document.querySelectorAll("[data-counted]")) {
  const count = document.querySelector(`[data-counts="${field.id}"]`);
  const mirror = document.querySelector(`[data-mirrors="${field.id}"]`);
  const most = Number(field.dataset.counted);
  const show = () => {
    const words = field.value.trim().split(/\s+/).filter(Boolean).length;
    if (count) {
      count.textContent = `${words} of ${most} words`;
      count.classList.toggle("danger", words > most);
    }
    if (mirror) mirror.textContent = field.value.trim();
  };
  field.addEventListener("input", show);
  show();
}
