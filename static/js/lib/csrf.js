/* Gives the CSRF token that requests of this page send, and puts a new one everywhere. */

const HEADER = "X-CSRFToken";

const readCookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

/* The body names the header for htmx; pages of somebody who is not signed in have the cookie alone. */
export function getCsrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")[HEADER] ?? readCookie("csrftoken") ?? "";
}

/* After signing in again in another tab: forms, htmx and our own requests all send the new token. */
export function replaceCsrfToken(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ [HEADER]: token }));
}
