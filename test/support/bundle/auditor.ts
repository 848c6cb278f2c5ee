// Plays an auditor in an empty folder, who has a few tools of a Unix system, and neither Node nor Tidemark.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";

/** coreutils, diffutils, find, grep, sed, gzip, unzip, jq, openssl and python3, as VERIFY.md says. */
const TOOLS = (
  "base64 cat cmp cp cut echo false find grep gzip head jq ls mkdir od openssl printf rm sed sh sha256sum sort tail test tr true " +
  "unzip wc zcat"
).split(" ");

const which = (tool: string): string => execFileSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim();

export type Said = { readonly status: number | null; readonly out: string };

export class Auditor {
  /** Holds `bundle.zip`, the trust file, and later the folder `bundle`. */
  readonly folder = temporaryDirectory();
  readonly #tools = temporaryDirectory();

  constructor(zip: string, trust: string) {
    for (const tool of TOOLS)
      symlinkSync(tool === "echo" || tool === "test" ? `/bin/${tool}` : which(tool), join(this.#tools, tool));
    // Behind the name may be a script that chooses among versions.
    const python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
    symlinkSync(python, join(this.#tools, "python3"));
    copyFileSync(zip, join(this.folder, "bundle.zip"));
    copyFileSync(trust, join(this.folder, "trust-from-elsewhere.txt"));
  }

  get bundle(): string {
    return join(this.folder, "bundle");
  }

  read(path: string): string {
    return readFileSync(join(this.bundle, path), "utf8");
  }

  /** Runs a script of a shell; with `errors`, stderr is part of what it says. */
  run(script: string, variables: Readonly<Record<string, string>> = {}, folder = this.folder): Said {
    const env = { PATH: this.#tools, HOME: this.folder, ...variables };
    const { status, stdout, stderr } = spawnSync(join(this.#tools, "sh"), ["-u", "-c", script], {
      cwd: folder,
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return { status, out: stdout + stderr };
  }

  /** Runs a program of Python in the unpacked bundle, and gives the JSON that it prints. */
  python<Answer>(program: string, args: readonly string[] = []): Answer {
    const { status, out } = this.run(
      `python3 "$program" ${args.map((each) => `'${each}'`).join(" ")}`,
      { program },
      this.bundle,
    );
    if (status !== 0) throw new Error(out);
    return JSON.parse(out) as Answer;
  }

  /** Unpacks without the page's help, so that a test can change a file before the page's commands look at it. */
  unpack(): void {
    mkdirSync(this.bundle);
    const { status, out } = this.run("unzip -q bundle.zip -d bundle");
    if (status !== 0) throw new Error(out);
  }
}

/** The commands of a set as VERIFY.md prints them, block by block. */
export const commandsIn = (page: string, set: "sh" | "python" | "powershell"): string[] =>
  [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, language, block = ""]) =>
    language === set ? [block] : [],
  );
