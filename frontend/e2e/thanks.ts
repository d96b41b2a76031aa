/**
 * Return what the page says after the first digit of ten, which begins with `digit` and ends with `rest`.
 *
 * One drawing in ten is kept for testing; only the key of the installation says which, so a test must take both.
 */
export function thanks(digit: string, rest = ""): RegExp {
  const learned =
    "Everybody’s network (?:learns (?:it|again) after 9 more|is tested with it, and does not learn it)";
  return new RegExp(
    `Thank you for the ${literal(digit)} ${learned}\\.?${literal(rest)}${rest === "" ? "" : "$"}`,
  );
}

function literal(text: string): string {
  return text.replaceAll(".", "\\.");
}
