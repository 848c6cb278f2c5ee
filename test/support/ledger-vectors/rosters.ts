// L8: the scopes that a seal must have, and the roster document that it names.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { rosterOf } from "../forge/documents.ts";
import { onSeal } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { at, AWS, AZURE, followedBy, ONE, seal } from "../forge/small.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const SANDBOX: JsonObject = { scope: AZURE, reason: "sandbox", approver: "person:b" };
const roster = (enrolled: readonly string[], excluded: readonly JsonObject[] = []): JsonObject => ({
  enrolled: [...enrolled],
  excluded: [...excluded],
  found: [],
  unlisted: [],
});

const DENIED = { [AZURE]: "denied: subscriptions/read" };
/** Both scopes are enrolled; one of them can't be read. */
const BOTH: Plan = onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (plan) => ({ ...plan, failed: DENIED }));
/** The same, and a seal with each of these rosters. */
const then = (...rosters: readonly JsonObject[]): Plan =>
  followedBy(BOTH, ...rosters.map((each, i) => seal(`s${i + 1}`, `b${i + 1}`, at(`1${i}:02`), { roster: each })));

const naming = (name: string, what: string, document: JsonObject | null): LedgerVector =>
  broken(
    "L8",
    name,
    what,
    onSeal(then(roster([AWS], [SANDBOX])), "s1", (plan) => ({ ...plan, documents: { roster: document } })),
  );

export const rosters: readonly LedgerVector[] = [
  broken(
    "L8",
    "enrolled",
    "an enrolled scope without a chain is not among the scopes",
    onSeal({ ...ONE, enrolled: [AWS, AZURE] }, "s0", (plan) => ({
      ...plan,
      scopes: (scopes) => scopes.filter(({ scope }) => scope === AWS),
    })),
  ),
  broken("L8", "shrunk", "a scope that was enrolled is neither enrolled nor excluded", then(roster([AWS]))),
  broken(
    "L8",
    "exclusion-dropped",
    "a scope that was enrolled, and then excluded, is neither any more",
    then(roster([AWS], [SANDBOX]), roster([AWS])),
  ),
  broken(
    "L8",
    "exclusion-dropped-in-window",
    "in the second seal of a window a scope that was excluded is neither enrolled nor excluded any more",
    then(roster([AWS], [SANDBOX]), roster([AWS])),
    { from: at("10:00") },
  ),
  broken(
    "L8",
    "dropped-by-the-first-of-a-window",
    "the first seal of a window drops a scope that the seal before it excludes",
    then(roster([AWS], [SANDBOX]), roster([AWS])),
    { from: at("11:00") },
  ),
  naming("no-roster", "a seal names no roster document", null),
  naming(
    "roster-of-another-document",
    "a seal names a roster document that enrols another scope",
    rosterOf([AWS, "aws/222222222222"], [SANDBOX]),
  ),
  naming(
    "roster-excludes-nothing",
    "the roster document of a seal excludes nothing, and the seal does",
    rosterOf([AWS]),
  ),
  naming(
    "roster-of-another-reason",
    "the roster document of a seal gives another reason to exclude a scope",
    rosterOf([AWS], [{ ...SANDBOX, reason: "sold" }]),
  ),
  naming(
    "roster-of-another-approver",
    "the roster document of a seal names another approver of an exclusion",
    rosterOf([AWS], [{ ...SANDBOX, approver: "person:c" }]),
  ),
  valid("excluded", "a scope that was enrolled is excluded", then(roster([AWS], [SANDBOX]))),
  valid(
    "excluded-for-an-hour",
    "a scope is enrolled, excluded and enrolled again",
    then(roster([AWS], [SANDBOX]), roster([AWS, AZURE])),
  ),
  valid(
    "exclusion-of-a-stranger",
    "a scope that never was enrolled is excluded, and then not named any more",
    then(roster([AWS, AZURE], [{ ...SANDBOX, scope: "aws/333333333333" }]), roster([AWS, AZURE])),
  ),
  valid(
    "nothing-enrolled",
    "no scope is enrolled any more: both are excluded",
    then(roster([], [{ ...SANDBOX, scope: AWS }, SANDBOX])),
  ),
];
