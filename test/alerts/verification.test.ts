// What a daily verification tells: counts for alarms, an event of the published schema, and a mail, for each verdict.
import { beforeAll, describe, expect, test } from "vitest";
import { EVENTS } from "../../alerts/events/event-schema.ts";
import { notAskedIn, verificationCounts, verificationFailed } from "../../alerts/verification.ts";
import { violationOf, type Report } from "../../ledger/verify/report.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const TELLER = { system: "Example", example: false, notAsked: [] };
const PLACE = "s3://example/ledger";
const STRAY = { ...violationOf("K1", "log/notes.txt", "a name of the ledger", "another"), stray: true } as const;
const BROKEN = violationOf("L5", "log/000000000000.json", "the bytes that were sealed", "others");
const MISSING = violationOf("W1", "log/", "a seal for the slot", "none");

let sound: Report;
beforeAll(async () => {
  sound = await (await TemporaryLedger.create()).verify();
});

const report = (verdict: Report["verdict"], violations: Report["violations"]): Report => ({
  ...sound,
  verdict,
  violations,
});
const told = (of: Report): NonNullable<ReturnType<typeof verificationFailed>> =>
  verificationFailed(of, TELLER, PLACE) as NonNullable<ReturnType<typeof verificationFailed>>;

test("each verdict has a count of its own, and stray objects count beside another one", () => {
  expect(verificationCounts(report("INTACT", []))).toEqual({ Broken: 0, Incomplete: 0, Stray: 0 });
  expect(verificationCounts(report("STRAY", [STRAY]))).toEqual({ Broken: 0, Incomplete: 0, Stray: 1 });
  expect(verificationCounts(report("INCOMPLETE", [MISSING, STRAY]))).toEqual({ Broken: 0, Incomplete: 1, Stray: 1 });
  expect(verificationCounts(report("BROKEN", [BROKEN]))).toEqual({ Broken: 1, Incomplete: 0, Stray: 0 });
});

test("of a period it is said what was not asked across its bounds, in the mail and the event; of a whole nothing is", () => {
  const notAsked = notAskedIn({ isWindow: true });
  expect(notAsked.join(" ")).toMatch(/C8 \(.*L10 \(.*not against runs before or after it\..*L7 \(.*was not checked/);
  const { mail, event } = verificationFailed(report("BROKEN", [BROKEN]), { ...TELLER, notAsked }, PLACE) as NonNullable<
    ReturnType<typeof verificationFailed>
  >;
  for (const sentence of notAsked) expect(mail.text).toContain(`${sentence}\n`);
  expect(EVENTS["Verification Failed"].parse(event.detail).notAsked).toEqual(notAsked);
  expect(notAskedIn({ isWindow: false })).toEqual([]);
  expect(told(report("BROKEN", [BROKEN])).mail.text).not.toContain("C8");
});

test("INTACT tells nobody", () => expect(verificationFailed(report("INTACT", []), TELLER, PLACE)).toBeNull());

describe("STRAY", () => {
  test("the mail says what it is, what may have happened and what to do", () => {
    const { subject, text } = told(report("STRAY", [STRAY])).mail;
    expect(subject).toBe("Tidemark Example: ledger STRAY");
    expect(text).toContain("The signed evidence is intact. The ledger also holds objects that no signature covers.");
    expect(text).toContain("may have removed a segment that was not sealed yet");
    expect(text).toContain("Look in CloudTrail for who wrote the objects");
    expect(text).toContain("restart the scope");
    expect(text).toContain("docs/runbook.md");
    expect(text).toContain("K1  log/notes.txt (stray): expected a name of the ledger, found another");
    expect(text).not.toMatch(/Somebody changed|disown/);
  });

  test("the event says the same, by the published schema", () => {
    const { detail } = told(report("STRAY", [STRAY])).event;
    const { verdict, says, violations } = EVENTS["Verification Failed"].parse(detail);
    expect([verdict, violations]).toEqual([
      "STRAY",
      [{ rule: "K1", object: "log/notes.txt", expected: "a name of the ledger", found: "another", stray: true }],
    ]);
    expect(says).toMatch(/no signature covers.*may have removed a segment.*restart the scope.*docs\/runbook\.md/);
  });
});

test.each([
  ["BROKEN", BROKEN, /Evidence was changed or lost after it was written/],
  ["INCOMPLETE", MISSING, /Evidence that was due is missing/],
] as const)("%s says what it is, and that there are stray objects too where there are", (verdict, problem, says) => {
  const alone = told(report(verdict, [problem]));
  expect(alone.mail.text).toMatch(says);
  expect(alone.mail.text).not.toContain("stray");
  expect(EVENTS["Verification Failed"].parse(alone.event.detail).violations[0]).not.toHaveProperty("stray");
  expect(told(report(verdict, [problem, STRAY])).mail.text).toMatch(
    /The ledger also holds objects that no signature covers/,
  );
});
