/* x ticks the chosen tip, for closing many at once. */
document.addEventListener("desk:key", (event) => {
  if (event.detail.press !== "x") return;
  const box = document.querySelector(".rows [data-row][aria-current=true] input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.click();
});
