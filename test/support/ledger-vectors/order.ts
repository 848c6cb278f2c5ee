// R1: the order of records in a segment of a run or event batch.
import { lie, onSegment, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan, Restatements } from "../forge/plan.ts";
import { AGAIN, at, BUCKETS, DATA, LOGS, ONE, seal, followedBy, TWO } from "../forge/small.ts";
import {
  closed,
  complete,
  CONFIG,
  coverage,
  departure,
  finding,
  incomplete,
  judged,
  opened,
} from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

type Records = readonly (Draft | Restatements)[];

/** a0 and the delta a1 with other records. */
const delta = (...drafts: Records): Plan => records(TWO, "a1", () => drafts);
/** a0 and a second full segment with other records. */
const full = (...drafts: Records): Plan =>
  followedBy(ONE, { ...AGAIN, records: drafts }, seal("s1", "a1", at("10:02")));

const first = (change: (drafts: Records) => Records): Plan => records(ONE, "a0", change);
const read = coverage([complete(BUCKETS, at("10:00:50"))]);
const S3 = { ...CONFIG, source: "s3" };
const bySources = opened({ sources: [CONFIG, S3] });
const byS3 = coverage([], {}, "s3");
const byNone = coverage([], {}, "none");
const note: Draft = { type: "note", body: {} };
const openedFull = opened({ extent: "full" });
const recovered = finding(DATA, judged("encrypted", "pass"));
const restating = (change: (drafts: readonly Draft[]) => readonly Draft[]): Restatements => ({
  restate: true,
  lie: change,
});

export const order: readonly LedgerVector[] = [
  broken(
    "R1",
    "no-run-opened",
    "a segment has no run-opened",
    first((drafts) => drafts.slice(1)),
  ),
  broken(
    "R1",
    "unknown-first",
    "a record of unknown type stands before run-opened",
    delta(note, opened(), read, closed()),
  ),
  broken("R1", "run-opened-twice", "run-opened stands twice", delta(opened(), opened(), read, closed())),
  broken(
    "R1",
    "departure-first",
    "a departure stands before run-opened",
    delta(departure(LOGS, "gone"), opened(), read, closed()),
  ),
  broken(
    "R1",
    "departure-after-finding",
    "a departure follows a finding",
    delta(opened(), recovered, departure(LOGS, "gone"), read, closed()),
  ),
  broken(
    "R1",
    "departure-after-restatement",
    "a departure follows the restatements",
    full(
      openedFull,
      restating((drafts) => drafts.slice(0, 1)),
      departure(LOGS, "gone"),
      read,
      closed(),
    ),
  ),
  broken(
    "R1",
    "restatement-missing",
    "an entry in state is not restated",
    full(
      openedFull,
      restating((drafts) => drafts.slice(1)),
      read,
      closed(),
    ),
  ),
  broken("R1", "no-restatements", "a full segment restates nothing", full(openedFull, read, closed())),
  broken(
    "R1",
    "restatements-unsorted",
    "restatements are not sorted by key",
    full(
      openedFull,
      restating((drafts) => drafts.toReversed()),
      read,
      closed(),
    ),
  ),
  broken(
    "R1",
    "restated-twice",
    "an entry is restated twice",
    full(
      openedFull,
      restating((drafts) => drafts.flatMap((draft) => [draft, draft])),
      read,
      closed(),
    ),
  ),
  broken(
    "R1",
    "restated-in-delta",
    "a delta restates an entry",
    delta(
      opened(),
      restating((drafts) => drafts.slice(0, 1)),
      read,
      closed(),
    ),
  ),
  broken(
    "R1",
    "restatement-after-finding",
    "a restatement follows a finding",
    full(
      openedFull,
      restating((drafts) => drafts.slice(0, 1)),
      recovered,
      restating((drafts) => drafts.slice(1)),
      read,
      closed(),
    ),
  ),
  broken("R1", "finding-after-coverage", "a finding follows a coverage", delta(opened(), read, recovered, closed())),
  broken("R1", "coverage-missing", "a source has no coverage", delta(bySources, read, closed())),
  broken("R1", "coverage-twice", "a source has two coverage records", delta(opened(), read, coverage([]), closed())),
  broken(
    "R1",
    "coverage-order",
    "coverage stands in another order than sources",
    delta(bySources, byS3, read, closed()),
  ),
  broken(
    "R1",
    "coverage-of-no-source",
    "coverage is of a source that run-opened does not name",
    delta(opened(), read, byS3, closed()),
  ),
  broken(
    "R1",
    "none-first",
    "the coverage of none stands before that of a source",
    delta(opened(), byNone, read, closed()),
  ),
  broken("R1", "none-twice", "there are two coverage records of none", delta(opened(), read, byNone, byNone, closed())),
  broken("R1", "no-run-closed", "a segment ends without run-closed", delta(opened(), read)),
  broken("R1", "run-closed-twice", "run-closed stands twice", delta(opened(), read, closed(), closed())),
  broken("R1", "unknown-last", "a record of unknown type follows run-closed", delta(opened(), read, closed(), note)),
  broken(
    "R1",
    "act",
    "a run's segment holds an act",
    delta(opened(), { type: "response", body: { principal: "p", subject: "s", text: "t" } }, read, closed()),
  ),
  valid(
    "unknown-record",
    "records of an unknown type stand everywhere between run-opened and run-closed",
    delta(opened(), note, departure(LOGS, "gone"), note, recovered, note, read, note, closed()),
  ),
  valid(
    "unknown-member",
    "records have members that nobody knows",
    onSegment(
      lie(ONE, "a0", "coverage", (body) => ({ ...body, more: { of: ["it"] } })),
      "a0",
      (segment) => ({
        ...segment,
        record: (record) => ({ ...record, zone: "z" }),
      }),
    ),
  ),
  valid(
    "unknown-members-of-state",
    "members that nobody knows stand in findings, what they rely on and hold, and counts: state and its digest leave them out",
    lie(
      lie(followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02"))), "a0", "observation", (body) => ({
        ...body,
        zone: "z",
        findings: (body["findings"] as JsonObject[]).map((each) => ({
          ...each,
          severity: 3,
          relied: { ...(each["relied"] as JsonObject), times: [] },
          held: {
            ...(each["held"] as JsonObject),
            since: "then",
            opened: { ...((each["held"] as JsonObject)["opened"] as JsonObject), zone: "z" },
          },
        })),
      })),
      "a0",
      "run-closed",
      (body) => ({ ...body, counts: { ...(body["counts"] as JsonObject), waived: 0 } }),
    ),
  ),
  valid(
    "unknown-members-with-names-of-others",
    "members that one body has stand in others, and a type has the name of what every object has",
    lie(
      lie(
        delta(
          opened(),
          departure(LOGS, "gone"),
          { type: "constructor", body: { finding: 0, findings: null } },
          read,
          closed(),
        ),
        "a1",
        "coverage",
        (body) => ({ ...body, findings: 0 }),
      ),
      "a1",
      "departure",
      (body) => ({ ...body, finding: [], units: 0 }),
    ),
  ),
  valid(
    "left-the-plan",
    "a unit that no source was asked for has its row in the coverage of none, and it is incomplete",
    delta(
      opened(),
      coverage([]),
      coverage(
        [incomplete(BUCKETS, { problem: { code: "not-planned", detail: "left the plan" }, unseen: "all" })],
        {},
        "none",
      ),
      closed(),
    ),
  ),
];
