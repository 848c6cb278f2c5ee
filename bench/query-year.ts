// Builds the ledger of the frozen year: hourly runs over one estate, the same bytes whatever checks say today.
// To observe 10,000 resources 8,760 times takes hours, so the forge of the tests writes each run. Every query checks what it reads.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalLine } from "../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";
import { DOCUMENT_KINDS, documentKey, GENESIS_KEY, noteKey, sealKey } from "../evidence-schema/keys/object-key.ts";
import type { Extent, JsonObject } from "../evidence-schema/record/record.ts";
import { GzipWriter } from "../ledger/read/gzip-member.ts";
import { splitLines } from "../ledger/read/stored.ts";
import { chooseExtent } from "../observation/plan/extent.ts";
import { Chain } from "../test/support/forge/chain.ts";
import { rosterOf } from "../test/support/forge/documents.ts";
import { checkpointText, noteBytes } from "../test/support/forge/note.ts";
import { LOG } from "../test/support/forge/keys.ts";
import { Log } from "../test/support/forge/leaves.ts";
import { GENESIS, HOURLY } from "../test/support/forge/small.ts";
import { closed, complete, coverage, opened, restatements } from "../test/support/forge/statements.ts";
import { EDITIONS, frozenEstate, REGION, RESOURCES, SCOPE, type Estate } from "./query-estate.ts";

export const HOURS = 8760;
const CHANGES_A_DAY = 50;
const START = Date.UTC(2025, 8, 1);
const HOUR_MS = 3_600_000;
/**
 * Digest of the last line of the year's chain. The line binds all records, and the documents that they name. It does not bind the
 * objects, since another zlib compresses otherwise.
 */
export const HEAD = "e316f32ab06430fa14d39c2dcf27b405639298c434f6dfe6453ee3add7862968";

/** Instant `seconds` after the slot of an hour of the year. */
export const instantOf = (hour: number, seconds = 0): string =>
  new Date(START + hour * HOUR_MS + seconds * 1000).toISOString();

export type YearPlan = {
  /** So many of its hours. */
  readonly hours?: number;
  /** A `controls` document that each seal names; the frozen year has none. */
  readonly controls?: Buffer | null;
};

/** Gives the ledger's directory. Throws where the year is not the frozen one: figures of two years can't be compared. */
export function buildYear(directory: string, { hours = HOURS, controls = null }: YearPlan = {}): string {
  const root = join(directory, "ledger");
  const put = (key: string, bytes: Buffer): void => {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), bytes);
  };
  const said = frozenEstate();
  const genesis = canonicalLine({ ...GENESIS, created: instantOf(0) });
  put(GENESIS_KEY, genesis);
  const plans = {
    tests: said.tests,
    roster: rosterOf([SCOPE], [], { [SCOPE]: [REGION] }),
    schedule: { ...HOURLY, from: instantOf(0) },
  };
  const digests: Record<string, string | null> = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, null]));
  for (const [kind, document] of Object.entries(plans)) {
    const bytes = canonicalLine(document);
    digests[kind] = sha256Hex(bytes);
    put(documentKey(kind, sha256Hex(bytes)), bytes);
  }
  if (controls !== null) {
    digests["controls"] = sha256Hex(controls);
    put(documentKey("controls", sha256Hex(controls)), controls);
  }
  const chain = new Chain(sha256Hex(genesis));
  const log = new Log(sha256Hex(genesis), [SCOPE]);
  const size = { full: 0, deltas: 0 };
  let fullSince: string | null = null;
  let head: unknown = null;
  const editions = new Uint8Array(RESOURCES);
  for (let hour = 0, changes = 0; hour < hours; hour += 1) {
    const [time, run] = [instantOf(hour, 4), `slot-${instantOf(hour)}`];
    const question = {
      first: hour === 0,
      testsChanged: false,
      size,
      scope: SCOPE,
      fullSince,
      now: START + hour * HOUR_MS,
    };
    const extent = chooseExtent(question);
    const changed: number[] = hour === 0 ? [...editions.keys()] : [];
    for (; changes < (hour * CHANGES_A_DAY) / 24; changes += 1) changed.push((changes * 7919) % RESOURCES);
    if (hour > 0) for (const i of changed) editions[i] = ((editions[i] as number) + 1) % EDITIONS;
    let inflated: Buffer = Buffer.alloc(0);
    const segment = chain.append(
      {
        is: "segment",
        name: run,
        scope: SCOPE,
        gen: 0,
        run,
        time,
        records: recordsOf(
          said,
          hour,
          extent,
          changed.map((i) => said.editions[editions[i] as number]?.[i] as JsonObject),
        ),
        content: (bytes) => (inflated = bytes),
        object: () => compressed(inflated),
      },
      { plans, digests },
    );
    put(segment.row["key"] as string, segment.object);
    head = segment.row["after"];
    Object.assign(
      size,
      extent === "full" ? { full: segment.object.length, deltas: 0 } : { deltas: size.deltas + segment.object.length },
    );
    if (extent === "full") fullSince = time;
    const leaf = log.seal(
      { is: "seal", name: run, run, time: instantOf(hour, 6), slot: instantOf(hour) },
      [segment],
      digests,
    );
    put(sealKey(hour), leaf.bytes);
    put(noteKey(hour), noteBytes(checkpointText(leaf, {}), {}));
  }
  const trust = [`ledger ${sha256Hex(genesis)}`, `log ${LOG.vkey}`, "quorum none"];
  writeFileSync(join(directory, "trust.txt"), trust.map((line) => `${line}\n`).join(""));
  if (hours === HOURS && controls === null && head !== HEAD)
    throw new Error(`the frozen year ends with line ${String(head)}, expected ${HEAD}`);
  return root;
}

function recordsOf({ sources, units }: Estate, hour: number, extent: Extent, changed: readonly JsonObject[]) {
  const dataTime = instantOf(hour, 2);
  const rows = units.map((unit) => complete(unit, dataTime));
  return [
    opened({
      trigger: "slot",
      slot: instantOf(hour),
      asOf: instantOf(hour),
      extent,
      sources: [...sources] as unknown as JsonObject[],
    }),
    ...(extent === "full" ? [restatements] : []),
    ...changed.map((body) => ({ type: "observation", body: { ...body, source: "generated", dataTime } })),
    coverage(rows, {}, "generated"),
    closed({ calls: { config: 20 } }),
  ];
}

// As the ledger's own writer compresses, line by line: the forge does it otherwise.
function compressed(inflated: Buffer): Buffer {
  const gzip = new GzipWriter();
  for (const line of splitLines(inflated)) gzip.add(line);
  return gzip.end();
}
