import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { renew } from "./queries";

it("asks anew where the first answer, still under way, is from before a change", async () => {
  const queries = new QueryClient();
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver<string>(queries, {
    queryKey: ["hand"],
    queryFn: () =>
      new Promise((resolve) => {
        asked.push(resolve);
      }),
  });
  const answers: (string | undefined)[] = [];
  const stop = observer.subscribe(({ data }) => answers.push(data));
  const renewed = renew(queries, ["hand"]);
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.("before");
  asked[1]?.("after");
  await renewed;
  expect(observer.getCurrentResult().data).toBe("after");
  expect(answers).not.toContain("before");
  stop();
});
