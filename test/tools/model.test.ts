// A sample of the model's histories, lies and tampering by verify.py: it comes to the verdict of the TypeScript verifier.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { mistaken } from "../support/model/faults/fault.ts";
import { PYTHON_FAULTS } from "../support/model/faults/table.ts";
import { historyOf } from "../support/model/history.ts";
import type { Moment } from "../support/model/moment.ts";
import { seeds } from "../support/model/how-many.ts";
import { LIES, withLie } from "../support/model/liars/index.ts";
import { questionsOf } from "../support/model/tampering/questions.ts";
import { TAMPERINGS } from "../support/model/tampering/tampering.ts";
import { asked, WHOLE } from "../support/model/readers/ask.ts";
import type { Period } from "../support/model/readers/expected.ts";
import { factsOf } from "../support/model/readers/facts.ts";
import { windowOf } from "../support/model/readers/windows.ts";
import { Random } from "../support/model/simulation/random.ts";
import { MODEL_TRUST } from "../support/model/simulation/world.ts";
import { onDisk, type Question, type Said, saidByPython, saidHere } from "../support/ledgers-on-disk.ts";

const LIMIT_MS = 1_800_000;

type Case = Question & {
  readonly name: string;
  /** Of a lie: one of these rules is named. */
  readonly rules?: readonly string[];
  /**
   * Both say the same; or verify.py only sees that something is wrong, since which gap a reader meets first is its own way;
   * or it only comes to a verdict, since where unverified times lead a reader says nothing of the period.
   */
  readonly asks: "the same" | "seen" | "a verdict";
};

const caseOf = (name: string, { objects, now }: Moment, period: Period): Case => ({
  name,
  forged: () => ({ objects: new Map(objects), trust: MODEL_TRUST.text }),
  now,
  asks: "the same",
  ...asked(period),
});

async function honest(seed: number): Promise<Case[]> {
  const { end, moments } = await historyOf(seed);
  const random = new Random(seed);
  return [...moments, end].flatMap((moment) =>
    [WHOLE, windowOf(random, factsOf(moment)), windowOf(random, factsOf(moment))].map((period) =>
      caseOf(`seed ${seed} ${JSON.stringify(asked(period))}`, moment, period),
    ),
  );
}

async function lies(seed: number): Promise<Case[]> {
  const { end } = await historyOf(seed);
  const random = new Random(seed);
  const cases: Case[] = [];
  for (const lie of LIES) {
    const lied = await withLie(lie, end, random);
    if (lied !== null) cases.push({ ...caseOf(`seed ${seed}, ${lie.name}`, lied, WHOLE), rules: lie.rules });
  }
  return cases;
}

async function tamperings(seed: number): Promise<Case[]> {
  const { end } = await historyOf(seed);
  const random = new Random(seed);
  return TAMPERINGS.flatMap((tampering) =>
    (questionsOf(tampering, end, random) ?? []).map(({ moment, period, isTouched }): Case => ({
      ...caseOf(`seed ${seed}, ${tampering.name} ${JSON.stringify(asked(period))}`, moment, period),
      asks: tampering.cutsBack === true ? "the same" : isTouched ? "seen" : "a verdict",
    })),
  );
}

const said = ({ exit, violations }: Said): string =>
  `${exit} (${violations.map(({ rule, object }) => `${rule} ${object}`).join(", ")})`;

/** Where the two differ, one sentence each; and lies that verify.py refuses by another rule. */
async function differences(cases: readonly Case[], verifier?: string): Promise<string[]> {
  const [here, python] = await onDisk(cases, async (ledgers) => [
    await saidHere(ledgers),
    await saidByPython(ledgers, verifier),
  ]);
  return cases.flatMap(({ name, rules, asks }, i) => {
    const [one, other] = [here[i] as Said, python[i] as Said];
    const isSame = asks === "the same" ? one.exit === other.exit : asks === "seen" ? isSeen(other) : other.exit !== 3;
    if (!isSame) return [`${name}: found ${said(one)} here, ${said(other)} by verify.py`];
    const isNamed = rules === undefined || other.violations.some(({ rule }) => rules.includes(rule));
    return isNamed ? [] : [`${name}: found ${said(other)} by verify.py, expected ${rules.join(" or ")}`];
  });
}

const isSeen = ({ exit }: Said): boolean => exit === 1 || exit === 2;

const OF = { honest, lies, tampering: tamperings };

describe("a mistake in verify.py is caught", () => {
  test.each(PYTHON_FAULTS.map((fault) => ({ ...fault, fault })))("$name", async ({ file, by, within, fault }) => {
    const verifier = join(temporaryDirectory(), "verify.py");
    await writeFile(verifier, mistaken(await readFile(join(import.meta.dirname, "../..", file), "utf8"), fault));
    let found: readonly string[] = [];
    for (let seed = 1; seed <= within && found.length === 0; seed += 1) {
      const cases = await OF[by](seed);
      found = await differences(cases, verifier);
      if (found.length > 0) expect(await differences(cases)).toEqual([]);
    }
    expect(found).not.toEqual([]);
  });
});

describe("both verifiers come to one verdict", () => {
  test.each([
    ["of honest histories", 1, 60, honest],
    ["of lies", 100_001, 6, lies],
    ["of tampering", 200_001, 8, tamperings],
  ] as const)(
    "%s",
    async (_name, first, all, of) => {
      const found: string[] = [];
      for (const seed of seeds(first, all)) found.push(...(await differences(await of(seed))));
      expect(found.join("\n")).toBe("");
    },
    LIMIT_MS,
  );
});
