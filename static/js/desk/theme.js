/* System, light or dark, on the desk only. The choice is a cookie, so that the server can set
   data-theme before the first paint; reader pages set none and follow the system. */

const YEAR = 365 * 24 * 3600;
const group = document.querySelector("[data-theme-switch]");

function show(theme) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
}

if (group) {
  show(document.documentElement.dataset.theme ?? "");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${button.value}; Path=/; SameSite=Lax; Max-Age=${button.value ? YEAR : 0}${secure}`;
    if (button.value) document.documentElement.dataset.theme = button.value;
    else delete document.documentElement.dataset.theme;
    show(button.value);
  });
}
/* A menu closes on Escape, and when something else is clicked. */
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => menu.contains(event.target) || menu.removeAttribute("open"));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  });
}
