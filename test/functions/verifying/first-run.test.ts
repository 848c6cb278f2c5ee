// Between a ledger's creation and its first due slot nothing is missing yet: no alarm rings then, and one does as soon as the slot
// was due. Nothing else that is wrong is passed over.
import fc from "fast-check";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verificationCounts, verificationFailed } from "../../../alerts/verification.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { dueSlots } from "../../../evidence-schema/log/due-slots.ts";
import { firstRunAhead, firstRunText, withoutFirstRun } from "../../../functions/verifying/first-run.ts";
import { violationOf } from "../../../ledger/verify/report.ts";
import { verifyLedger, type Report } from "../../../ledger/verify/verify-ledger.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const CREATED = parseTimestamp("2026-09-01T06:00:00.000Z");
const schedule = {
  v: 1,
  kind: "schedule",
  everySeconds: 6 * 3600,
  from: "2026-08-01T01:30:00.000Z",
  graceSeconds: 1800,
  eventCadenceSeconds: 300,
} as const;

const minute = 60_000;
const ahead = (now: number) => firstRunAhead({ created: CREATED, now, schedule });

test("the first slot since the creation and its grace decide, to the millisecond", () => {
  const first = { slot: "2026-09-01T07:30:00.000Z", until: "2026-09-01T08:00:00.000Z" };
  expect(ahead(CREATED)).toEqual(first);
  expect(ahead(CREATED + 120 * minute - 1)).toEqual(first);
  expect(ahead(CREATED + 120 * minute)).toBeNull();
  expect(ahead(CREATED + 10_000 * minute)).toBeNull();
});

test("a slot at the very creation was not the ledger's to observe; one just after it was", () => {
  const from = (ms: number) => ({ ...schedule, from: formatTimestamp(ms) });
  const now = CREATED + 45 * minute;
  expect(firstRunAhead({ created: CREATED, now, schedule: from(CREATED) })?.slot).toBe("2026-09-01T12:00:00.000Z");
  expect(firstRunAhead({ created: CREATED, now, schedule: from(CREATED + 1) })).toBeNull();
});

test("a schedule that begins later has its first slot then; one without slots excuses nothing", () => {
  const later = { ...schedule, from: "2026-10-01T00:00:00.000Z" };
  expect(firstRunAhead({ created: CREATED, now: CREATED + 20_000 * minute, schedule: later })?.slot).toBe(later.from);
  expect(firstRunAhead({ created: CREATED, now: CREATED, schedule: { ...schedule, everySeconds: null } })).toBeNull();
});

test("it is ahead exactly as long as no slot is due by W1", () => {
  const day = 86_400;
  const schedules = fc.record({
    everySeconds: fc.integer({ min: 60, max: day }),
    from: fc.integer({ min: -3 * day, max: 3 * day }).map((seconds) => formatTimestamp(CREATED + seconds * 1000)),
    graceSeconds: fc.integer({ min: 0, max: 3600 }),
  });
  fc.assert(
    fc.property(schedules, fc.integer({ min: 0, max: 5 * day * 1000 }), (some, after) => {
      const of = { ...schedule, ...some };
      const due = dueSlots(of, CREATED, CREATED + after - of.graceSeconds * 1000);
      expect(firstRunAhead({ created: CREATED, now: CREATED + after, schedule: of }) === null).toBe(due.length > 0);
    }),
  );
});

describe("of what a verification finds before the first seal", () => {
  const verified = (ledger: TemporaryLedger): Promise<Report> =>
    verifyLedger({
      store: openDirectory(ledger.root, ledger.work),
      trust: ledger.trust,
      now: formatTimestamp(CREATED + minute),
    });
  const told = (report: Report) => {
    const sentence = firstRunText({ slot: "2026-09-01T07:30:00.000Z", until: "2026-09-01T08:00:00.000Z" });
    return verificationFailed(report, { system: "Example", example: false, notAsked: [sentence] }, "s3://ledger");
  };

  test("the missing seal waits: nothing is counted, and nobody is told", async () => {
    const report = await verified(await TemporaryLedger.create());
    expect([report.verdict, report.violations.map(({ rule }) => rule)]).toEqual(["INCOMPLETE", ["W6"]]);
    const judged = withoutFirstRun(report);
    expect(judged).toMatchObject({ verdict: "INTACT", violations: [] });
    expect(verificationCounts(judged)).toEqual({ Broken: 0, Incomplete: 0, Stray: 0 });
    expect(told(judged)).toBeNull();
    expect(verificationCounts(report)).toMatchObject({ Incomplete: 1 });
  });

  test("what was appended and no seal lists yet waits with it", async () => {
    const report = await verified(await TemporaryLedger.create());
    const unsealed = (["W2", "W3"] as const).map((rule) =>
      violationOf(rule, "records/", "a seal that lists it", "none"),
    );
    expect(withoutFirstRun({ ...report, violations: [...report.violations, ...unsealed] }).verdict).toBe("INTACT");
  });

  test("an object that no signature covers is told, and the mail says why nothing else is", async () => {
    const ledger = await TemporaryLedger.create();
    writeFileSync(join(ledger.root, "notes.txt"), "mine");
    const report = await verified(ledger);
    expect(report.verdict).toBe("INCOMPLETE");
    const judged = withoutFirstRun(report);
    expect(verificationCounts(judged)).toEqual({ Broken: 0, Incomplete: 0, Stray: 1 });
    const { mail, event } = told(judged) as NonNullable<ReturnType<typeof told>>;
    expect(mail.subject).toBe("Tidemark Example: ledger STRAY");
    expect(mail.text).toContain("notes.txt (stray)");
    expect(mail.text).toContain("The ledger has no seal yet, and no slot was due since its creation.");
    expect(mail.text).not.toContain("W6");
    expect(event.detail).toMatchObject({ verdict: "STRAY" });
  });

  test("a checkpoint that somebody kept is missed, as are a due slot and a note: they tell of a log that was there", async () => {
    const ledger = await TemporaryLedger.create();
    const kept = [{ size: 1, root: Buffer.alloc(32) }];
    const now = formatTimestamp(CREATED + minute);
    const store = openDirectory(ledger.root, ledger.work);
    const cut = await verifyLedger({ store, trust: ledger.trust, now, kept });
    expect(withoutFirstRun(cut)).toMatchObject({ verdict: "INCOMPLETE", violations: [{ rule: "W10" }] });
    const missed = (["W1", "W4"] as const).map((rule) => violationOf(rule, "log/", "a seal", "none"));
    for (const each of missed)
      expect(withoutFirstRun({ ...cut, violations: [...cut.violations, each] }).violations).toContain(each);
  });

  test("what is broken is BROKEN", async () => {
    const ledger = await TemporaryLedger.create();
    mkdirSync(join(ledger.root, "log"));
    for (const name of ["000000000000.json", "000000000000.note"])
      writeFileSync(join(ledger.root, "log", name), "{}\n");
    const report = await verified(ledger);
    expect(report.verdict).toBe("BROKEN");
    expect(withoutFirstRun(report).verdict).toBe("BROKEN");
  });
});
