// verify.py on a ledger and the one that it continues exits as `tidemark verify` does.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { forge, type Forged } from "../support/forge/forge.ts";
import { NOW } from "../support/forge/small.ts";
import { EARLIER, SUCCESSOR } from "../support/forge/succession.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { repository } from "../support/run-cli.ts";

function lay(home: string, name: string, { objects, trust }: Forged): string {
  for (const [key, bytes] of objects) {
    mkdirSync(dirname(join(home, name, key)), { recursive: true });
    writeFileSync(join(home, name, key), bytes);
  }
  writeFileSync(join(home, `${name}.trust`), trust);
  return join(home, name);
}

test.each(Object.keys(EARLIER))("an earlier ledger that %s", (what) => {
  const { plan, exit } = EARLIER[what] as (typeof EARLIER)[string];
  const home = temporaryDirectory();
  const ledger = lay(home, "ledger", forge(SUCCESSOR));
  const earlier = lay(home, "earlier", forge(plan));
  const trusts = ["--trust", `${ledger}.trust`, "--earlier", earlier, "--earlier-trust", `${earlier}.trust`];
  const script = join(repository, "evidence-schema", "verify.py");
  const { status, stdout, stderr } = spawnSync("python3", [script, ledger, ...trusts, "--now", NOW], {
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(exit);
});
