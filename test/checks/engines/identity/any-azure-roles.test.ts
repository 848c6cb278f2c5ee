// Compares the reading of roles of Azure with an oracle, which asks for every action of a small world by the definition of each member.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  givesRights,
  rightsOf,
  type AzureRights,
  type Permission,
} from "../../../../checks/engines/identity/azure-rights.ts";
import { runs } from "../../../support/scale.ts";

/** Each action by which rights are given, in the spelling of Microsoft's list. */
const GIVING = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
];
/** Actions of a provider that no role names: no pattern has a letter of `zzq`. */
const UNNAMED = ["read", "write", "delete", "action"].map((kind) => `Zzq/zzq/${kind}`);

const segment = fc.constantFrom(
  "*",
  "*",
  "Microsoft.Authorization",
  "microsoft.authorization",
  "Microsoft.Auth*",
  "MICROSOFT.COMPUTE",
  "roleAssignments",
  "roleassignments",
  "role*",
  "*Requests",
  "roleDefinitions",
  "elevateAccess",
  "write",
  "Write",
  "wr*",
  "?rite",
  "read",
  "delete",
  "action",
);
const pattern = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/")),
  fc.constantFrom("*", "*/write", "*/read", "Microsoft.Authorization/*", "Microsoft.Authorization/*/Write", ...GIVING),
);
const patterns = fc.oneof(
  fc.array(pattern, { maxLength: 3 }),
  fc.array(pattern, { maxLength: 3 }),
  fc.constant(null),
  fc.constant(undefined),
);
const permission = fc
  .tuple(patterns, patterns, fc.constantFrom(undefined, undefined, null, false, true))
  .map(([actions, notActions, hasCondition]): Permission => ({ actions, notActions, hasCondition }));
const roles = fc.array(permission, { maxLength: 3 });

/** One character at a time; an asterisk is the only sign that stands for others. */
function stands(written: string, word: string): boolean {
  const [first, ...rest] = written;
  if (first === undefined) return word === "";
  if (first === "*") return stands(rest.join(""), word) || (word !== "" && stands(written, word.slice(1)));
  return first === word[0] && stands(rest.join(""), word.slice(1));
}

const has = (written: Permission["actions"], action: string): boolean =>
  (written ?? []).some((one) => stands(one.toLowerCase(), action.toLowerCase()));

/** `holding`: the permissions whose conditions hold, each of its own accord. */
const isAllowed = (role: readonly Permission[], action: string, holding: ReadonlySet<number>): boolean =>
  role.some(
    ({ actions, notActions, hasCondition }, at) =>
      (hasCondition !== true || holding.has(at)) && has(actions, action) && !has(notActions, action),
  );

/** Every way in which the conditions of some permissions can hold. */
function ways(role: readonly Permission[]): ReadonlySet<number>[] {
  const open = [...role.keys()].filter((at) => role[at]?.hasCondition === true);
  return Array.from(
    { length: 2 ** open.length },
    (_, bits) => new Set(open.filter((__, of) => (bits >> of) % 2 === 1)),
  );
}

/** Of each action whether it is always allowed, sometimes or never: an action is asked in every way that conditions can hold. */
function grantByDefinition(role: readonly Permission[], wanted: (holding: ReadonlySet<number>) => boolean) {
  const answers = ways(role).map(wanted);
  return answers.every(Boolean) ? "always" : answers.some(Boolean) ? "conditional" : "never";
}

/** A reading that is tried: the one that is judged by, or one with a fault. */
type Reading = (role: readonly Permission[]) => AzureRights;

/** The first thing that the reading says otherwise than the definition does; null where there is none. */
function contradicted(role: readonly Permission[], read: Reading): string | null {
  const rights = read(role);
  for (const action of GIVING) {
    const said = rights.giving.find((one) => one.action === action)?.grant ?? "never";
    if (said !== grantByDefinition(role, (holding) => isAllowed(role, action, holding))) return action;
  }
  const each = UNNAMED.map((action) => grantByDefinition(role, (holding) => isAllowed(role, action, holding)));
  const every = ["never", "conditional", "always"].find((grant) => each.includes(grant as never));
  if (rights.everyAction !== every) return "every action";
  return null;
}

test("no action of a small world contradicts what is said of any role", () => {
  const count = { roles: 0, always: 0, conditional: 0, never: 0, everything: 0 };
  fc.assert(
    fc.property(roles, (role) => {
      expect(contradicted(role, rightsOf)).toBeNull();
      const rights = rightsOf(role);
      count.roles += 1;
      count[givesRights(rights)] += 1;
      count.everything += rights.everyAction === "always" ? 1 : 0;
    }),
    { numRuns: runs(20_000) },
  );
  console.log("roles of Azure:", count);
  // Each kind of answer has to come often, else nothing was tried.
  for (const often of [count.always, count.conditional, count.never, count.everything])
    expect(often).toBeGreaterThan(count.roles / 50);
});

describe("the property finds a fault that is planted", () => {
  const each =
    (change: (one: Permission) => Permission): Reading =>
    (role) =>
      rightsOf(role.map(change));
  const eachPattern = (change: (written: string) => string | null): Reading =>
    each(({ actions, notActions, ...rest }) => {
      const changed = (of: Permission["actions"]) => of?.flatMap((one) => change(one) ?? []);
      return { ...rest, actions: changed(actions), notActions: changed(notActions) };
    });
  const faults: readonly (readonly [string, Reading])[] = [
    ["what is taken away is not read", each(({ notActions: _notActions, ...one }) => one)],
    ["what is taken away is denied", each((one) => ({ ...one, actions: one.notActions }))],
    ["conditions are not read", each(({ hasCondition: _hasCondition, ...one }) => one)],
    ["a condition allows nothing", (role) => rightsOf(role.filter(({ hasCondition }) => hasCondition !== true))],
    ["the first permission is all of them", (role) => rightsOf(role.slice(0, 1))],
    [
      "what one permission leaves out, another one can't give",
      (role) =>
        rightsOf(role.map((one) => ({ ...one, notActions: role.flatMap(({ notActions }) => notActions ?? []) }))),
    ],
    ["case decides", eachPattern((written) => (written === written.toLowerCase() ? written : null))],
    ["an asterisk alone is nothing", eachPattern((written) => (written === "*" ? null : written))],
    ["an asterisk is a whole segment", eachPattern((written) => (/[^/]\*|\*[^/]/.test(written) ? null : written))],
    ["a question mark stands for a letter", eachPattern((written) => written.replace("?rite", "write"))],
    [
      "an asterisk ends at a slash",
      eachPattern((written) => (written === "Microsoft.Authorization/*" ? "Microsoft.Authorization/*x" : written)),
    ],
    ["no list is every action", each((one) => ({ ...one, actions: one.actions ?? ["*"] }))],
    [
      "an empty list is every action",
      each((one) => ({ ...one, actions: one.actions?.length === 0 ? ["*"] : one.actions })),
    ],
  ];
  test.each(faults)("%s", (_, faulty) => {
    const found = fc.check(
      fc.property(roles, (role) => contradicted(role, faulty) === null),
      { numRuns: 5000 },
    );
    expect(found.failed).toBe(true);
  });
});
