/** The page Learn: sliders, plots, and a sandbox that learns in a copy. */

import { expect, test } from "./test";

test("the sandbox takes steps in a private copy: cost and outputs move, the served network does not", async ({
  page,
  taught,
  sheet,
  written,
}) => {
  const served = async () => await (await page.request.get(`${taught.url}/api/model`)).text();
  const before = await served();
  await page.goto(`${taught.url}/#/learn`);
  await expect(page.getByText("Draw a digit first.")).toBeVisible();
  await sheet.draw(written(7));
  await page.getByRole("radio", { name: "4" }).click({ force: true });
  await expect(page.getByText("0 steps taken in a private copy.")).toBeVisible();
  const cost = page.getByText(/^Cost of your drawing: \d/);
  const costs = async () => (await cost.textContent())?.match(/[\d.]+/g)?.map(Number) ?? [];
  await page.getByRole("button", { name: "One step", exact: true }).last().click();
  await expect(page.getByText("1 step taken in a private copy.")).toBeVisible();
  await expect.poll(async () => costs().then(([first = 0, last = 0]) => first > last)).toBe(true);
  const [, afterOne = 0] = await costs();
  await page.getByRole("button", { name: "10 steps" }).click();
  await expect.poll(async () => costs().then(([, last = 0]) => last < afterOne)).toBe(true);
  await expect(page.getByText(/^Of 400 other digits, it reads \d+; before, \d+\.$/)).toBeVisible();
  await page.getByRole("button", { name: /^Make it forget/ }).click();
  const wall = page.getByRole("img", { name: /^400 other digits on a wall/ });
  const nRed = async () => Number(/misreads (\d+)/.exec((await wall.getAttribute("aria-label")) ?? "")?.[1]);
  await expect.poll(nRed).toBeGreaterThan(100);
  for (const part of [wall, page.getByLabel("Rehearse nine known digits in every step")])
    await expect(part).toBeInViewport({ ratio: 1 });
  const forgotten = await nRed();
  await page.getByLabel("Rehearse nine known digits in every step").check();
  await expect.poll(nRed).toBeLessThan(forgotten / 2);
  await page.getByRole("button", { name: "Start again" }).last().click();
  await expect(page.getByText("0 steps taken in a private copy.")).toBeVisible();
  await sheet.draw(written(1));
  await expect(page.getByRole("radio", { name: "4" })).toBeChecked();
  await page.getByRole("button", { name: "Clear" }).first().click();
  await expect(page.getByRole("radio", { name: "3" })).toBeChecked();
  expect(await served()).toBe(before);
});

test("the neuron, the cost and the descent answer their sliders, by keyboard", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/learn`);
  await page.getByRole("slider", { name: "Weight" }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("−8.00 × 0.80 − 2.00 = −8.40, squeezed to 0.00")).toBeVisible();
  await page.getByRole("slider", { name: /^Output \d/ }).focus();
  await page.keyboard.press("End");
  await expect(page.getByText("An output of 1.00 where 1 was right costs 0.00")).toBeVisible();
  await page.getByRole("button", { name: "One step", exact: true }).first().click();
  await expect(page.getByText(/^1 step taken; the cost is \d/)).toBeVisible();
});

test("six questions are answered; chapters have addresses; guesses are made before answers are shown", async ({
  page,
  taught,
}) => {
  await page.goto(`${taught.url}/#/learn`);
  const questions = page.getByRole("region", { name: "Six questions, in short" });
  await expect(questions.getByRole("definition")).toHaveCount(6);
  await questions.getByRole("link", { name: "Why would it forget without rehearsal?" }).click();
  await expect(page).toHaveURL(`${taught.url}/#/learn/forgetting`);
  await expect(
    page.getByRole("heading", { name: "Why it forgets, and how rehearsal helps" }),
  ).toBeInViewport();
  await page.goto("about:blank");
  await page.goto(`${taught.url}/#/learn/cost`);
  await expect(page.getByRole("heading", { name: "What a mistake costs" })).toBeInViewport();

  await expect(page.getByText(/Just tried on the network/)).toHaveCount(0);
  await page.getByRole("button", { name: "Nearly all of them" }).click();
  await expect(
    page.getByText(/^(Yes|No)\. Just tried on the network that is reading: \d+ of 400\.$/),
  ).toBeVisible();

  await page.getByRole("link", { name: "For teachers: a lesson of 45 minutes, to print" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A lesson of 45 minutes");
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  await expect(page.locator("#page")).toBeFocused();
  const answers = page.getByRole("region", { name: "Answers" });
  await expect(answers).toBeHidden();
  await page.getByRole("button", { name: "Show the answers" }).click();
  await expect(answers).toBeVisible();
  await page.getByRole("button", { name: "Hide the answers" }).click();
  await expect(answers).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
  await expect(page.getByRole("region", { name: "Answers" }).getByRole("listitem").first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });
});

test("a link in the foot brings its answer into sight and focus, also when it is pressed again", async ({
  page,
  taught,
}) => {
  await page.goto(`${taught.url}/#/learn`);
  const link = page.getByRole("link", { name: "What is kept of you" });
  const question = page.locator("dl > div").filter({ hasText: "What does it keep of me?" });
  await expect(question).toBeVisible(); // what the page loads would push the foot down again
  for (let times = 1; times <= 2; times += 1) {
    await link.focus();
    await link.scrollIntoViewIfNeeded();
    await expect(question).not.toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(question).toBeInViewport();
    await expect(question).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(question.getByRole("link")).toBeFocused();
  }
});

test("one correction moves the bars of the two memories, stores nothing, and leaves the page Draw's sheet blank", async ({
  page,
  taught,
  screenshotPath,
}) => {
  const stored: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && /api\/(digits|numbers)$/.test(request.url()))
      stored.push(request.url());
  });
  await page.goto(`${taught.url}/#/learn/twoMemories`);
  const chapter = page.getByRole("region", { name: "Two memories: why one correction is enough" });
  await chapter.getByRole("button", { name: "Write an odd 1" }).click();
  await expect(chapter.getByText("Both together read a 7.")).toBeVisible();
  await expect(chapter.getByText(/^You have no memory of your own yet/)).toBeVisible();
  await chapter.getByRole("button", { name: "Tell this memory that it is a 1" }).click();
  await expect(chapter.getByText("Both together read a 1.")).toBeVisible();
  await expect(chapter.getByText(/^The memory of this page has one drawing now, a 1/)).toBeVisible();
  await chapter.getByRole("checkbox", { name: "Your own memory" }).uncheck();
  await expect(chapter.getByText("Everybody’s network alone reads a 7.")).toBeVisible();
  await chapter.getByRole("checkbox", { name: "Your own memory" }).check();
  await chapter.getByRole("button", { name: "Another odd 1" }).click(); // it corrects what is like it, too
  await expect(chapter.getByText("Both together read a 1.")).toBeVisible();
  await chapter.screenshot({ path: screenshotPath("two-memories.png") });
  await chapter.getByRole("button", { name: "Let it forget that" }).click();
  await expect(chapter.getByText("Both together read a 7.")).toBeVisible();

  await page.getByRole("link", { name: "Draw", exact: true }).click();
  await expect(page.getByRole("img", { name: "Sheet to draw a digit on, empty" })).toBeVisible();
  expect(stored).toEqual([]);
  await page.getByRole("link", { name: "What is kept of you" }).click();
  await expect(page).toHaveURL(`${taught.url}/#/learn/question-kept`);
  await expect(page.getByText(/^Each drawing that you checked, how it was drawn/)).toBeInViewport();
});

test("a fresh network is taught from nothing until it reads its examples", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/learn/fromNothing`);
  const chapter = page.getByRole("region", { name: "From nothing" });
  await expect(chapter.getByText("It has learned nothing yet.")).toBeVisible();
  await chapter.getByRole("button", { name: "Lend me ten digits, one of each" }).click();
  await expect(
    chapter.getByRole("list", { name: "The 10 examples so far" }).getByRole("listitem"),
  ).toHaveCount(10);
  await chapter.getByRole("button", { name: "One step of learning" }).click();
  await expect(chapter.getByText(/^1 step; cost \d/)).toBeVisible();
  await chapter.getByRole("button", { name: "Learn until it reads them" }).click();
  await expect(chapter.getByText(/it reads 10 of 10 examples\.$/)).toBeVisible();
  await chapter.getByRole("button", { name: "From nothing again" }).click();
  await expect(chapter.getByText(/^0 steps; cost \d/)).toBeVisible();
});

test("Back leads to the place that a page was left at, and a link to the top", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/learn`);
  await page
    .getByRole("link", { name: "See every version and its reason in the history" })
    .scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(500);
  await page.getByRole("link", { name: "See every version and its reason in the history" }).click();
  await expect(page).toHaveTitle("How it has learned · Ductus");
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(page).toHaveTitle("How it works · Ductus");
  await expect.poll(() => page.evaluate((left) => Math.abs(scrollY - left), place)).toBeLessThan(3);
});
