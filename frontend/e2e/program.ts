/** The real program, web and worker, with a fresh data folder, on a free port; no part of it is replaced. */

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { asList, asRecord, jsonOf } from "./json";

const run = promisify(execFile);

export const root = process.env.DUCTUS_ROOT ?? path.resolve(import.meta.dirname, "../..");
const python = process.env.DUCTUS_PYTHON ?? path.join(root, "var/venv/bin/python");

export type Environment = Readonly<Record<string, string>>;

/** Run the project's Python, and return what it prints. */
export async function runPython(args: readonly string[], environment: Environment = {}): Promise<string> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run(python, args, { cwd: root, env, maxBuffer: 2 ** 26 });
  return stdout;
}

function freshFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "ductus-e2e-"));
}

/** Build the wheel, and unpack it into a folder whose name holds what breaks paths and URLs. */
export async function unpackedWheel(): Promise<string> {
  const [folder, site] = [await freshFolder(), path.join(await freshFolder(), "C# packages ü 100%41")];
  await runPython(["-m", "hatchling", "build", "--target", "wheel", "--directory", folder]);
  const [wheel] = await readdir(folder);
  if (wheel === undefined) throw new Error("wanted a wheel, got none");
  await runPython(["-m", "zipfile", "-e", path.join(folder, wheel), site]);
  await rm(folder, { recursive: true });
  return site;
}

/** Make a data folder with all tables and the base network, so that programs can start in copies of it. */
export async function prepareFolder(): Promise<string> {
  const folder = await freshFolder();
  await runPython(["manage.py", "prepare"], { DIGITS_CORPORA: "", DIGITS_DATA_DIR: folder });
  return folder;
}

export class Program {
  #process: ChildProcess | null = null;
  #port = "0";

  private constructor(
    private readonly folder: string,
    private readonly settings: Environment,
    private readonly command: readonly string[] = ["manage.py", "serve"],
    private readonly startedIn: string = root,
  ) {}

  /** Starts the command `ductus` of an unpacked wheel, in a folder that is not the checkout's. */
  static async startInstalled(site: string): Promise<Program> {
    const folder = await freshFolder();
    const program = new Program(folder, { PYTHONPATH: site }, ["-P", "-m", "ductus"], path.dirname(site));
    await program.startAgain();
    return program;
  }

  /** Starts it in a fresh data folder, or in a copy of `prepared`. */
  static async start(settings: Environment = {}, prepared?: string): Promise<Program> {
    const folder = await freshFolder();
    if (prepared !== undefined) await cp(prepared, folder, { recursive: true });
    const program = new Program(folder, settings);
    await program.startAgain();
    return program;
  }

  /** Starts it in a fresh data folder and fills it; where that fails the program is ended, since nobody else would. */
  static async startWith(fill: (program: Program) => Promise<void>): Promise<Program> {
    const program = await Program.start();
    try {
      await fill(program);
    } catch (error) {
      await program.remove();
      throw error;
    }
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  private get environment(): Environment {
    return {
      PYTHONDONTWRITEBYTECODE: "1",
      DIGITS_THROTTLE_PREDICTIONS: "off",
      DIGITS_THROTTLE_DIGITS: "off",
      DIGITS_THROTTLE_LOGINS: "off", // each test logs in, on a quick machine more often than people do
      ...this.settings,
      // Most people run it without corpora; preprocessing MNIST in each fresh folder would take a minute.
      DIGITS_CORPORA: "",
      DIGITS_DATA_DIR: this.folder,
      HOST: "127.0.0.1",
      PORT: this.#port,
    };
  }

  manage(args: readonly string[], more: Environment = {}): Promise<string> {
    return runPython(["manage.py", ...args], { ...this.environment, ...more });
  }

  /** Starts it with its data at its address; returns once it says that it is ready. */
  async startAgain(): Promise<void> {
    const child = spawn(python, this.command, {
      cwd: this.startedIn,
      env: { ...process.env, ...this.environment, PYTHONUNBUFFERED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a group of its own, so that kill takes web and worker with it
    });
    this.#process = child;
    this.#port = await readyPort(child);
  }

  /** Returns the labels of the digits that the program lists, the newest first. */
  async labels(): Promise<readonly unknown[]> {
    const { results } = await jsonOf(await fetch(`${this.url}/api/digits`));
    return asList(results).map((digit) => asRecord(digit).label);
  }

  /** Returns the number of digits that the program lists. */
  async nDigits(): Promise<number> {
    return (await this.labels()).length;
  }

  /** Returns once no version waits or is in training. */
  async allLearned(): Promise<void> {
    for (;;) {
      const { results } = await jsonOf(await fetch(`${this.url}/api/models?limit=200`));
      const statuses = asList(results).map((version) => asRecord(version).status);
      if (!statuses.includes("queued") && !statuses.includes("training")) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Stops all its processes where they are, until `goOn`. */
  stand(): void {
    if (this.#process?.pid !== undefined) process.kill(-this.#process.pid, "SIGSTOP");
  }

  goOn(): void {
    if (this.#process?.pid !== undefined) process.kill(-this.#process.pid, "SIGCONT");
  }

  /** Ends all its processes as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    process.kill(-child.pid, "SIGKILL");
    await ended; // the pipes close when every process of the group has ended
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Return the port that the program names when it is ready; if it ends before that, throw all that it printed. */
function readyPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("close", (code) => {
      reject(new Error(`The program ended with ${code ?? "a signal"} before it was ready:\n${said}`));
    });
  });
}
