// CloudFormation's own rules over what is synthesised, by cfn-lint: https://github.com/aws-cloudformation/cfn-lint
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHAPES, synthesise } from "../../infra/deployments.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository } from "../../support/run-cli.ts";

// What CDK writes beside what is needed: a dependency that a reference says already.
const IGNORED = ["W3005"];

function synth(...args: readonly string[]) {
  const out = temporaryDirectory();
  const synthesised = spawnSync("npx", ["cdk", "synth", "--quiet", "--output", out, ...args], {
    cwd: repository,
    encoding: "utf8",
  });
  const templates = (existsSync(out) ? readdirSync(out) : [])
    .filter((name) => name.endsWith(".template.json"))
    .map((name) => join(out, name));
  return { ...synthesised, templates };
}

function expectClean(args: readonly string[], stacks: number): void {
  const { stderr, status, templates } = synth(...args);
  expect(stderr).not.toMatch(/ERROR|WARNING/i);
  expect(status).toBe(0);
  expect(templates).toHaveLength(stacks);
  const linted = spawnSync(
    join(repository, ".servers/venv/bin/cfn-lint"),
    ["--ignore-checks", ...IGNORED, "--", ...templates],
    { encoding: "utf8" },
  );
  expect(linted.stdout + linted.stderr).toBe("");
  expect(linted.status).toBe(0);
}

test("`npx cdk synth` is clean, and cfn-lint finds nothing in it", () => expectClean([], 6));

test.each(SHAPES)("the same of $name", ({ input }) => {
  const config = join(temporaryDirectory(), "tidemark.config.ts");
  writeFileSync(config, `export default ${JSON.stringify(input)};\n`);
  expectClean(["-c", `config=${config}`], synthesise(input).stacks.length);
});

test("a config that is not there is one line", () => {
  const { stderr, status } = synth("-c", "config=nowhere.ts");
  expect(stderr).toContain("nowhere.ts does not exist. Name a config with --config, or write one with tidemark init\n");
  expect(stderr).not.toContain("    at ");
  expect(status).not.toBe(0);
});
