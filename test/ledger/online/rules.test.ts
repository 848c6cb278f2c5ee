// What of the store's word is a finding, asked of the rules alone.
import type { LifecycleRule, ReplicationRule } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lifecycleOf } from "../../../ledger/online/lifecycle.ts";
import { Looks, whyNot } from "../../../ledger/online/looks.ts";
import { replicationOf } from "../../../ledger/online/replication.ts";
import { sampleOf } from "../../../ledger/online/sample.ts";
import { compareTimes, outsideBounds } from "../../../ledger/online/written-times.ts";
import type { Oldest } from "../../../ledger/stores/s3/versions.ts";

const OWN = Date.parse("2026-11-01T12:00:00.500Z");
const at = (text: string): number => Date.parse(text);

describe("when an object was written", () => {
  test.each([
    ["four minutes before, to the second that S3 shows", "2026-11-01T11:56:00.000Z", null, null],
    ["one second earlier", "2026-11-01T11:55:59.000Z", "at most 240 s before", "at most 240 s before"],
    ["fifteen minutes after", "2026-11-01T12:15:00.000Z", null, null],
    ["one second later", "2026-11-01T12:15:01.000Z", "at most 900 s after", null],
    ["days after", "2026-11-04T12:00:00.000Z", "at most 900 s after", null],
  ])("%s", (_what, written, leaf, segment) => {
    expect(outsideBounds(OWN, at(written), true)).toBe(leaf);
    expect(outsideBounds(OWN, at(written), false)).toBe(segment);
  });

  test("of a time in whole seconds the bounds are whole seconds", () => {
    const own = at("2026-11-01T12:00:00.000Z");
    expect([own - 240_000, own + 900_000].map((each) => outsideBounds(own, each, true))).toEqual([null, null]);
    expect([own - 241_000, own + 901_000].map((each) => outsideBounds(own, each, true))).not.toContain(null);
  });

  test("each one outside is named with both times, and what has no time in the listing is counted apart", () => {
    const time = "2026-11-01T12:00:00.500Z";
    const seen = new Map<string, Oldest>([
      ["log/000000000000.json", { version: "1", written: at("2026-11-01T13:00:00.000Z"), size: 1 }],
      ["log/000000000001.json", { version: "1", written: null, size: 1 }],
      ["segment", { version: "1", written: at("2026-10-01T12:00:00.000Z"), size: 1 }],
      ["late", { version: "1", written: at("2026-12-01T12:00:00.000Z"), size: 1 }],
    ]);
    const claims = {
      lock: { mode: "trial", retentionDays: 1 },
      leaves: ["log/000000000000.json", "log/000000000001.json"].map((key) => ({ key, time })),
      segments: ["segment", "late"].map((key) => ({ key, time })),
      endorsements: [],
    } as const;
    expect(compareTimes(claims, seen)).toEqual({
      leaves: 1,
      segments: 2,
      undated: 1,
      outside: [
        {
          about: "time",
          object: "log/000000000000.json",
          expected: `LastModified at most 900 s after its own time, ${time}`,
          found: "2026-11-01T13:00:00.000Z",
        },
        {
          about: "time",
          object: "segment",
          expected: `LastModified at most 240 s before its own time, ${time}`,
          found: "2026-10-01T12:00:00.000Z",
        },
      ],
    });
  });
});

describe("the sample", () => {
  const ledgers = fc
    .uniqueArray(fc.nat(500), { maxLength: 200 })
    .map(
      (numbers) =>
        new Map<string, Oldest>([
          ["genesis.json", { version: "g", written: 0, size: 1 }],
          ...numbers.map((n): [string, Oldest] => [
            `k${n}`,
            { version: String(n), written: n % 7 === 0 ? null : n, size: 1 },
          ]),
        ]),
    );

  test("is as large as was asked, of different objects, with genesis, the first and the last", () => {
    fc.assert(
      fc.property(ledgers, fc.integer({ min: 1, max: 120 }), (seen, size) => {
        const sample = sampleOf(seen, size);
        const keys = sample.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBe(Math.min(size, seen.size));
        expect(keys[0]).toBe("genesis.json");
        const times = sample.slice(1).map(({ oldest }) => oldest.written ?? 0);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        const all = [...seen].slice(1).map(([, { written }]) => written ?? 0);
        if (size < 3 || all.length < 2) return;
        expect([times[0], times.at(-1)]).toEqual([Math.min(...all), Math.max(...all)]);
      }),
    );
  });

  test("does not hang on the order of the listing", () => {
    fc.assert(
      fc.property(ledgers, (seen) => {
        const turned = new Map([...seen].toReversed());
        expect(sampleOf(turned, 10)).toEqual(sampleOf(seen, 10));
      }),
    );
  });
});

describe("lifecycle rules", () => {
  const found = (rule: Partial<LifecycleRule>): readonly string[] => {
    const looks = new Looks();
    lifecycleOf([{ ID: "r", Status: "Enabled", ...rule }], "ledger/", looks);
    return looks.findings.map((each) => each.found);
  };
  test.each<[string, Partial<LifecycleRule>, RegExp | null]>([
    ["an expiration after days", { Expiration: { Days: 30 } }, /rule r, which puts a delete marker over .* 30 days/],
    ["an expiration at a date", { Expiration: { Date: new Date(0) } }, /from 1970-01-01T00:00:00.000Z on/],
    ["markers removed", { Expiration: { ExpiredObjectDeleteMarker: true } }, /removes delete markers/],
    [
      "earlier versions removed",
      { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      /removes versions 1 days after/,
    ],
    ["of a prefix that holds the ledger", { Filter: { Prefix: "led" }, Expiration: { Days: 1 } }, /delete marker/],
    ["of a part of the ledger", { Filter: { And: { Prefix: "ledger/log/" } }, Expiration: { Days: 1 } }, /marker/],
    ["of the old form", { Prefix: "", Expiration: { Days: 1 } }, /delete marker/],
    ["of another prefix", { Filter: { Prefix: "other/" }, Expiration: { Days: 1 } }, null],
    ["turned off", { Status: "Disabled", Expiration: { Days: 1 } }, null],
    ["a move to another class", { Transitions: [{ Days: 90, StorageClass: "GLACIER_IR" }] }, null],
    ["uploads that were never finished", { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }, null],
  ])("%s", (_what, rule, expected) => {
    if (expected === null) expect(found(rule)).toEqual([]);
    else expect(found(rule)).toEqual([expect.stringMatching(expected)]);
  });

  test("a move is told and is no finding", () => {
    const [seen] = lifecycleOf(
      [{ Status: "Enabled", Transitions: [{ Days: 90, StorageClass: "GLACIER" }] }],
      "",
      new Looks(),
    );
    expect(seen).toEqual({ id: "rule 1", enabled: true, prefix: "", does: ["moves objects to GLACIER after 90 days"] });
  });
});

describe("replication rules", () => {
  const Destination = { Bucket: "arn:aws:s3:::replica", Account: "222222222222" };
  test.each<[string, Partial<ReplicationRule>, boolean]>([
    ["markers copied", { Filter: {}, DeleteMarkerReplication: { Status: "Enabled" } }, true],
    ["markers not copied", { Filter: {}, DeleteMarkerReplication: { Status: "Disabled" } }, false],
    ["of the first version, which copies them", { Prefix: "ledger/" }, true],
    ["turned off", { Status: "Disabled", Prefix: "ledger/" }, false],
    ["of another prefix", { Filter: { Prefix: "other/" }, DeleteMarkerReplication: { Status: "Enabled" } }, false],
  ])("%s", (_what, rule, isFinding) => {
    const looks = new Looks();
    const [seen] = replicationOf([{ ID: "r", Status: "Enabled", Destination, ...rule }], "ledger/", looks);
    expect(seen).toMatchObject({ id: "r", destination: "arn:aws:s3:::replica", account: "222222222222" });
    expect(looks.findings.length > 0).toBe(isFinding);
  });
});

describe("what was not answered", () => {
  test.each<[string, object, object]>([
    ["a denial of S3", { name: "AccessDenied", $metadata: { httpStatusCode: 403 } }, denied()],
    ["a denial of KMS", { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } }, denied()],
    ["a refusal without a name", { name: "Unknown", $metadata: { httpStatusCode: 403 } }, denied()],
    [
      "a token that has expired",
      { name: "ExpiredToken", $metadata: { httpStatusCode: 403 } },
      { action: null, why: "ExpiredToken (HTTP 403)" },
    ],
    [
      "throttling",
      { name: "ThrottlingException", $metadata: { httpStatusCode: 400 } },
      { action: null, why: "ThrottlingException (HTTP 400)" },
    ],
    [
      "what is no answer",
      { name: "Error", $metadata: { httpStatusCode: 200 } },
      { action: null, why: "the answer has an unknown form (HTTP 200)" },
    ],
    ["nobody there", { name: "Error", code: "ECONNREFUSED" }, { action: null, why: "ECONNREFUSED" }],
    [
      "no credentials",
      { name: "CredentialsProviderError" },
      { action: null, why: expect.stringMatching(/^no credentials for AWS\. Set/) as string },
    ],
  ])("%s", (_what, error, expected) => {
    expect(whyNot("s3:GetBucketPolicy", error)).toEqual(expected);
  });

  function denied(): object {
    return {
      action: "s3:GetBucketPolicy",
      why: "permission s3:GetBucketPolicy denied. Allow it in the policy of the identity that verifies",
    };
  }

  test("a mistake of ours is none", () => {
    const mistake = new TypeError("x is not a function");
    expect(() => whyNot("s3:GetBucketPolicy", mistake)).toThrow(mistake);
  });
});
