// A tenant of more people than Microsoft Graph tells the sign-ins of in an invocation: what was read counts, and the rest says why not.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { unusedAccessRemoved } from "../../../checks/identity/unused-access-removed/index.ts";
import type { Reader } from "../../../collectors/port.ts";
import { Tests } from "../../../observation/judging/evaluate.ts";
import { plannedUnits } from "../../../observation/plan/plan.ts";
import { keptPart, type KeptName, type RunScratch } from "../../../observation/reading/kept-answers.ts";
import { readParts } from "../../../observation/reading/read-parts.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { READER, TENANT } from "../../support/azure/estate/sample/names.ts";
import { readerOf, startHere } from "../../support/azure/reading.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { INTACT, TemporaryLedger, type TestClock } from "../../support/ledger/temporary-ledger.ts";

const SCOPE = `entra/${TENANT}`;
const UNIT = "Tidemark::Entra::UserActivity@global";
const CHECKS = [{ check: unusedAccessRemoved, parameters: {} }];
const ENROLLED = { scope: SCOPE, regions: [] };
const PEOPLE = 20;
/** Pages that the reader asks for at once: eight of the ten that Graph answers in a minute. */
const PAGES = 8;
/** Long enough for the pages that come at once, and far shorter than the minute after which the next would. */
const INVOCATION_MS = 6_000;
const TOO_LONG = {
  code: "out-of-time",
  detail: "a whole invocation was not enough time to read this type and region",
};

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
  azure.estate.directory.users = Array.from({ length: PEOPLE }, (_, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    displayName: `Person ${at}`,
    accountEnabled: true,
    createdDateTime: "2024-10-14T08:00:00Z",
    signInActivity: { lastSuccessfulSignInDateTime: "2026-08-30T08:00:00Z" },
  }));
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.log.clear();
  azure.settings.graphMost = 999;
});

/** Two people a page: ten pages. */
const inSmallPages = (): void => void (azure.settings.graphMost = 2);

const memory = (): RunScratch => {
  const kept = new Map<KeptName, Buffer>();
  return {
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    put: (name, bytes) => Promise.resolve(void (kept.has(name) || kept.set(name, bytes))),
  };
};

test("a first invocation leaves the sign-ins to the next, which keeps what it read of them and ends the reading", async () => {
  inSmallPages();
  const home = await TemporaryLedger.create();
  const keep = memory();
  const reader = readerOf([SCOPE]);
  const invocation = async (part: number) =>
    readParts({
      ledger: await home.open(),
      keep,
      reader: readerOf([SCOPE]),
      tests: new Tests(CHECKS, reader, []),
      people: { person: (_, value) => value, remember: () => undefined },
      scopes: [{ enrolled: ENROLLED, units: plannedUnits(CHECKS, ENROLLED) }],
      attempt: 1,
      from: { scope: 0, part },
      deadline: Date.now() + INVOCATION_MS,
      clock: { now: Date.now, wait: () => Promise.resolve() },
    });
  expect((await invocation(0)).next).toEqual({ scope: 0, part: 1 });
  const first = await keptPart(keep, { scope: SCOPE, attempt: 1 }, 0);
  expect(first?.answers.reading).toMatchObject({ units: [], left: [{ type: "Tidemark::Entra::UserActivity" }] });

  expect((await invocation(1)).next).toBeNull();
  const second = await keptPart(keep, { scope: SCOPE, attempt: 1 }, 1);
  expect(second?.answers.reading.units).toMatchObject([
    { unit: UNIT, complete: false, listed: 2 * PAGES, pages: PAGES, problem: TOO_LONG },
  ]);
  expect(second?.answers.reading.left).toBeUndefined();
});

/** The reader in a test's time, with a budget of its own. */
const inTime = ({ now }: TestClock): Reader => readerOf([SCOPE], READER.clientId, [SCOPE], now);

/** The reader in an invocation that no other follows. */
const lastInvocation = ({ clock }: TemporaryLedger): Reader => {
  const reader = inTime(clock);
  return {
    lanes: reader.lanes,
    scopes: reader.scopes,
    read: (request, emit) => reader.read({ ...request, deadline: clock.now() + INVOCATION_MS, isLast: true }, emit),
  };
};

test("who was read is judged, who was not is indeterminate with the cause, and nobody departs", async () => {
  const home = await TemporaryLedger.create();
  const run = (name: string, reader: Reader) => home.run({ reader, run: name, checks: CHECKS, scopes: [ENROLLED] });
  const whole = await run("whole", inTime(home.clock));
  expect(whole.observed[0]?.coverage.flatMap(({ units }) => units)).toMatchObject([{ unit: UNIT, complete: true }]);

  home.clock.advance(3600);
  inSmallPages();
  const cut = await run("cut", lastInvocation(home));
  const [unit] = cut.observed[0]?.coverage.flatMap(({ units }) => units) ?? [];
  expect(unit).toMatchObject({ unit: UNIT, complete: false, listed: 2 * PAGES, problem: TOO_LONG });
  const [before, after] = readSegments(home, SCOPE).map(({ records }) => records.at(-1)?.body["counts"]);
  expect(before).toMatchObject({ pass: PEOPLE, indeterminate: 0 });
  expect(after).toMatchObject({ pass: 2 * PAGES, indeterminate: PEOPLE - 2 * PAGES });

  home.clock.advance(3600);
  azure.settings.graphMost = 999;
  await run("whole-again", inTime(home.clock));
  const healed = readSegments(home, SCOPE).at(-1)?.records ?? [];
  expect(healed.at(-1)?.body["counts"]).toMatchObject({ pass: PEOPLE, indeterminate: 0 });
  expect(healed.filter(({ type }) => type === "departure")).toEqual([]);
  expect(await home.verify()).toMatchObject(INTACT);
});

test("a tenant that was never read whole begins with those who were read", async () => {
  inSmallPages();
  const home = await TemporaryLedger.create();
  await home.run({ reader: lastInvocation(home), run: "cut", checks: CHECKS, scopes: [ENROLLED] });
  expect(readSegments(home, SCOPE)[0]?.records.at(-1)?.body["counts"]).toMatchObject({ pass: 2 * PAGES });
  expect(await home.verify()).toMatchObject(INTACT);
});
