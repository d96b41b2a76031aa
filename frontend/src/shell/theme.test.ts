import { afterEach, describe, expect, it } from "vitest";
import { chooseTheme, showPreferredTheme, theme } from "./theme";

const page = document.documentElement;

function addMeta(media: string): HTMLMetaElement {
  const meta = document.createElement("meta");
  Object.assign(meta, { name: "theme-color", media, content: "white" });
  document.head.append(meta);
  return meta;
}

afterEach(() => {
  chooseTheme("system");
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.remove();
});

describe("the theme", () => {
  it("is the device's until one is chosen, and its again when that is chosen", () => {
    showPreferredTheme();
    expect([theme.get(), page.dataset.theme]).toEqual(["system", undefined]);
    chooseTheme("dark");
    expect([theme.get(), page.dataset.theme]).toEqual(["dark", "dark"]);
    chooseTheme("system");
    expect([theme.get(), page.dataset.theme]).toEqual(["system", undefined]);
  });

  it("is kept for the next visit; what nobody could choose is not", () => {
    chooseTheme("light");
    delete page.dataset.theme;
    showPreferredTheme();
    expect(page.dataset.theme).toBe("light");
    localStorage.setItem("ductus.theme", "pink");
    showPreferredTheme();
    expect(page.dataset.theme).toBeUndefined();
  });

  it("colours the browser's own bars, whatever the device prefers", () => {
    const metas = ["light", "dark"].map((scheme) => addMeta(`(prefers-color-scheme: ${scheme})`));
    const colours = () => metas.map(({ content }) => content);
    chooseTheme("system");
    const [light, dark] = colours();
    expect(light).not.toBe(dark);
    chooseTheme("dark");
    expect(colours()).toEqual([dark, dark]);
  });
});
