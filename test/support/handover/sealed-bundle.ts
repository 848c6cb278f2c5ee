// Forges a small ledger that a schedule asks of, signed by two kinds of keys, and its bundle with citations.
import { createHash } from "node:crypto";
import { forge, type Objects } from "../forge/forge.ts";
import { LOG, LOG_P256 } from "../forge/keys.ts";
import type { NotePlan, Plan, SealPlan, SegmentPlan } from "../forge/plan.ts";
import { act, at, AWS, BUCKETS, DATA, GENESIS, HOURLY, LOGS, runOf, segment, TESTS } from "../forge/small.ts";
import { closed, complete, coverage, judged, observation, opened, restatements } from "../forge/statements.ts";
import { bundleOf, type Files } from "./bundle-of.ts";

/** The clock of the reader: the run of 13 o'clock is not due yet. */
export const NOW = Date.parse(at("12:50"));
const ATTACHED = Buffer.from("Ticket 4711: the bucket is encrypted again.\n");
const ATTACHMENT = `attachments/${createHash("sha256").update(ATTACHED).digest("hex")}`;

const FIRST = "records/provider=aws/scope=111111111111/gen=0/000000000000.ndjson.gz";
/** Entries of the bundle by what they are. */
export const PATHS = {
  genesis: "evidence/genesis.json",
  segment: `evidence/${FIRST}`,
  middle: "evidence/records/provider=aws/scope=111111111111/gen=0/000000000005.ndjson.gz",
  leaf: "evidence/log/000000000001.json",
  note: "evidence/log/000000000001.note",
  attachment: `evidence/${ATTACHMENT}`,
} as const;

const run = (name: string, hour: string, extent: string, records: SegmentPlan["records"]): SegmentPlan =>
  segment(
    name,
    at(`${hour}:01`),
    [
      opened({ trigger: "slot", slot: at(`${hour}:00`), extent }),
      ...records,
      coverage([complete(BUCKETS, at(`${hour}:00:50`))]),
      closed(),
    ],
    { run: runOf(hour) },
  );

const BOTH: NotePlan = { signers: [LOG, LOG_P256] };
const slotted = (name: string, hour: string): SealPlan => ({
  is: "seal",
  name,
  run: runOf(hour),
  time: at(`${hour}:05`),
  slot: at(`${hour}:00`),
  note: BOTH,
});

/** Four runs, hour by hour, each sealed in time; an act with an attachment between. */
export const SEALED: Plan = {
  genesis: GENESIS,
  documents: { tests: TESTS, schedule: HOURLY },
  enrolled: [AWS],
  trust: ([ledger = "", log = "", quorum = ""]) => [ledger, log, `log ${LOG_P256.vkey}`, quorum],
  steps: [
    run("a0", "09", "full", [
      restatements,
      observation(DATA, BUCKETS, [judged("encrypted", "fail")], { projection: { sse: false } }),
      observation(LOGS, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: true } }),
    ]),
    slotted("s0", "09"),
    run("a1", "10", "delta", [
      observation(DATA, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: true } }),
      observation(LOGS, BUCKETS, [judged("encrypted", "fail")], { projection: { sse: false } }),
    ]),
    slotted("s1", "10"),
    { is: "object", name: "o0", time: at("10:20"), key: ATTACHMENT, bytes: () => ATTACHED },
    act("t0", at("10:30"), "attachment", {
      subject: "F-1",
      digest: ATTACHMENT.slice("attachments/".length),
      bytes: ATTACHED.length,
      mediaType: "text/plain",
      name: "ticket.txt",
      place: "ledger",
    }),
    run("a2", "11", "delta", []),
    slotted("s2", "11"),
    run("a3", "12", "delta", []),
    slotted("s3", "12"),
  ],
};

const cite = (citation: string): string => `<code class="cite">${citation}</code>`;

/** A report and a table of failures that cite these lines. */
export function citing(
  ledger: string,
  page: readonly string[] = [`${FIRST}:2`, `${FIRST}:3`],
  table: readonly string[] = [`${FIRST}:2`],
): Map<string, Buffer> {
  const report = `<p>${ledger}</p><div id="overview">${page.map(cite).join("")}</div><section id="completeness">`;
  const rows = table.map((citation, number) => `F-${number + 1},"a, ""b""\nc",${citation}\n`).join("");
  return new Map([
    ["report.html", Buffer.from(report)],
    ["csv/05-failures.csv", Buffer.from(`﻿Failure,Because,Record\n${rows}`)],
    ["START-HERE.html", Buffer.from("<p>Start here</p>")],
    ["VERIFY.md", Buffer.from("# Verify\n")],
  ]);
}

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

export type Sealed = { readonly files: Files; readonly trust: string };

/** The files of the bundle of a plan, and the text of its trust file. `change`: on the objects before manifest and sums. */
export function sealedBundle(
  plan: Plan = SEALED,
  {
    change,
    cites,
  }: { readonly change?: (objects: Objects) => void; readonly cites?: Parameters<typeof citing>[1] } = {},
): Sealed {
  const { objects, trust } = forge(plan);
  change?.(objects);
  const beside = citing(sha256(objects.get("genesis.json") as Buffer), cites);
  return { files: bundleOf({ objects, trust, beside, to: at("12:05") }), trust };
}
