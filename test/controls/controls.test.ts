// The default controls against what they point at, durations, and the documents that keep what was claimed.
import { describe, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import type { Boundary } from "../../controls/boundary.ts";
import { makeBoundaryDocument, readBoundaryDocument } from "../../controls/boundary-document.ts";
import { durationMs, isDuration } from "../../controls/control.ts";
import { makeControlsDocument, readControlsDocument } from "../../controls/controls-document.ts";
import { CRITERION_IDS } from "../../controls/criteria.ts";
import { defaultControls } from "../../controls/default-controls.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";

const read = (bytes: Buffer): Json => JSON.parse(bytes.toString("utf8")) as Json;

describe("the default controls", () => {
  test("are served by every check, and by no other", () => {
    const mapped = new Set(defaultControls.flatMap((control) => control.checks.map(({ check }) => check.id)));
    expect([...mapped].sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  test("have ids of their own", () => {
    expect(new Set(defaultControls.map(({ id }) => id)).size).toBe(defaultControls.length);
  });

  test.each(defaultControls.map((control) => [control.id, control] as const))("%s", (_id, control) => {
    expect(control.statement).toMatch(/^[A-Z].+\.$/);
    expect(control.criteria.length).toBeGreaterThan(0);
    for (const criterion of control.criteria) expect(CRITERION_IDS).toContain(criterion);
    expect(control.checks.length).toBeGreaterThan(0);
    // A sentence: why the check speaks for the control.
    for (const { reason } of control.checks) expect(reason).toMatch(/^[A-Z][^\n]{20,}\.$/);
    expect(isDuration(control.correctWithin)).toBe(true);
  });
});

describe("a duration", () => {
  test.each([
    ["P7D", 604_800_000],
    ["PT48H", 172_800_000],
    ["PT0H", 0],
    ["P0D", 0],
    ["P9999D", 9999 * 86_400_000],
  ])("%s", (text, ms) => {
    expect(isDuration(text)).toBe(true);
    expect(durationMs(text)).toBe(ms);
  });

  test.each(["", "P", "PT", "7D", "P1W", "P1M", "PT1M", "P1DT1H", "P-1D", "P1.5D", "p7d", "P7D ", "P10000D"])(
    "%j is none",
    (text) => {
      expect(isDuration(text)).toBe(false);
      expect(() => durationMs(text)).toThrow(
        new RangeError(`found ${JSON.stringify(text)}, expected a duration such as P7D or PT48H`),
      );
    },
  );
});

describe("a document reads back as it was made", () => {
  test("of controls, in order of ids whatever the config's", () => {
    const severities = [
      { check: "b", severity: "low", reason: "little is there" },
      { check: "a", severity: "critical", reason: "much is there" },
    ] as const;
    const owners = [{ match: { scopes: ["aws/*"] }, owner: "platform" }];
    const own = defaultControls.map((control, at) => ({ ...control, id: `C${at + 10}`, owner: "security" }));
    const bytes = makeControlsDocument(own.toReversed(), severities, owners);
    expect(bytes.equals(makeControlsDocument(own, severities.toReversed(), owners))).toBe(true);
    expect(readControlsDocument(read(bytes))).toEqual({
      v: 1,
      kind: "controls",
      controls: own.map((control) => ({
        ...control,
        checks: control.checks.map(({ check, reason }) => ({ check: check.id, reason })),
      })),
      severities: severities.toReversed(),
      owners,
      staleAfter: "P7D",
    });
    const hours = makeControlsDocument(own, severities, owners, "PT12H");
    expect(readControlsDocument(read(hours)).staleAfter).toBe("PT12H");
    const { staleAfter: _, ...before } = read(bytes) as { readonly [member: string]: Json };
    expect(readControlsDocument(before)).toMatchObject({ staleAfter: "P7D" });
  });

  test("of the boundary, in order of its rules", () => {
    const boundary: Boundary = {
      rules: [
        { match: { labels: { env: ["test"] } }, place: "sandbox", reason: "no data of customers" },
        { match: { scopes: ["gcp/*"] }, place: "out", reason: "another system" },
      ],
      otherwise: "supporting",
    };
    expect(readBoundaryDocument(read(makeBoundaryDocument(boundary)))).toEqual(boundary);
  });

  test("and is taken for no other kind", () => {
    const boundary = read(makeBoundaryDocument({ rules: [], otherwise: "out" }));
    expect(() => readControlsDocument(boundary)).toThrow();
    expect(() => readBoundaryDocument(read(makeControlsDocument([], [], [])))).toThrow();
  });
});
