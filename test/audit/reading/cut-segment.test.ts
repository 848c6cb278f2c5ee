// Large full segments that are read at their ends: what comes of them is what comes of reading them whole.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { cutSegment } from "../../../audit/reading/cut-segment.ts";
import { readSpan } from "../../../audit/reading/read-span.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { sealedSpans } from "../../../audit/reading/sealed-span.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { GENESIS_KEY } from "../../../evidence-schema/keys/object-key.ts";
import { GzipWriter } from "../../../ledger/read/gzip-member.ts";
import { splitLines } from "../../../ledger/read/stored.ts";
import { forge } from "../../support/forge/forge.ts";
import type { Plan, SegmentPlan } from "../../support/forge/plan.ts";
import { at, AWS, BUCKETS, ONE, seal, segment } from "../../support/forge/small.ts";
import {
  closed,
  complete,
  coverage,
  departure,
  judged,
  observation,
  opened,
  restatements,
} from "../../support/forge/statements.ts";
import { runs } from "../../support/scale.ts";
import { memoryStore } from "../../support/memory-store.ts";

/** As the ledger's own writer compresses: in parts of 4 MiB, each of which can be inflated alone. */
function inParts(lines: readonly Buffer[]): Buffer {
  const gzip = new GzipWriter();
  for (const line of lines) gzip.add(line);
  return gzip.end();
}

/** Text that does not compress to nothing: hexadecimal digits. */
const NOISE = Array.from({ length: 1 << 13 }, (_, i) => createHash("sha256").update(`${i}`).digest("hex")).join("");
const noise = (place: number, bytes: number): string =>
  NOISE.slice((place * 97) % (NOISE.length - bytes)).slice(0, bytes);

const line = (seq: number, type: string, body: string): Buffer =>
  Buffer.from(
    `{"body":{${body}},"gen":0,"prev":"","seq":${seq},"time":"2026-03-01T10:01:00.000Z","type":"${type}","v":1}\n`,
  );
const restated = (seq: number, bytes: number): Buffer =>
  line(seq, "observation", `"projection":"${noise(seq, bytes)}","restated":true`);
const opening = (seq: number, extent = "full"): Buffer => line(seq, "run-opened", `"extent":"${extent}"`);
const rest = (seq: number, answers: number): Buffer[] => [
  ...Array.from({ length: answers }, (_, i) => line(seq + i, "observation", `"projection":"${i}","restated":false`)),
  line(seq + answers, "coverage", '"units":[]'),
  line(seq + answers + 1, "run-closed", '"root":""'),
];

// So many lines that they make more than one part. The end of the last part falls before, into and after the last restatement.
const shapes = [0, 1, 7, 200].flatMap((answers) =>
  [250, 522, 523, 524, 525, 526, 700, 1_100].map((count) => [count, answers, 100 + count] as const),
);
test.each(shapes.filter((_, i) => (i * 5) % shapes.length < runs(shapes.length)))(
  "of %i restatements with %i answers the first and the last are left",
  (count, answers, seq) => {
    const all = Array.from({ length: count }, (_, i) => restated(seq + 1 + i, 8_000 + (i % 11)));
    const lines = [opening(seq), ...all, ...rest(seq + 1 + count, answers)];
    const object = inParts(lines);
    const expected = Buffer.concat([lines[0], lines[1], ...lines.slice(count)] as Buffer[]);
    const cut = cutSegment(object, count);
    // A single part has no beginning in its middle.
    if (lines.reduce((sum, { length }) => sum + length, 0) < 1 << 22) expect(cut).toBeNull();
    else expect(cut?.toString()).toBe(expected.toString());
    for (const wrong of [0, 1, count - 1, count + 1]) expect(cutSegment(object, wrong)).toBeNull();
  },
);

const COUNT = 700;
const SEQ = 40;
const RESTATED = Array.from({ length: COUNT }, (_, i) => restated(SEQ + 1 + i, 8_000));
const END = rest(SEQ + 1 + COUNT, 2);

test("nothing is cut where restatements do not plainly stand between the first line and the others", () => {
  const cutOf = (...lines: Buffer[]): Buffer | null => cutSegment(inParts(lines), COUNT);
  expect(cutOf(opening(SEQ), ...RESTATED, ...END)).not.toBeNull();
  expect(cutOf(opening(SEQ, "delta"), ...RESTATED, ...END)).toBeNull();
  const answer = line(SEQ + 1, "observation", '"restated":false');
  expect(cutOf(opening(SEQ), answer, ...RESTATED.slice(1), ...END)).toBeNull();
  const gone = line(SEQ, "departure", '"reason":"gone"');
  expect(cutOf(opening(SEQ - 1), gone, ...RESTATED, ...END)).toBeNull();
  const alike = line(SEQ + 1 + COUNT, "observation", '"projection":{"restated":true},"restated":false');
  expect(cutOf(opening(SEQ), ...RESTATED, alike, ...rest(SEQ + 2 + COUNT, 0))).toBeNull();
  expect(cutOf(opening(SEQ), ...RESTATED)).toBeNull();
  expect(cutOf(opening(SEQ), ...RESTATED.slice(1), ...END)).toBeNull();
  // Written by somebody else, in a single part; and cut off.
  const object = inParts([opening(SEQ), ...RESTATED, ...END]);
  const single = new GzipWriter();
  single.add(Buffer.concat([opening(SEQ), ...RESTATED, ...END]));
  expect(cutSegment(single.end(), COUNT)).toBeNull();
  expect(cutSegment(object.subarray(0, object.length - 40), COUNT)).toBeNull();
});

const RESOURCES = 600;
const key = (i: number): string => `arn:aws:s3:::bucket-${String(i).padStart(4, "0")}`;
const bucket = (i: number, edition: number) =>
  observation(key(i), BUCKETS, [judged("encrypted", i % 7 === 0 ? "fail" : "pass"), judged("logged", "pass")], {
    projection: { noise: noise(i * edition, 8_000) },
  });
const covered = (hour: string) => coverage([complete(BUCKETS, at(`${hour}:00:50`))]);

/** A chain with large full segments that say something new at their end, and one that begins with a departure. */
const planOf = (object: (lines: Buffer) => Buffer): Plan => {
  const written = (step: SegmentPlan): SegmentPlan => {
    let content: Buffer = Buffer.alloc(0);
    return { ...step, content: (bytes) => (content = bytes), object: () => object(content) };
  };
  const run = (name: string, hour: string, records: SegmentPlan["records"]) => [
    written(segment(name, at(`${hour}:01`), records) as SegmentPlan),
    seal(`s${name}`, name, at(`${hour}:02`)),
  ];
  const all = Array.from({ length: RESOURCES }, (_, i) => bucket(i, 1));
  return {
    ...ONE,
    steps: [
      ...run("a0", "09", [opened({ extent: "full" }), ...all, covered("09"), closed()]),
      ...run("a1", "10", [opened(), bucket(3, 2), covered("10"), closed()]),
      ...run("a2", "11", [opened({ extent: "full" }), restatements, bucket(4, 2), covered("11"), closed()]),
      ...run("a3", "12", [opened({ extent: "full" }), restatements, covered("12"), closed()]),
      ...run("a4", "13", [
        opened({ extent: "full" }),
        departure(key(9), "gone"),
        restatements,
        covered("13"),
        closed(),
      ]),
      ...run("a5", "14", [opened(), bucket(9, 3), covered("14"), closed()]),
    ],
  };
};

async function readAll(objects: ReadonlyMap<string, Buffer>): Promise<readonly unknown[]> {
  const store = memoryStore(objects);
  const evidence = { store, ledger: sha256Hex(objects.get(GENESIS_KEY) as Buffer), log: await SealedLog.open(store) };
  const told: unknown[] = [];
  for (const span of await sealedSpans(evidence.log, { from: null, includes: () => true }))
    for await (const { state, ...segment } of readSpan(evidence, span))
      told.push({ ...segment, entries: [...state.entries], units: state.unitStates(), root: state.root() });
  return told;
}

test("a chain whose large segments are cut is read as the chain that is read whole", async () => {
  const objects = forge(planOf((content) => inParts(splitLines(content)))).objects;
  const whole = forge(
    planOf((content) => {
      const gzip = new GzipWriter();
      gzip.add(content);
      return gzip.end();
    }),
  ).objects;
  const segments = [...objects].filter(([name]) => name.startsWith("records/"));
  // Of the full segments after the first, two can be cut: the third begins with a departure.
  const cut = segments.filter(([, bytes]) => cutSegment(bytes, RESOURCES) !== null).map(([name]) => name);
  expect(cut.map((name) => segments.findIndex(([each]) => each === name))).toEqual([2, 3]);
  expect(segments.filter(([name]) => whole.get(name)?.equals(objects.get(name) as Buffer) === false).length).toBe(4);
  const read = await readAll(objects);
  expect(read.length).toBe(6);
  expect(read).toEqual(await readAll(whole));
  expect(segments[0]?.[0]).toContain(AWS.split("/")[1]);
});

test("a changed byte at the end of a large segment is told as a difference from what a seal lists", async () => {
  const { objects } = forge(planOf((content) => inParts(splitLines(content))));
  const [name, bytes] = [...objects].filter(([each]) => each.startsWith("records/"))[2] as [string, Buffer];
  for (const from of [bytes.length - 9, bytes.length - 300, 20_000]) {
    const changed = Buffer.from(bytes);
    changed[from] = (changed[from] as number) ^ 0x10;
    await expect(readAll(new Map([...objects, [name, changed]])), `byte ${from}`).rejects.toThrow(/^records\/.*: /);
  }
});
