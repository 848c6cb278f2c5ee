// CONTRIBUTING's own steps, followed to the letter in a copy of the project, end in a green check more.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isWhole } from "../support/scale.ts";

const ROOT = join(import.meta.dirname, "../..");
const LEFT_OUT = new Set(["node_modules", ".git", ".servers", ".tidemark", "coverage"]);

/** A fenced block: shell to run, or a file to write. */
type Block = { readonly kind: "sh" | "ts"; readonly path: string; readonly text: string };

const walkThrough: readonly Block[] = [
  ...readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8")
    .split("## Adding a check")[1]!
    .split("\n## ")[0]!
    .matchAll(/^```(sh|ts)(?: (\S+))?\n([\s\S]*?)^```$/gm),
].map(([, kind, path = "", text = ""]) => ({ kind: kind as "sh" | "ts", path, text }));

let copy: string;
function run(command: string): { readonly status: number | null; readonly said: string } {
  const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, PATH, VITEST: undefined, VITEST_MODE: undefined, TIDEMARK_TEST_SCALE: undefined },
  });
  return { status, said: `${stdout}\n${stderr}` };
}

const commands = walkThrough.filter(({ kind }) => kind === "sh").flatMap(({ text }) => text.trim().split("\n"));

test("the walk-through has commands and files", () => {
  expect(commands[0]).toMatch(/^npm run new-check -- /);
  expect(commands.length).toBeGreaterThan(3);
  expect(walkThrough.filter(({ kind, path }) => kind === "ts" && path !== "")).toHaveLength(5);
});

// Most of a minute: it runs the tests of all checks, generates all files, and checks the types of the whole copy.
describe.runIf(isWhole)("the walk-through", () => {
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "tidemark-new-check-"));
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(relative(ROOT, path).split("/")[0] ?? "") });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test("the files that new-check makes are red until they say something", () => {
    expect(run(commands[0]!)).toMatchObject({ status: 0 });
    const { status, said } = run("npx vitest run --project node test/checks/checks.test.ts");
    expect(status, said).not.toBe(0);
    expect(said).toContain("default-networks-absent");
    const again = run(commands[0]!);
    expect(again.status).toBe(3);
    expect(again.said).toMatch(/new-check: found .*, expected /);
  });

  test("followed to its end it gives a green check with a page", () => {
    for (const { kind, path, text } of walkThrough) if (kind === "ts") writeFileSync(join(copy, path), text);
    for (const command of commands.slice(1)) {
      const { status, said } = run(command);
      expect(status, `${command}\n${said}`).toBe(0);
    }
    expect(readFileSync(join(copy, "docs/checks/default-networks-absent.md"), "utf8")).toMatch(
      /^\| fail +\| the default VPC +\|/m,
    );
  });
});
