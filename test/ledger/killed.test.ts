// A collecting process is killed at each of its writes, and the next one carries on.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { openExports } from "../../collectors/exports/reader.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const SCRIPT = join(import.meta.dirname, "../support/ledger/collect-and-die.ts");
const AT_ONCE = 2;

type Killing = { readonly call: number; readonly when: "before" | "after" };

let prepared: TemporaryLedger;
let exports: { readonly second: string; readonly third: string };

/** A run of `second` in its own process; what it printed, or the signal that ended it. */
function collect(home: TemporaryLedger, { call, when }: Killing): Promise<{ signal: string | null; said: string }> {
  const args = [SCRIPT, home.home, exports.second, "second", home.clock.text(), String(call), when];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (data: Buffer) => (said += String(data)));
  return new Promise((resolve) => child.once("close", (_code, signal) => resolve({ signal, said })));
}

beforeAll(async () => {
  prepared = await TemporaryLedger.create();
  const directory = temporaryDirectory();
  const first = writeExports(join(directory, "1"), "2026-09-01T06:00:00.000Z", ["one"]);
  exports = {
    second: writeExports(join(directory, "2"), "2026-09-01T07:00:00.000Z", ["one", "two"]),
    third: writeExports(join(directory, "3"), "2026-09-01T08:00:00.000Z", ["two"]),
  };
  await prepared.run({ reader: await openExports(first), run: "first" });
  prepared.clock.advance(3600);
});

/** Two moments of each put: while its temporary file is written, and when the object has just come to be. */
async function killings(): Promise<Killing[]> {
  const { said, signal } = await collect(prepared.copy(), { call: -1, when: "before" });
  expect(signal).toBeNull();
  const calls = JSON.parse(said) as string[];
  return calls.flatMap((name, call): Killing[] => {
    if (name !== "link") return [];
    return [
      { call: calls.lastIndexOf("write", call), when: "before" },
      { call, when: "after" },
    ];
  });
}

async function killed(killing: Killing): Promise<string> {
  const home = prepared.copy();
  const before = home.digests();
  expect((await collect(home, killing)).signal).toBe("SIGKILL");
  const crashed = await home.verify();
  expect(crashed.violations.filter(({ rule }) => !rule.startsWith("W"))).toEqual([]);
  home.clock.advance(3600);
  await home.run({ reader: await openExports(exports.third), run: "third" });
  expect((await home.verify()).violations).toEqual([]);
  const after = home.digests();
  for (const [key, digest] of before) expect(after.get(key), key).toBe(digest);
  return crashed.verdict;
}

test("whenever a collect is killed nothing is broken, nothing is lost, and the next one heals it", async () => {
  const queue = await killings();
  // Two segments, seal and note, and documents that changed.
  expect(queue.length).toBeGreaterThanOrEqual(8);
  const verdicts: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) verdicts.push(await killed(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Killed before the first segment there is nothing to miss; after it a segment is not sealed.
  expect(new Set(verdicts)).toEqual(new Set(["INTACT", "INCOMPLETE"]));
});
