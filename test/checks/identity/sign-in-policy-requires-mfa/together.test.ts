// Several policies together: a verdict agrees with every sign-in of a small world, tried one by one.
import { expect, test } from "vitest";
import { judgePolicies } from "../../../../checks/identity/sign-in-policy-requires-mfa/conditional-access.ts";
import { parameters } from "../../../../checks/identity/sign-in-policy-requires-mfa/parameters.ts";
import { Policy } from "../../../../checks/identity/sign-in-policy-requires-mfa/policies/policy.ts";
import { Random } from "../../../support/model/simulation/random.ts";
import { runs } from "../../../support/scale.ts";
import { unprotected, WORLD, type Luck, type User } from "./oracle.ts";
import { policy } from "./policies.ts";

const [EMERGENCY] = WORLD.groups;
const PLATFORMS = ["iOS", "windows", "chromeOS"];

/** Mostly everything, so that policies have a chance to cover it together. */
function somePolicy(random: Random): Policy {
  const some = <T>(list: readonly T[], probability = 0.35): T[] => list.filter(() => random.chance(probability));
  const isAll = random.chance(0.75);
  const isAllApps = random.chance(0.75);
  const conditions = {
    clientAppTypes: random.chance(0.7) ? ["all"] : some(WORLD.clients, 0.6),
    locations: random.chance(0.6)
      ? null
      : {
          includeLocations: random.chance(0.7) ? ["All"] : some(WORLD.places, 0.6),
          excludeLocations: some(WORLD.places, 0.3),
        },
    platforms: random.chance(0.7)
      ? null
      : {
          includePlatforms: random.chance(0.7) ? ["all"] : some(PLATFORMS, 0.6),
          excludePlatforms: some(PLATFORMS, 0.3),
        },
    signInRiskLevels: random.chance(0.1) ? ["high"] : [],
  };
  const users = {
    includeUsers: isAll ? ["All"] : some([...WORLD.people, "GuestsOrExternalUsers"]),
    includeGroups: isAll ? [] : some(WORLD.groups),
    includeRoles: isAll ? [] : some(WORLD.roles),
    excludeUsers: random.chance(0.5) ? [] : some([...WORLD.people, "GuestsOrExternalUsers"], 0.3),
    excludeGroups: random.chance(0.6) ? [] : some(WORLD.groups, 0.4),
    excludeRoles: some(WORLD.roles, 0.1),
    excludeGuestsOrExternalUsers: random.chance(0.1) ? { guestOrExternalUserTypes: "b2bCollaborationGuest" } : null,
  };
  const applications = {
    includeApplications: isAllApps ? ["All"] : some([...WORLD.applications, ...WORLD.suites], 0.5),
    excludeApplications: random.chance(0.6) ? [] : some([...WORLD.applications, ...WORLD.suites], 0.3),
    applicationFilter: random.chance(0.85) ? null : { mode: random.pick(["include", "exclude"]) },
  };
  const builtInControls = random.chance(0.85)
    ? [random.pick(["mfa", "mfa", "block"])]
    : some(["mfa", "compliantDevice"], 0.7);
  const grant = {
    operator: random.pick(["OR", "OR", "AND"]),
    builtInControls,
    termsOfUse: some(["terms"], 0.05),
    customAuthenticationFactors: some(["another service"], 0.1),
  };
  return Policy.parse(
    policy({ users, applications, conditions, grant, state: random.chance(0.9) ? "enabled" : "disabled" }),
  );
}

test("a pass leaves nobody out but whom the company leaves out, and a fail is true of somebody", () => {
  const random = new Random(7);
  const seen = new Map<string, number>();
  for (let run = 0; run < runs(2_000); run += 1) {
    const policies = Array.from({ length: 1 + random.below(4) }, () => somePolicy(random));
    const asked = parameters.parse({
      blockLegacy: random.chance(0.6),
      managementApi: random.chance(0.7),
      excludedPrincipals: random.below(4),
      emergencyGroups: random.chance(0.5) ? [EMERGENCY] : [],
    });
    const { outcome, because } = judgePolicies(policies, asked, {});
    const isOfEmergency = ({ groups }: User): boolean => groups.some((group) => asked.emergencyGroups.includes(group));
    const isTooOpen = (luck: Luck): boolean => {
      const open = unprotected(policies, asked, luck);
      const people = new Set(open.filter((user) => !isOfEmergency(user)).flatMap(({ person }) => person ?? []));
      const isGroupOpen = open.some((user) => user.person === null && isOfEmergency(user));
      return (
        open.some((user) => user.person === null && !isOfEmergency(user)) ||
        people.size + (isGroupOpen ? 1 : 0) > asked.excludedPrincipals
      );
    };
    const said = JSON.stringify({ because, asked, policies }, null, 1);
    if (outcome === "pass") expect(isTooOpen("worst"), said).toBe(false);
    if (outcome === "fail") expect(isTooOpen("best"), said).toBe(true);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  for (const outcome of ["pass", "fail", "indeterminate"]) expect(seen.get(outcome) ?? 0, outcome).toBeGreaterThan(0);
});
