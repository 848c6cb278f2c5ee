// Plays those who change the evidence and make all sums anew, and one who holds the log's key: the page says where.

import { gunzipSync } from "node:zlib";
import { describe } from "vitest";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { onSeal, onSegment } from "../../support/forge/edit.ts";

import type { SegmentPlan } from "../../support/forge/plan.ts";
import { findsEach } from "../../support/handover/finds-each.ts";
import { PATHS, SEALED, sealedBundle, sha256 } from "../../support/handover/sealed-bundle.ts";
import {
  contentWith,
  edit,
  editLine,
  type Given,
  given,
  onLines,
  removeLine,
  swapLines,
  type Tamper,
  withSums,
} from "../../support/handover/tamper.ts";

type Lines = Parameters<typeof onLines>[0];

const ON_LINES: readonly (readonly [string, Lines])[] = [
  ["removed", removeLine(2)],
  ["removed at the end", removeLine(5)],
  ["moved", swapLines(2)],
  ["edited", editLine(2, '"sse":true', '"sse":null')],
];

describe("a line of a segment, packed anew with new sums, is", () => {
  findsEach(
    ON_LINES.map(([name, change]) => ({
      name,
      given: () => withSums((files) => edit(files, PATHS.middle, onLines(change))),
      check: 5,
      says: /000000000005\.ndjson\.gz: digest of the object: found [0-9a-f]{64}, expected [0-9a-f]{64}/,
    })),
  );

  /** The row in the seal fits the changed segment. */
  const withRow = (change: Lines): Given =>
    withSums((files) => {
      edit(files, PATHS.middle, onLines(change));
      const object = files.get(PATHS.middle) as Buffer;
      edit(files, PATHS.leaf, (leaf) => {
        const seal = JSON.parse(leaf.toString()) as { readonly scopes: { readonly segments: JsonObject[] }[] };
        for (const { segments } of seal.scopes)
          for (const [at, row] of segments.entries())
            segments[at] = { ...row, object: sha256(object), content: sha256(gunzipSync(object)) };
        return canonicalLine(seal as unknown as JsonObject);
      });
    });
  findsEach(
    ON_LINES.map(([name, change]) => ({
      name: `${name}, and the seal's row fits`,
      given: () => withRow(change),
      check: 4,
      says: /000000000001\.note: root: found \S+, expected \S+/,
    })),
  );

  const signed = (name: string, change: Lines, says: RegExp): Tamper => ({
    name: `${name}, and the log's key signed it`,
    given: () => given(sealedBundle(onSegment(SEALED, "a1", (plan) => ({ ...plan, content: contentWith(change) })))),
    check: 5,
    says,
  });
  findsEach([
    signed("removed", removeLine(3), /000000000005\.ndjson\.gz, line 3: found seq 8, expected 7 \(rule C4\)/),
    signed("moved", swapLines(2), /000000000005\.ndjson\.gz, line 1|000000000005\.ndjson\.gz, line 2: found seq 7/),
    signed(
      "edited",
      editLine(2, '"sse":true', '"sse":null'),
      /000000000005\.ndjson\.gz, line 3: found prev [0-9a-f]{64}, expected [0-9a-f]{64}/,
    ),
    signed("edited at the end", editLine(5, '"population":2', '"population":3'), /digest of the last line: found/),
    signed("empty", (lines) => lines.toSpliced(2, 0, ""), /line 3: the line is empty/),
    signed("no JSON", (lines) => lines.toSpliced(2, 1, "{"), /line 3: the line is not one JSON object/),
  ]);
});

describe("a segment", () => {
  const signed = (name: string, says: RegExp, change: (plan: SegmentPlan) => SegmentPlan, segment = "a1"): Tamper => ({
    name: `${name}, and the log's key signed it`,
    given: () => given(sealedBundle(onSegment(SEALED, segment, change))),
    check: 5,
    says,
  });
  const record =
    (members: JsonObject) =>
    (plan: SegmentPlan): SegmentPlan => ({ ...plan, record: (each) => ({ ...each, ...members }) });
  findsEach([
    signed("has a second gzip member", /000000000005\.ndjson\.gz: .*\(rule B3\)/, (plan) => ({
      ...plan,
      object: (object) => Buffer.concat([object, object]),
    })),
    signed("has a wrong CRC", /\(rule B3\)/, (plan) => ({
      ...plan,
      object: (object) => Buffer.concat([object.subarray(0, -8), Buffer.alloc(4), object.subarray(-4)]),
    })),
    signed(
      "is of another ledger",
      /000000000005\.ndjson\.gz: ledger: found a{64}, expected/,
      record({ ledger: "a".repeat(64) }),
    ),
    signed("is of another scope", /scope, gen and first seq: found/, record({ scope: "aws/222222222222" })),
    signed(
      "is earlier than the one before",
      /is earlier than that of the segment before/,
      record({ time: "2026-03-01T08:30:00.000Z" }),
    ),
    signed("is later than its seal", /is later than that of its seal/, record({ time: "2026-03-01T10:30:00.000Z" })),
    {
      name: "is swapped with another",
      given: () =>
        withSums((files) => {
          const [one, other] = [files.get(PATHS.segment), files.get(PATHS.middle)] as [Buffer, Buffer];
          files.set(PATHS.segment, other).set(PATHS.middle, one);
        }),
      check: 5,
      says: /digest of the object: found/,
    },
    {
      name: "is left out of every seal by the log's key",
      given: () =>
        given(
          sealedBundle(
            ["s1", "s2", "s3"].reduce(
              (plan, name) => onSeal(plan, name, (seal) => ({ ...seal, lists: name === "s2" ? ["t0", "a2"] : [] })),
              SEALED,
            ),
          ),
        ),
      check: 5,
      says: /000000000005\.ndjson\.gz: no seal of the bundle lists the segment/,
    },
    {
      name: "is listed twice by the log's key",
      given: () => given(sealedBundle(onSeal(SEALED, "s2", (seal) => ({ ...seal, lists: ["a1", "t0", "a2"] })))),
      check: 5,
      says: /log\/000000000002\.json: the seal lists records\S+000000000005\.ndjson\.gz a second time/,
    },
  ]);
});
