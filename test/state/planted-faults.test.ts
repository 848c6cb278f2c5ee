// Rules with a fault planted in them: the oracle must find each, or it proves nothing of the rules without.
import { beforeEach, expect, test, vi } from "vitest";
import type { compareWithHeld } from "../../evidence-schema/state/held.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { coverageTable } from "../../observation/comparing/coverage-table.ts";
import type { RelatedRows } from "../../observation/judging/related.ts";
import { Broken, play, type Rules } from "./history.ts";

const HISTORIES = 150;

beforeEach(() => {
  vi.resetModules();
});

/** The rules as they are once the modules that a test replaced are replaced. */
async function faulty(tamper?: Rules["tamper"]): Promise<Rules> {
  const { Chain, newTests } = await import("./driver.ts");
  return { chain: () => new Chain(), tests: newTests, ...(tamper === undefined ? {} : { tamper }) };
}

/** What the first history that breaks says; null if none does. */
function firstBroken(rules: Rules): string | null {
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    try {
      play(seed, rules);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return error.message.split("\n")[0] ?? "";
    }
  }
  return null;
}

/** Replaces exports of a module for the rules that are imported after. */
function replace(path: string, replacing: (real: Record<string, unknown>) => Record<string, unknown>): () => void {
  vi.doMock(path, async (importOriginal) => {
    const real = (await importOriginal()) as Record<string, unknown>;
    return { ...real, ...replacing(real) };
  });
  return () => vi.doUnmock(path);
}

test("no fault: the same histories hold", async () => {
  const rules = await faulty();
  for (let seed = 1; seed <= 20; seed += 1) play(seed, rules);
});

test("an incomplete unit departs what it does not list", async () => {
  const complete = await faulty((reading) => ({
    ...reading,
    units: reading.units.map((unit) => (unit.dataTime === null ? unit : { ...unit, complete: true, problem: null })),
  }));
  expect(firstBroken(complete)).not.toBeNull();
});

test("held forgets across an indeterminate, in writer and fold alike", async () => {
  type Compare = typeof compareWithHeld;
  const undo = replace("../../evidence-schema/state/held.ts", (real) => {
    const forgetful: Compare = (before, finding, position) => {
      const right = (real["compareWithHeld"] as Compare)(before, finding, position);
      if (finding.outcome !== "indeterminate") return right;
      return { ...right, held: { ...right.held, outcome: null, version: null, lanes: null, opened: null } };
    };
    return { compareWithHeld: forgetful };
  });
  expect(firstBroken(await faulty())).toMatch(/changes|held/);
  undo();
});

/** Related rows whose absence in units is decided by `absence`. */
function answering(absence: (found: Problem | null, units: readonly string[]) => Problem | null): () => void {
  type Rows = typeof RelatedRows;
  return replace("../../observation/judging/related.ts", (real) => {
    class Faulty extends (real["RelatedRows"] as Rows) {
      override lookup(...asked: Parameters<InstanceType<Rows>["lookup"]>): ReturnType<InstanceType<Rows>["lookup"]> {
        const right = super.lookup(...asked);
        return (name, value) => {
          const found = right(name, value);
          return { ...found, absence: absence(found.absence, found.units) };
        };
      }
    }
    return { RelatedRows: Faulty };
  });
}

test("absence is accepted from a unit that was not read completely", async () => {
  const undo = answering((found) =>
    found?.code === "read-too-early" || found?.code === "not-captured" ? found : null,
  );
  expect(firstBroken(await faulty())).not.toBeNull();
  undo();
});

test("absence is accepted from a unit that was read too early", async () => {
  const undo = answering((found) => (found?.code === "read-too-early" ? null : found));
  expect(firstBroken(await faulty())).not.toBeNull();
  undo();
});

test("who was copied without what the tests read is taken for absent", async () => {
  const undo = answering((found, units) =>
    found?.code === "not-captured" && units.some((unit) => unit.includes("#")) ? null : found,
  );
  expect(firstBroken(await faulty())).toMatch(/owner-on/);
  undo();
});

test("who could not be copied is left out", async () => {
  const leaving = await faulty(({ copied = [], ...reading }) => ({
    ...reading,
    copied: copied.filter((item) => !("problem" in item)),
  }));
  expect(firstBroken(leaving)).not.toBeNull();
});

test("as of when a unit was listed and when it was answered by name are mixed up", async () => {
  const undo = replace("../../evidence-schema/state/state.ts", (real) => {
    class Mixed extends (real["State"] as typeof State) {
      override unit(name: string): ReturnType<State["unit"]> {
        const { ever, listed, named } = super.unit(name);
        const last =
          [listed, named]
            .filter((each) => each !== null)
            .sort()
            .at(-1) ?? null;
        return { ever, listed: last, named: last };
      }
    }
    return { State: Mixed };
  });
  expect(firstBroken(await faulty())).not.toBeNull();
  undo();
});

test("a row says that less was read than lies in the unit, and nobody minds", async () => {
  const table = replace("../../observation/comparing/coverage-table.ts", (real) => ({
    coverageTable: (...args: Parameters<typeof coverageTable>) =>
      (real["coverageTable"] as typeof coverageTable)(...args).map((record) => ({
        ...record,
        units: record.units.map((row) => ({ ...row, observed: Math.max(0, row.observed - 1) })),
      })),
  }));
  const fold = replace("../../evidence-schema/state/check-covered.ts", () => ({ checkObserved: () => undefined }));
  expect(firstBroken(await faulty())).toMatch(/read short/);
  table();
  fold();
});

test("a listing that lags is believed against a later answer by name", async () => {
  const undo = replace("../../evidence-schema/state/state.ts", (real) => {
    class Forgetful extends (real["State"] as typeof State) {
      override unit(name: string): ReturnType<State["unit"]> {
        return { ...super.unit(name), named: null };
      }
    }
    return { State: Forgetful };
  });
  expect(firstBroken(await faulty())).not.toBeNull();
  undo();
});

test("a subject need not be read again before it is said to lack something", async () => {
  const undo = replace("../../observation/comparing/confirmed.ts", () => ({ confirmed: () => () => true }));
  expect(firstBroken(await faulty())).not.toBeNull();
  undo();
});

test("every unit is taken to be as of the last one", async () => {
  const now = await faulty((reading) => {
    const last = reading.units.reduce(
      (latest, { dataTime }) => (dataTime !== null && dataTime > latest ? dataTime : latest),
      "",
    );
    return {
      ...reading,
      units: reading.units.map((unit) => (unit.dataTime === null ? unit : { ...unit, dataTime: last })),
    };
  });
  expect(firstBroken(now)).not.toBeNull();
});

test("what is answered by name is ignored", async () => {
  expect(firstBroken(await faulty((reading) => ({ ...reading, asked: [] })))).not.toBeNull();
});

test("the first answer for a key counts, not the last", async () => {
  const reversed = await faulty((reading) => ({ ...reading, items: [...reading.items].reverse() }));
  expect(firstBroken(reversed)).not.toBeNull();
});
