/* Gives the texts that scripts show, in the language of the page.

   The server prints the table (#strings, from desk/script_strings.py). A text that depends on a
   count is a list of forms, each with sample numbers that take it. */

const texts = JSON.parse(document.getElementById("strings")?.textContent ?? "{}");
const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

function chooseForm(forms, count) {
  const category = plurals.select(count);
  const [text] = forms.find(([, samples]) => samples.some((sample) => plurals.select(sample) === category)) ?? forms.at(-1);
  return text;
}

/* `values` fill the placeholders, %(name)s; `count` also chooses the plural. */
export function getText(key, values = {}) {
  const text = typeof texts[key] === "object" ? chooseForm(texts[key], values.count) : texts[key];
  return text.replace(/%\((\w+)\)s/g, (_placeholder, name) => values[name]);
}
