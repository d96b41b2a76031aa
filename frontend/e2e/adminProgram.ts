/** A program with an administrator and some history: thirty digits learned, a hundred and ten in doubt. */

import type { Page } from "@playwright/test";
import { Program } from "./program";

export const people = { administrator: "scribe", viewer: "vera" } as const;
const password = "iron-gall-and-vellum";

/** The doubtful digits were imported with labels that are one too high. */
const nDoubtful = 110;
export const trueLabel = (label: number): number => (label + 9) % 10;

const seed = `
import time
import numpy as np
from backend.digits import inference
from backend.digits.models import OPEN, ModelState
from django.contrib.auth.models import Group, User
from backend.digits.exchange.records import LabelledDrawing
from backend.digits.services.digits import add_digit
from backend.digits.services.transfer.import_entry import ImportEntry
from backend.digits.services.transfer.imports import store_staged
from backend.digits.services.transfer.staging import stage
from nn.data.pseudo_digits import load_generator
User.objects.create_superuser("${people.administrator}", password="${password}")
viewer = User.objects.create_user("${people.viewer}", password="${password}", is_staff=True)
viewer.groups.add(Group.objects.get(name="viewer"))
X, labels = load_generator().sample(1000, np.random.default_rng(7))
drawings = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
def is_plain(drawing, label):
    read = inference.predict(inference.preprocess(drawing).picture)
    return read.certain and read.digit == label
plain = [(drawing, int(label)) for drawing, label in zip(drawings, labels) if is_plain(drawing, label)]
for number, (drawing, label) in enumerate(plain[:30], start=1):
    add_digit(drawing=drawing, label=label, contributor=None, idempotency_key=None)
    # Each ten is learned before the next comes: tens that wait would share a version.
    while number % 10 == 0 and ModelState.objects.filter(status__in=OPEN).exists(): time.sleep(0.2)
wrong = [LabelledDrawing(drawing, (label + 1) % 10, "seed") for drawing, label in plain[30:${30 + nDoubtful}]]
assert len(wrong) == ${nDoubtful}, len(plain)
store_staged(stage(wrong), ImportEntry("scribe", "wrong labels", "a file", "0" * 64), reasons={})
`;

export class AdminProgram {
  private constructor(readonly program: Program) {}

  static async start(): Promise<AdminProgram> {
    const program = await Program.startWith(async (started) => {
      await started.manage(["shell", "-v0", "-c", seed]);
      await started.allLearned();
    });
    return new AdminProgram(program);
  }

  /** Runs a script in the program's Django shell, and returns what it prints. */
  run(script: string): Promise<string> {
    return this.program.manage(["shell", "-v0", "-c", script]);
  }

  async enter(page: Page, who: string): Promise<void> {
    await page.goto(`${this.program.url}/admin/`);
    await page.getByLabel("Username:").fill(who);
    await page.getByLabel("Password:").fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: "Dashboard" }).waitFor();
  }

  go(page: Page, path: string) {
    return page.goto(`${this.program.url}/admin/${path}`);
  }

  async servedVersion(): Promise<number> {
    const pixels = Array.from({ length: 784 }, (_, at) => (at % 28 === 14 && at > 140 && at < 640 ? 255 : 0));
    const answer = await fetch(`${this.program.url}/api/predictions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ pixels }),
    });
    const read: unknown = await answer.json();
    if (typeof read !== "object" || read === null || !("model" in read)) throw new Error("no prediction");
    return Number(read.model);
  }
}
