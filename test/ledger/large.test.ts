// Ledgers and objects larger than any that a reader would expect: there is a verdict all the same.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { canonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { documentKey, GENESIS_KEY, noteKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";
import { parseTrust } from "../../evidence-schema/log/trust.ts";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { verifyLedger, type Report } from "../../ledger/verify/verify-ledger.ts";
import { rosterOf } from "../support/forge/documents.ts";
import { LOG } from "../support/forge/keys.ts";
import { Log } from "../support/forge/leaves.ts";
import { checkpointText, noteBytes } from "../support/forge/note.ts";
import { AWS, GENESIS, HOURLY } from "../support/forge/small.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { isWhole } from "../support/scale.ts";

// A hundred thousand files are written and read, also where other work runs beside.
vi.setConfig({ testTimeout: 1_800_000 });

// In part, what is just beyond its bound will do.
const HUGE = isWhole ? 200_000_000 : 70_000_000;

const START = Date.parse(GENESIS["created"] as string);

type Made = { readonly root: string; readonly trust: string; put(key: string, bytes: Buffer | string): void };

/** A ledger of so many seals of runs by hand, `apart` seconds from each other, that saw nothing. */
function sealed(count: number, apart: number, schedule: JsonObject | null): Made {
  const root = temporaryDirectory();
  const put = (key: string, bytes: Buffer | string): void => {
    mkdirSync(join(root, key, ".."), { recursive: true });
    writeFileSync(join(root, key), bytes);
  };
  const genesis = canonicalLine(GENESIS);
  put(GENESIS_KEY, genesis);
  const documents: Record<string, string> = {};
  for (const [kind, document] of Object.entries({ roster: rosterOf([AWS]), schedule })) {
    if (document === null) continue;
    const line = canonicalLine(document);
    documents[kind] = sha256Hex(line);
    put(documentKey(kind, sha256Hex(line)), line);
  }
  const log = new Log(sha256Hex(genesis), [AWS]);
  for (let index = 0; index < count; index += 1) {
    const time = new Date(START + (index + 1) * apart * 1000).toISOString();
    const leaf = log.seal({ is: "seal", name: `${index}`, run: `run-${index}`, time, slot: null }, [], documents);
    put(sealKey(index), leaf.bytes);
    put(noteKey(index), noteBytes(checkpointText(leaf, {}), {}));
  }
  return { root, put, trust: `ledger ${sha256Hex(genesis)}\nlog ${LOG.vkey}\nquorum none\n` };
}

const verified = ({ root, trust }: Made, seconds: number, from?: string): Promise<Report> =>
  verifyLedger({
    store: openDirectory(root),
    root,
    trust: parseTrust(trust),
    now: new Date(START + seconds * 1000).toISOString(),
    ...(from === undefined ? {} : { from }),
  });

const rules = ({ violations }: Report): string[] => [...new Set(violations.map(({ rule }) => rule))];

test("more leaves than a call has arguments are INTACT, whole and in a window", async () => {
  const count = isWhole ? 100_000 : 1000;
  const ledger = sealed(count, 60, null);
  const whole = await verified(ledger, count * 60 + 60);
  expect([whole.verdict, whole.read.seals, rules(whole)]).toEqual(["INTACT", count, []]);
  const from = new Date(START + (count - 10) * 60_000).toISOString();
  const window = await verified(ledger, count * 60 + 60, from);
  expect([window.verdict, window.read.seals]).toEqual(["INTACT", 11]);
});

test("objects by the thousand that nobody signed are beside the ledger, and each is told", async () => {
  const count = isWhole ? 140_000 : 2000;
  const ledger = sealed(2, 60, null);
  mkdirSync(join(ledger.root, "log"), { recursive: true });
  for (let i = 0; i < count; i += 1) writeFileSync(join(ledger.root, "log", `junk-${i}`), "");
  const report = await verified(ledger, 180);
  expect([report.verdict, report.exit, rules(report), report.violations.length]).toEqual(["STRAY", 4, ["K1"], count]);
});

test("as many leaves and notes far beyond the newest one are a log with a gap", async () => {
  const count = isWhole ? 140_000 : 2000;
  const ledger = sealed(2, 60, null);
  for (let i = 0; i < count; i += 2) {
    ledger.put(sealKey(1000 + i), "{}\n");
    ledger.put(noteKey(1001 + i), "");
  }
  const report = await verified(ledger, 180);
  expect([report.verdict, rules(report)[0]]).toEqual(["BROKEN", "L2"]);
});

test("a slot each minute of years without a run is counted, and the first of them is named", async () => {
  const ledger = sealed(2, 86_400 * 365 * 5, { ...HOURLY, everySeconds: 60, from: GENESIS["created"] as string });
  const report = await verified(ledger, 86_400 * 365 * 10 + 60);
  expect(report.verdict).toBe("INCOMPLETE");
  expect(report.missed).toEqual([
    { first: new Date(START + 86_400_000 * 365 * 5 + 60_000).toISOString(), count: 60 * 24 * 365 * 5 },
  ]);
});

test.each([
  ["genesis", GENESIS_KEY, "BROKEN", "B5"],
  ["a leaf with a note", sealKey(1), "BROKEN", "B5"],
  ["a note", noteKey(1), "BROKEN", "B5"],
  ["the newest leaf, without a note", sealKey(2), "INCOMPLETE", "W4"],
  ["a document that nothing names", documentKey("tests", "0".repeat(64)), "STRAY", "B5"],
  ["no object of a ledger", "log/junk", "STRAY", "K1"],
  ["an attachment that no act names", `attachments/${"0".repeat(64)}`, "STRAY", "K6"],
  [
    "the next segment of a chain",
    `records/provider=aws/scope=111111111111/gen=0/${"0".repeat(12)}.ndjson.gz`,
    "STRAY",
    "K4",
  ],
])("an object of brackets, far beyond its bound, as %s", async (_what, key, verdict, rule) => {
  const ledger = sealed(2, 60, null);
  ledger.put(key, Buffer.alloc(HUGE, "["));
  const report = await verified(ledger, 180);
  expect([report.verdict, rules(report)]).toEqual([verdict, [rule]]);
});

test.each(isWhole ? ["[", '{"a":', '"', "1", "\u00e9"] : ["[", '"'])(
  "a document of 64 MiB of %s, which its bound allows, breaks B1 or is stray",
  async (text) => {
    const ledger = sealed(2, 60, null);
    const bytes = Buffer.alloc(64 * 2 ** 20, text);
    ledger.put(documentKey("tests", sha256Hex(bytes)), bytes);
    const report = await verified(ledger, 180);
    expect([report.verdict, rules(report)]).toEqual(["STRAY", ["B1"]]);
  },
);
