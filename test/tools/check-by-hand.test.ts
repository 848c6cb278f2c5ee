// Runs docs/check-by-hand.md line by line on a fresh ledger of the example company, with coreutils and jq alone.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { START_ESTATE } from "../support/ledger/example-home.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const root = join(import.meta.dirname, "..", "..");
const script = [...readFileSync(join(root, "docs", "check-by-hand.md"), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)]
  .map(([, block]) => block)
  .join("\n");

let home: string;
beforeAll(() => {
  home = temporaryDirectory();
  execFileSync(process.execPath, [join(root, "cli", "main.ts"), ...START_ESTATE, "--ledger", join(home, "ledger")], {
    cwd: root,
    stdio: "pipe",
  });
});

const runOn = (ledger: string): { status: number | null; output: string } => {
  const env = { PATH: process.env["PATH"] ?? "", ledger, trust: join(home, "trust.txt") };
  const { status, stdout, stderr } = spawnSync("sh", ["-eu", "-c", script], { env, encoding: "utf8" });
  return { status, output: stdout + stderr };
};

test("every step of the page agrees on an untouched ledger, and shows the drift", () => {
  const { status, output } = runOn(join(home, "ledger"));
  expect(output).not.toContain("DIFFERENT");
  expect(status).toBe(0);
  expect(output).toContain("ok: the last line is the sealed head");
  expect(output).toMatch(/^drift: network-flow-logs-on on arn:aws:ec2:/m);
});

test("an edited line is found by the same steps", () => {
  const copy = join(home, "edited");
  cpSync(join(home, "ledger"), copy, { recursive: true });
  const [, key] = /^segment (.*)$/m.exec(runOn(copy).output) as unknown as [string, string];
  chmodSync(join(copy, key), 0o644);
  const text = gunzipSync(readFileSync(join(copy, key))).toString("utf8");
  writeFileSync(join(copy, key), gzipSync(text.replace('"outcome":"fail"', '"outcome":"pass"')));
  const { status, output } = runOn(copy);
  expect(status).toBe(1);
  expect(output).toContain("DIFFERENT: object digest as sealed");
});
