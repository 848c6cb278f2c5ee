// What each exit code of the real program stands for.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { repository, type Ran } from "../support/run-cli.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

// The program reads the real clock: slots that have come, and exports that are younger than the slot before.
const HOUR_MS = 3_600_000;
// They are counted from this minute: no other falls due while the tests run.
const thisMinute = Math.floor(Date.now() / 60_000) * 60_000;
const hoursAgo = (hours: number): string => new Date(thisMinute - hours * HOUR_MS).toISOString();
const [SLOT, NEXT_SLOT] = [hoursAgo(2), hoursAgo(1)];
const schedule = { everySeconds: 3600, from: hoursAgo(24) };

const config = (parameters: object): string =>
  `export default ${JSON.stringify({
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: ["111111111111", "222222222222"].map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
    checks: { "object-storage-encrypted-at-rest": { parameters, reason: "a test" } },
    schedule,
  })};\n`;

async function start(): Promise<string> {
  const home = temporaryDirectory();
  writeFileSync(join(home, "tidemark.config.ts"), config({}));
  writeExports(join(home, "one"), hoursAgo(4), ["one"]);
  writeExports(join(home, "two"), SLOT, ["one", "two"]);
  const { status } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "one"], home);
  expect(status).toBe(0);
  return home;
}

const collect = (home: string, ...args: string[]): Promise<Ran> =>
  runCliInTurn(["collect", "--ledger", "ledger", "--from", "two", ...args], home);
const verify = (home: string, ...args: string[]): Promise<Ran> =>
  runCliInTurn(["verify", "--ledger", "ledger", ...args], home);
const verdict = ({ status, stdout }: Ran): string => `${status} ${verdictPrinted(stdout)}`;

/** Writes garbage where the next segment of each account comes. */
function garbage(home: string, accounts: readonly string[]): void {
  const log = join(home, "ledger", "log");
  const newest = readdirSync(log)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .at(-1) as string;
  const { scopes } = JSON.parse(readFileSync(join(log, newest), "utf8")) as Seal;
  for (const account of accounts) {
    const { scope, gen, seq } = scopes.find((each) => each.scope === `aws/${account}`) as Seal["scopes"][number];
    writeFileSync(join(home, "ledger", segmentKey(scope, gen, seq + 1)), "garbage");
  }
}

describe.concurrent("verify", () => {
  test("0 INTACT, and 1 BROKEN under the trust file of another ledger or with a changed object", async () => {
    const home = await start();
    const intact = await verify(home);
    expect(verdict(intact)).toBe("0 INTACT");
    expect(intact.stdout).toMatch(/^INTACT\nNo evidence was changed or removed since it was recorded, /m);
    const other = await start();
    const under = await verify(home, "--trust", join(other, "trust.txt"));
    expect(verdict(under)).toBe("1 BROKEN");
    expect(under.stdout).toContain("G2");
    const segment = join(home, "ledger", segmentKey("aws/111111111111", 0, 0));
    rmSync(segment);
    writeFileSync(segment, "x");
    const changed = await verify(home);
    expect(verdict(changed)).toBe("1 BROKEN");
    expect(changed.stderr).toBe("");
  });

  test("2 INCOMPLETE without the newest note, and for a period that nothing covers", async () => {
    const home = await start();
    expect(verdict(await verify(home, "--from", "2020-01-01"))).toBe("2 INCOMPLETE");
    const note = readdirSync(join(home, "ledger", "log")).find((name) => name.endsWith(".note")) as string;
    rmSync(join(home, "ledger", "log", note));
    expect(verdict(await verify(home))).toBe("2 INCOMPLETE");
  });

  test("1 BROKEN on a directory without a ledger: never 0 on silence", async () => {
    const home = await start();
    rmSync(join(home, "ledger"), { recursive: true });
    writeExports(join(home, "ledger"), "2026-09-01T06:00:00.000Z", []);
    expect(verdict(await verify(home))).toBe("1 BROKEN");
  });
});

describe.concurrent("collect", () => {
  let failing: string;
  beforeAll(async () => {
    failing = await start();
    // No bucket here has a key of the customer's.
    writeFileSync(join(failing, "strict.config.ts"), config({ requireCustomerKey: true }));
  });

  test("0 though checks fail, 4 where --fail-on asks for it", async () => {
    const strict = ["--config", "strict.config.ts"];
    expect((await collect(failing, "--fail-on", "fail")).status).toBe(0);
    // What fails under other tests than before is no drift.
    expect((await collect(failing, ...strict, "--fail-on", "drift")).status).toBe(0);
    const slot = ["--slot", SLOT];
    expect((await collect(failing, ...strict, "--fail-on", "fail", ...slot)).status).toBe(4);
    // A slot that is run again observes nothing, and says the same.
    expect((await collect(failing, ...strict, "--fail-on", "fail", ...slot)).status).toBe(4);
  });

  test("2 where a scope could not be observed, for a slot also if it is all of them, and the slot is sealed", async () => {
    const home = await start();
    garbage(home, ["111111111111"]);
    const some = await collect(home, "--slot", SLOT);
    expect(some.status).toBe(2);
    expect(some.stdout).toMatch(
      /^Not appended\n {2}aws\/111111111111: [^\n]+: run tidemark restart-scope aws\/111111111111$/m,
    );
    expect((await collect(home)).status).toBe(2);
    garbage(home, ["222222222222"]);
    const none = await collect(home, "--slot", NEXT_SLOT);
    expect({ status: none.status, stderr: none.stderr }).toEqual({ status: 2, stderr: "" });
    expect(none.stdout).toMatch(/^Checkpoint {2}size 4, /m);
    const byHand = await collect(home);
    expect(byHand.status).toBe(3);
    expect(byHand.stderr.trimEnd().split("\n")).toHaveLength(2);
  });

  test("2 for a slot on exports older than the slot before, 0 on those by hand", async () => {
    const home = await start();
    const old = ["collect", "--ledger", "ledger", "--from", "one"];
    const { status, stdout } = await runCliInTurn([...old, "--slot", NEXT_SLOT], home);
    expect(status).toBe(2);
    expect(stdout).toContain(
      `older than the slot before this slot (${SLOT}). Give newer exports. Nothing was appended`,
    );
    expect((await runCliInTurn(old, home)).status).toBe(0);
  });

  test("restart-scope heals a scope: 0, and INTACT", async () => {
    const home = await start();
    garbage(home, ["111111111111"]);
    const args = [
      "restart-scope",
      "aws/111111111111",
      "--from",
      "two",
      "--reason",
      "the disk was bad",
      "--ledger",
      "ledger",
    ];
    const { status, stderr } = await runCliInTurn(args, home);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const verified = await verify(home);
    expect(verdict(verified)).toBe("0 INTACT");
    expect(verified.stdout).toMatch(/gen=0\/\d{12}\.ndjson\.gz was abandoned: the disk was bad$/m);
  });
});

const COMMANDS = ["start", "collect", "verify", "status", "restart-scope", "export-commands"];

describe.concurrent("any command", () => {
  test.each(COMMANDS)("%s --help prints its usage and does nothing: 0", async (command) => {
    const home = temporaryDirectory();
    for (const help of ["--help", "-h"]) {
      const { status, stdout, stderr } = await runCliInTurn([command, help], home);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^usage: tidemark ${command} [^\\n]+\\noptions: --`));
    }
    expect(readdirSync(home)).toEqual([]);
  });

  // `true` has gone before anything is printed, so that the first line already meets a closed pipe.
  test.each(["head -1", "true"])("status whose reader is %s says nothing on stderr, and is 0", async (reader) => {
    const home = await start();
    const main = join(repository, "cli", "main.ts");
    const script = `("$0" "$1" status --ledger ledger; echo "exit $?" >&2) | ${reader}`;
    const { stderr } = await promisify(execFile)("sh", ["-c", script, process.execPath, main], { cwd: home });
    expect(stderr).toBe("exit 0\n");
  });
});
