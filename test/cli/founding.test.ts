// A ledger's founding is cut short at each of its writes, or meets another: it is gone on with, and nothing is made twice.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { explain, UsageError } from "../../cli/exit.ts";
import { homeOf, openHome } from "../../cli/places/home.ts";
import { loadConfig } from "../../cli/places/load-config.ts";
import { makeHome } from "../../cli/places/make-home.ts";
import { Output } from "../../cli/output.ts";
import { run as start } from "../../cli/commands/start.ts";
import type { Config } from "../../config/schema.ts";
import type { FileSystem } from "../../ledger/stores/directory.ts";
import {
  deadFileSystem,
  failingFileSystem,
  interruptedFileSystem,
  watchedFileSystem,
} from "../support/ledger/failing-file-system.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { isWhole } from "../support/scale.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

const NOW = Date.parse("2026-09-01T06:00:00.000Z");
/** As many calls of the file system as a founding makes. */
const CALLS = 60;
const calls = Array.from({ length: CALLS }, (_, call) => call);

let directory: string;
let configFile: string;
let config: Config;
beforeAll(async () => {
  directory = temporaryDirectory();
  configFile = join(directory, "tidemark.config.ts");
  const accounts = ["111111111111", "222222222222"];
  const text = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: accounts.map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
  };
  writeFileSync(configFile, `export default ${JSON.stringify(text)};\n`);
  config = (await loadConfig(configFile)).config;
  writeExports(join(directory, "exports"), "2026-09-01T06:00:00.000Z", ["one"]);
});

const newPlace = (): string => join(temporaryDirectory(), "home", "ledger");
const found = (ledger: string, fs?: FileSystem): Promise<boolean> => makeHome(homeOf(ledger), config, { now: NOW }, fs);

/** What must stay as it is once it is there, by name. */
function made(ledger: string): Map<string, string> {
  const { key, names, trust } = homeOf(ledger);
  const files = { key, salt: join(names, "salt"), genesis: join(ledger, "genesis.json"), trust };
  return new Map(
    Object.entries(files).flatMap(([name, path]) => {
      const bytes = readIfThere(path);
      return bytes === null ? [] : [[name, bytes] as const];
    }),
  );
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "base64");
  } catch {
    return null;
  }
}

/** The command itself; the verdict that it printed. */
async function started(ledger: string): Promise<string> {
  let text = "";
  const out = new Output(false, (more) => (text += more));
  const exports = join(directory, "exports");
  expect(await start(["--ledger", ledger, "--config", configFile, "--from", exports], out)).toBe(0);
  return verdictPrinted(text);
}

async function expectGoneOnWith(ledger: string, goOn: (ledger: string) => Promise<unknown>): Promise<void> {
  const before = made(ledger);
  // In order: whatever is there, what it rests on is there too.
  expect([...before.keys()]).toEqual(["key", "salt", "genesis", "trust"].slice(0, before.size));
  await goOn(ledger);
  const after = made(ledger);
  expect(after.size).toBe(4);
  for (const [name, bytes] of before) expect(after.get(name), name).toBe(bytes);
}

test("no more calls are made than are tried here, and key, salt, genesis and trust file are each linked once", async () => {
  const fs = watchedFileSystem(() => {});
  expect(await found(newPlace(), fs)).toBe(true);
  expect(fs.calls.length).toBeLessThanOrEqual(CALLS);
  expect(fs.calls.filter((name) => name === "link")).toHaveLength(4);
});

describe("start goes on with a founding", () => {
  test.each(calls)("that was killed before call %i of the file system", async (call) => {
    const ledger = newPlace();
    await found(ledger, deadFileSystem(call, "before")).catch(() => undefined);
    // A start also observes and verifies: in part, every fifth does.
    const goOn = isWhole || call % 5 === 0 ? async () => expect(await started(ledger)).toBe("INTACT") : found;
    await expectGoneOnWith(ledger, () => goOn(ledger));
    await openHome(homeOf(ledger), config);
  });

  // What a start does after its founding is tried above.
  test.each(calls)("that was killed after call %i of the file system", async (call) => {
    const ledger = newPlace();
    await found(ledger, deadFileSystem(call, "after")).catch(() => undefined);
    await expectGoneOnWith(ledger, found);
    await openHome(homeOf(ledger), config);
  });

  test.each(calls)("of which call %i failed", async (call) => {
    const ledger = newPlace();
    const error = await found(ledger, failingFileSystem(call, "ENOSPC")).then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(explain(error ?? new UsageError("done"))).toMatch(/^tidemark: (?!unexpected)[^\n]+$/);
    await expectGoneOnWith(ledger, found);
    await openHome(homeOf(ledger), config);
  });
});

describe("two foundings at once", () => {
  test.each(calls)("of which one is overtaken before call %i make one ledger", async (call) => {
    const ledger = newPlace();
    let other = new Map<string, string>();
    const fs = interruptedFileSystem(call, async () => {
      await found(ledger);
      other = made(ledger);
    });
    await found(ledger, fs);
    expect(made(ledger).size).toBe(4);
    for (const [name, bytes] of other) expect(made(ledger).get(name), name).toBe(bytes);
    await openHome(homeOf(ledger), config);
  });

  test("or eight, and exactly those that had something to make say so", async () => {
    const ledger = newPlace();
    const all = await Promise.all(Array.from({ length: 8 }, () => found(ledger)));
    expect(all).toContain(true);
    expect(await started(ledger)).toBe("INTACT");
    expect(await found(ledger)).toBe(false);
    expect(readdirSync(homeOf(ledger).names)).not.toContainEqual(expect.stringMatching(/\.tmp$/));
  });
});

test("key and salt are for their owner's eyes alone", async () => {
  const ledger = newPlace();
  await found(ledger);
  const { key, names } = homeOf(ledger);
  for (const file of [key, join(names, "salt")]) expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const folder of [join(key, ".."), names]) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe("a founding is refused in one line, and nothing is made", () => {
  test("where a ledger is that this home did not make", async () => {
    const [one, other] = [newPlace(), newPlace()];
    await found(one);
    // Its key and names stayed on the other machine.
    const home = { ...homeOf(other), ledger: one, work: homeOf(one).work };
    await expect(makeHome(home, config, { now: NOW })).rejects.toThrow(/^the ledger's salt salt is missing in [^\n]+$/);
    expect(made(other).size).toBe(0);
  });

  test("where a trust file names a ledger that is gone", async () => {
    const [ledger, elsewhere] = [newPlace(), newPlace()];
    await found(elsewhere);
    const gone = { ...homeOf(ledger), trust: homeOf(elsewhere).trust };
    await expect(makeHome(gone, config, { now: NOW })).rejects.toThrow(
      /^the trust file [^\n]+ exists, but [^\n]+ holds no ledger\. Put the ledger /,
    );
    expect(made(ledger).size).toBe(0);
  });

  test("where a ledger in use has lost its trust file: none is made from the ledger itself", async () => {
    const ledger = newPlace();
    await found(ledger);
    await started(ledger);
    rmSync(homeOf(ledger).trust);
    await expect(found(ledger)).rejects.toThrow(
      /^the trust file [^\n]+ is missing beside a ledger that is in use\. Put the file back /,
    );
    expect(made(ledger).has("trust")).toBe(false);
  });

  test("where the salt was cut short by something else", async () => {
    const ledger = newPlace();
    await found(ledger, deadFileSystem(30, "before")).catch(() => undefined);
    writeFileSync(join(homeOf(ledger).names, "salt"), "short");
    await expect(found(ledger)).rejects.toThrow(/salt: found 5 bytes, expected 32$/);
    expect(made(ledger).get("salt")).toBe(Buffer.from("short").toString("base64"));
  });
});
