/* Switches between the system's look, light and dark. Reader pages have no switch.

   The choice is a cookie, so that the server prints data-theme with the page: nothing flashes,
   although a module runs only once the page is there. */

const YEAR = 365 * 24 * 3600;

function showTheme(group, theme) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
}

function chooseTheme(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? YEAR : 0}${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function startThemeSwitch() {
  const group = document.querySelector("[data-theme-switch]");
  if (!group) return;
  showTheme(group, document.documentElement.dataset.theme ?? "");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    chooseTheme(button.value);
    showTheme(group, button.value);
  });
}
