// CloudFormation's own rules over what is synthesised, by cfn-lint: https://github.com/aws-cloudformation/cfn-lint
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository } from "../../support/run-cli.ts";

// What CDK writes beside what is needed: a dependency that a reference says already.
const IGNORED = ["W3005"];

test("`npx cdk synth` is clean, and cfn-lint finds nothing in it", () => {
  const out = temporaryDirectory();
  const synth = spawnSync("npx", ["cdk", "synth", "--quiet", "--output", out], { cwd: repository, encoding: "utf8" });
  expect(synth.stderr).not.toMatch(/ERROR|WARNING/);
  expect(synth.status).toBe(0);
  const templates = readdirSync(out).filter((name) => name.endsWith(".template.json"));
  expect(templates.length).toBeGreaterThanOrEqual(3);
  const linted = spawnSync(
    join(repository, ".servers/venv/bin/cfn-lint"),
    ["--ignore-checks", ...IGNORED, "--", ...templates.map((name) => join(out, name))],
    { encoding: "utf8" },
  );
  expect(linted.stdout + linted.stderr).toBe("");
  expect(linted.status).toBe(0);
}, 120_000);
