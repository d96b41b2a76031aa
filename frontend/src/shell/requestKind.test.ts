import { describe, expect, it } from "vitest";
import { kindOf } from "./requestKind";

const origin = "http://127.0.0.1:8000";

describe.each(["/", "/ductus/"])("a page at %s", (folder) => {
  const page = origin + folder;
  const get = (path: string, mode = "cors") => ({ method: "GET", mode, url: page + path });

  it("is looked after, with its files", () => {
    expect(kindOf(get("", "navigate"), page)).toBe("page");
    expect(kindOf(get("?utm_source=x", "navigate"), page)).toBe("page");
    expect(kindOf(get("assets/index-abc.js"), page)).toBe("file");
    expect(kindOf(get("icons/192.png", "no-cors"), page)).toBe("file");
  });

  it("leaves everything else to the network", () => {
    for (const asked of [
      get("api/model"),
      get("api/digits/1/image.png", "no-cors"),
      get("admin/", "navigate"),
      get("api/docs", "navigate"),
      get("sw.js"),
      { ...get(""), method: "POST", mode: "navigate" },
      { method: "GET", mode: "cors", url: "https://elsewhere.example/assets/x.js" },
      { method: "GET", mode: "navigate", url: `${origin}/other/` },
    ]) {
      expect(kindOf(asked, page)).toBe("elsewhere");
    }
  });
});
