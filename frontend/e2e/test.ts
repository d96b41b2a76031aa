/** Playwright's test with the real program, the sheet, and a console that must stay quiet. */

import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { expect, test as base, type BrowserContext, type Locator } from "@playwright/test";
import { drawWithFinger } from "./fingers";
import { tenDigits } from "./handwriting";
import type { WrittenDigit } from "./penStrokes";
import { prepareFolder, Program, type Environment } from "./program";
import { Sheet } from "./sheet";
import { returnAsContributor, startTaughtProgram } from "./taughtProgram";

/** What a person does by finger where the device is touched, and by mouse elsewhere. */
interface Hand {
  readonly write: (label: number) => Promise<void>;
  readonly press: (control: Locator) => Promise<void>;
}

interface Fixtures {
  /** Starts a program for this test alone. */
  readonly startProgram: (settings?: Environment) => Promise<Program>;
  readonly sheet: Sheet;
  readonly digits: readonly WrittenDigit[];
  /** Returns the handwritten digit of a label. */
  readonly written: (label: number) => WrittenDigit;
  readonly hand: Hand;
  /** Complaints of the browser that the test causes, such as by ending the server. */
  readonly mayComplain: RegExp | null;
  readonly quietConsole: null;
  /** The taught program, which this browser returns to as the person who taught it. */
  readonly taughtByMe: Program;
  /** Returns the path of a screenshot of this name. */
  readonly screenshotPath: (name: string) => string;
}

interface SharedFixtures {
  /** Copied for every program that a test starts; `program` and `taught` start in a folder that is empty. */
  readonly preparedFolder: string;
  readonly program: Program;
  /** A program with digits and versions: see taughtProgram.ts. */
  readonly taught: Program;
}

export const test = base.extend<Fixtures, SharedFixtures>({
  program: [
    async ({}, use) => {
      const program = await Program.start();
      await use(program);
      await program.remove();
    },
    { scope: "worker" },
  ],
  taught: [
    async ({}, use) => {
      const program = await startTaughtProgram();
      await use(program);
      await program.remove();
    },
    { scope: "worker", timeout: 1_800_000 },
  ],
  preparedFolder: [
    async ({}, use) => {
      const folder = await prepareFolder();
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  page: async ({ page }, use) => {
    await use(page);
    await dropRoutes(page.context());
  },
  startProgram: async ({ context, preparedFolder }, use) => {
    const programs: Program[] = [];
    await use(async (settings) => {
      const program = await Program.start(settings, preparedFolder);
      programs.push(program);
      return program;
    });
    await dropRoutes(context);
    await context.close(); // first, or its pages would complain that the program has gone
    await Promise.all(programs.map((program) => program.remove()));
  },
  taughtByMe: async ({ context, taught }, use) => {
    await returnAsContributor(context, taught);
    await use(taught);
  },
  sheet: async ({ page }, use) => {
    await use(new Sheet(page));
  },
  digits: async ({}, use) => {
    await use(await tenDigits());
  },
  written: async ({ digits }, use) => {
    await use((label) => {
      const digit = digits.find((candidate) => candidate.label === label);
      if (digit === undefined) throw new Error(`nobody wrote a ${label}`);
      return digit;
    });
  },
  hand: async ({ page, context, sheet, written, hasTouch }, use) => {
    const screen = await context.newCDPSession(page);
    await use({
      write: (label) =>
        hasTouch ? drawWithFinger(screen, sheet, written(label)) : sheet.draw(written(label)),
      press: (control) => (hasTouch ? control.tap() : control.click()),
    });
  },
  mayComplain: [null, { option: true }],
  quietConsole: [
    async ({ page, mayComplain }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          complaints.push(`${message.text()} ${message.location().url}`);
      });
      await use(null);
      const isExpected = (complaint: string) =>
        complaint.startsWith("Service Worker registration blocked by Playwright") ||
        mayComplain?.test(complaint) === true;
      expect(complaints.filter((complaint) => !isExpected(complaint))).toEqual([]);
    },
    { auto: true },
  ],
  screenshotPath: async ({}, use, testInfo) => {
    const folder = process.env.SCREENSHOT_DIR ?? testInfo.outputDir;
    mkdirSync(folder, { recursive: true });
    await use((name) => path.join(folder, name));
  },
});

/** Remove the routes by which a test altered answers. One may still be on its way, and that is no failure. */
async function dropRoutes(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
}

export { expect };
