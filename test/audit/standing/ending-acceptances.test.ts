// Accepted risks that end soon: the bounds of soon, and those that are not in force.
import { expect, test } from "vitest";
import { endingLines, endingSoon } from "../../../audit/standing/in-force/ending-acceptances.ts";
import type { WaiverInForce } from "../../../audit/standing/in-force/waivers-in-force.ts";

const AT = "2026-09-01T00:00:00.000Z";
const accepted = (id: string, start: string, end: string): WaiverInForce => ({
  terms: {
    id,
    risk: "It can be read.",
    reason: "A test.",
    ticket: "SEC-1",
    requester: "Platform",
    approver: "CISO",
    from: start,
    until: end,
    match: { checks: ["a-check"], resources: {} },
  },
  recorded: start,
  record: "records/x:1",
  start,
  end,
});

test("are those in force that end at most fourteen days later, the first to end first", () => {
  const all = [
    accepted("at the bound", "2026-08-01T00:00:00.000Z", "2026-09-15T00:00:00.000Z"),
    accepted("a moment later", "2026-08-01T00:00:00.000Z", "2026-09-15T00:00:00.001Z"),
    accepted("soon", "2026-09-01T00:00:00.000Z", "2026-09-02T00:00:00.000Z"),
    accepted("over", "2026-08-01T00:00:00.000Z", AT),
    accepted("not yet", "2026-09-01T00:00:00.001Z", "2026-09-02T00:00:00.000Z"),
    accepted("never", "2026-09-01T00:00:00.000Z", "2026-08-30T00:00:00.000Z"),
  ];
  expect(endingSoon(all, AT).map(({ terms }) => terms.id)).toEqual(["soon", "at the bound"]);
  expect(endingLines(endingSoon(all, AT))).toEqual([
    "soon  until 2026-09-02T00:00:00.000Z  It can be read. (SEC-1)",
    "at the bound  until 2026-09-15T00:00:00.000Z  It can be read. (SEC-1)",
  ]);
});
