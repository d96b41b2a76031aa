import { afterEach, expect, it } from "vitest";
import { refusalText } from "./refusalText";
import { languages, speak } from "./texts/language";

afterEach(() => speak("en"));

const unknownHost = {
  code: "unknown_host",
  detail: "The program that answers here is not known by the name ten.local.",
  params: { host: "ten.local", setting: "DIGITS_ALLOWED_HOSTS" },
};

it.each(languages)("says in %s, with its names, a refusal that only its operator can mend", async (code) => {
  await speak(code);
  const said = refusalText(unknownHost);
  expect(said).toContain("ten.local");
  expect(said).toContain("DIGITS_ALLOWED_HOSTS");
  expect(said).not.toBe(unknownHost.detail);
});

it("gives the server's words for a code that the page does not know", () => {
  expect(refusalText({ code: "unheard_of", detail: "The server's own words." })).toBe(
    "The server's own words.",
  );
});
