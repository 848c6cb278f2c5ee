// Nothing is written because time went by: as long as an outcome stays, so does all that is said with it.
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { accessKeysRotated } from "../../../checks/identity/access-keys-rotated/index.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "../../../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import { unusedAccessRemoved } from "../../../checks/identity/unused-access-removed/index.ts";
import { certificatesNotExpiring } from "../../../checks/encryption/certificates-not-expiring/index.ts";
import { encryptionKeysRotated } from "../../../checks/encryption/encryption-keys-rotated/index.ts";
import { transportEncryptionRequired } from "../../../checks/encryption/transport-encryption-required/index.ts";
import type { Evaluator, Verdict } from "../../../checks/kernel.ts";
import { cases as certificates } from "../encryption/certificates-not-expiring.cases.ts";
import { cases as encryptionKeys } from "../encryption/encryption-keys-rotated.cases.ts";
import { cases as transport } from "../encryption/transport-encryption-required.cases.ts";
import { cases as accessKeys } from "./access-keys-rotated.cases.ts";
import { judgeCase } from "../judge-case.ts";
import { cases as ownerAccounts } from "./owner-accounts-have-mfa-and-no-keys.cases.ts";
import { cases as unusedAccess } from "./unused-access-removed.cases.ts";

const HOUR = 60 * 60 * 1000;

const asked = [
  { check: accessKeysRotated, cases: accessKeys },
  { check: ownerAccountsHaveMfaAndNoKeys, cases: ownerAccounts },
  { check: unusedAccessRemoved, cases: unusedAccess },
  { check: transportEncryptionRequired, cases: transport },
  { check: certificatesNotExpiring, cases: certificates },
  { check: encryptionKeysRotated, cases: encryptionKeys },
].flatMap(({ check, cases }) =>
  check.evaluators.flatMap((evaluator) => {
    const name = `${evaluator.provider} ${evaluator.resourceType}` as const;
    return (cases[name]?.cases ?? []).map((one) => ({
      name: `${check.id}: ${name}: ${one.name}`,
      check,
      evaluator,
      one,
    }));
  }),
);

function askedAt(evaluator: Evaluator, asOf: string): Evaluator {
  const evaluate = (slice: never, question: object): Verdict =>
    evaluator.evaluate(slice, { ...question, asOf } as never);
  return { ...evaluator, evaluate };
}

/** Every 700 hours from 2024 to 2030: before, between and after the dates of all cases. */
const instants = Array.from({ length: 85 }, (_, at) => new Date(Date.UTC(2024, 0, 1) + at * 700 * HOUR).toISOString());

type Asked = (typeof asked)[number];
const verdictsOf = ({ check, evaluator, one }: Asked): readonly Verdict[] =>
  instants.map((asOf) => judgeCase(check, askedAt(evaluator, asOf), one).verdict);

test.each(asked)("$name", (of) => {
  const verdicts = verdictsOf(of);
  for (const [at, verdict] of verdicts.slice(1).entries()) {
    const before = verdicts[at];
    // Most are the same in every member, which is seen sooner so than by an expectation.
    if (verdict.outcome === before?.outcome && !isDeepStrictEqual(verdict, before)) expect(verdict).toEqual(before);
  }
});

test("outcomes do change with time", () => {
  const isMany = (of: Asked): boolean => new Set(verdictsOf(of).map(({ outcome }) => outcome)).size > 2;
  expect(asked.some(isMany)).toBe(true);
});
