// Finds the gcloud CLI where it is installed, and asks it which commands it takes: the package registries do not have it.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";

/** The folder that the CLI is installed in; null where it is not. */
export function rootOfGcloud(): string | null {
  const { stdout } = spawnSync("sh", ["-c", "command -v gcloud"], { encoding: "utf8" });
  const root = stdout.trim() === "" ? null : dirname(dirname(realpathSync(stdout.trim())));
  return root !== null && existsSync(join(root, "lib/googlecloudsdk")) ? root : null;
}

type Asked = {
  /** Each command, as its arguments. */
  readonly commands: readonly (readonly string[])[];
  readonly answers: readonly (readonly [answer: unknown, format: string])[];
};
type Told = {
  readonly refused: readonly (readonly [command: string, why: string])[];
  readonly printed: readonly string[];
};

/** What the CLI in `root` refuses, and how it prints answers. It calls nothing. */
export function askGcloud(root: string, asked: Asked): Told {
  const python = join(root, "platform/bundledpythonunix/bin/python3");
  const told = execFileSync(existsSync(python) ? python : "python3", [join(import.meta.dirname, "real.py")], {
    input: JSON.stringify(asked),
    encoding: "utf8",
    env: { ...process.env, GCLOUD_ROOT: root, CLOUDSDK_CONFIG: temporaryDirectory() },
    // It makes the files that a command would write.
    cwd: temporaryDirectory(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  return JSON.parse(told) as Told;
}
