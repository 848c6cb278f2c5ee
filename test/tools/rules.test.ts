// verify.py refuses every ledger vector by its rule, and agrees with the TypeScript verifier on where it is broken.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../evidence-schema/rules.ts";
import { largeVectors } from "../support/ledger-vectors/bounds.ts";
import { memberVectors } from "../support/ledger-vectors/members.ts";
import { type LedgerOnDisk, onDisk, type Said, saidByPython, saidHere } from "../support/ledgers-on-disk.ts";
import { vectorFiles } from "../support/vector-files.ts";

const vectors = [...vectorFiles, ...memberVectors, ...largeVectors];
const numbered = vectors.map((vector, i) => ({ ...vector, i }));
let [here, python]: readonly [readonly Said[], readonly Said[]] = [[], []];

beforeAll(async () => {
  [here, python] = await onDisk(vectors, (ledgers) => Promise.all([saidHere(ledgers), saidByPython(ledgers)]));
});

describe("verify.py", () => {
  test.each(numbered)("$name: $what", ({ rule, exit, i }) => {
    const { violations, exit: found } = python[i] as Said;
    expect({ rule: violations[0]?.rule ?? null, exit: found }).toEqual({ rule, exit });
    const names: Readonly<Record<string, string>> = RULES;
    for (const problem of violations) expect(problem).toMatchObject({ name: names[problem.rule] });
  });
});

describe("both verifiers agree", () => {
  test.each(numbered)("$name", ({ i }) => {
    expect(agreed(here[i] as Said)).toEqual(agreed(python[i] as Said));
  });
});

/**
 * The verdict, and each broken rule with its object once. Of what is missing (W) the rule alone counts, since no object is
 * the right one, and nothing where more is wrong than that: how much of the period is then looked at is nobody's concern.
 */
function agreed({ exit, violations }: Said): { exit: number; violations: readonly string[] } {
  const missing = (rule: string): boolean => rule.startsWith("W");
  const counted = violations.filter(({ rule }) => exit !== 1 || !missing(rule));
  const said = counted.map(({ rule, object }) => (missing(rule) ? rule : `${rule} ${object}`));
  return { exit, violations: [...new Set(said)] };
}

describe("the command", () => {
  test.each(["valid-first-seal", "C5-other-line", "W4-no-note", "K1-stray", "unread-key-added"])("%s", async (name) => {
    const vector = vectorFiles.find((each) => each.name === name);
    if (vector === undefined) throw new Error(`found no vector ${name}`);
    const { code, report } = await onDisk([vector], ([ledger]) => command(ledger as LedgerOnDisk));
    expect({ code, rule: report?.violations[0]?.rule ?? null }).toEqual({ code: vector.exit, rule: vector.rule });
  });
});

const script = join(import.meta.dirname, "../../evidence-schema/verify.py");

async function command({ ledger, trustFile, now = "" }: LedgerOnDisk): Promise<{ code: number; report: Said | null }> {
  const words = ["-B", script, ledger, "--trust", trustFile, "--now", now, "--json"];
  const ran = await promisify(execFile)("python3", words).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
  return { code: ran.code, report: ran.code === 3 ? null : (JSON.parse(ran.stdout) as Said) };
}
