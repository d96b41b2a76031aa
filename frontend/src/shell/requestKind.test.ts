import { expect, it } from "vitest";
import { kindOf } from "./requestKind";

const origin = "http://127.0.0.1:8000";
const get = (path: string, mode = "cors") => ({ method: "GET", mode, url: origin + path });

it("looks after the page and its files", () => {
  expect(kindOf(get("/", "navigate"), origin)).toBe("page");
  expect(kindOf(get("/assets/index-abc.js"), origin)).toBe("file");
  expect(kindOf(get("/icons/192.png", "no-cors"), origin)).toBe("file");
});

it("leaves everything else to the network", () => {
  for (const asked of [
    get("/api/model"),
    get("/api/digits/1/image.png", "no-cors"),
    get("/admin/", "navigate"),
    get("/api/docs", "navigate"),
    get("/sw.js"),
    { ...get("/"), method: "POST", mode: "navigate" },
    { method: "GET", mode: "cors", url: "https://elsewhere.example/assets/x.js" },
  ]) {
    expect(kindOf(asked, origin)).toBe("elsewhere");
  }
});
