// Judges conditional access policies together: whether one of them demands a second factor at every sign-in of everybody.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import { ADMINISTRATORS, MACHINES } from "./administrators.ts";
import type { Parameters } from "./parameters.ts";
import { Policies, type Asked, type Covered, type SignIn } from "./policies/coverage.ts";
import type { Policy } from "./policies/policy.ts";
import { group, isPerson, REST, role } from "./policies/reach.ts";

/** https://learn.microsoft.com/en-us/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt */
const MANAGEMENT_API = "797f4846-ba00-4fd7-ba71-dba1f031c5de";

const MODERN = ["browser", "mobileAppsAndDesktopClients"];
/** They know no second factor, and so a policy that demands one keeps them out. */
const LEGACY = ["exchangeActiveSync", "other"];

/** `facts`: what is known already. */
export function judgePolicies(all: readonly Policy[], parameters: Parameters, facts: JsonObject): Verdict {
  const inForce = all.filter(({ state }) => state === "enabled");
  const counted = {
    ...facts,
    inForce: inForce.length,
    reportOnly: all.filter(({ state }) => state === "enabledForReportingButNotEnforced").length,
  };
  if (inForce.length === 0)
    return fail(
      "security defaults are off, and no conditional access policy is in force (per-user MFA is not read)",
      counted,
    );
  return new Judgement(inForce, parameters).verdict(counted);
}

/** A question to the policies, and what a hole means. */
type Asking = {
  readonly sentence: string;
  /** The cause where the policies alone do not tell. */
  readonly unclear?: string;
  readonly covered: Covered;
};

const UNCLEAR =
  "whether everybody is asked depends on groups, devices, suites, filters, controls or conditions that are not read";
const UNCLEAR_GROUP = "the policies leave out a group that emergencyGroups does not list, and its members are not read";

class Judgement {
  readonly #policies: Policies;
  readonly #parameters: Parameters;
  readonly #emergency: ReadonlySet<string>;
  readonly #machines: ReadonlySet<string>;

  constructor(inForce: readonly Policy[], parameters: Parameters) {
    this.#parameters = parameters;
    this.#emergency = new Set(parameters.emergencyGroups.map(group));
    this.#machines = new Set(MACHINES.map(role));
    this.#policies = new Policies(inForce, {
      users: this.#emergency.union(this.#machines),
      applications: new Set([
        ...parameters.excludedApplications,
        ...(parameters.managementApi ? [] : [MANAGEMENT_API]),
      ]),
    });
  }

  verdict(facts: JsonObject): Verdict {
    const everybody = this.#everybody();
    const { counts, askings } = this.#leftOut();
    const all = [...everybody, ...askings];
    const told = { ...facts, ...counts };
    for (const sure of ["no", "maybe"] as const) {
      const found = all.find(({ covered }) => covered.sure === sure);
      if (found === undefined) continue;
      const withHole = { ...told, hole: factOf(found.covered.hole) };
      if (sure === "no") return fail(found.sentence, withHole);
      return indeterminate({ code: "not-supported", detail: found.unclear ?? UNCLEAR }, withHole);
    }
    return pass("conditional access demands a second factor of everybody but those who may be left out", told);
  }

  /** Whether the ordinary user, and administrators, are asked. */
  #everybody(): Asking[] {
    const { blockLegacy, managementApi, phishingResistantForAdmins } = this.#parameters;
    const any = { clients: MODERN, factor: "any" } as const;
    const applications = this.#applications();
    const others = applications.filter((each) => each !== MANAGEMENT_API);
    const askings: Asking[] = [
      {
        sentence: "conditional access leaves sign-ins of ordinary users without a second factor",
        covered: this.#policies.cover(REST, { ...any, applications: others }),
      },
    ];
    if (managementApi)
      askings.push({
        sentence: "conditional access leaves the management API of Azure without a second factor",
        covered: this.#policies.cover(REST, { ...any, applications: [MANAGEMENT_API] }),
      });
    if (blockLegacy)
      askings.push({
        sentence: "conditional access lets legacy protocols in, which know no second factor",
        covered: this.#policies.cover(REST, { ...any, clients: LEGACY, applications }),
      });
    if (phishingResistantForAdmins)
      for (const id of ADMINISTRATORS)
        askings.push({
          sentence: "conditional access leaves administrators without a phishing-resistant factor",
          covered: this.#policies.cover(role(id), { clients: MODERN, factor: "phishing-resistant", applications }),
        });
    return askings;
  }

  /** Whether those whom one policy leaves out are asked by another, and how many are asked by none. */
  #leftOut(): { readonly counts: JsonObject; readonly askings: readonly Asking[] } {
    const { blockLegacy, excludedPrincipals } = this.#parameters;
    const asked: Asked = {
      applications: this.#applications(),
      clients: blockLegacy ? [...MODERN, ...LEGACY] : MODERN,
      factor: "any",
    };
    const names = this.#policies.excluded.filter((name) => !this.#machines.has(name));
    const found = names.map((name) => ({ name, covered: this.#policies.cover(name, asked) }));
    const open = found.filter(({ covered }) => covered.sure !== "yes");
    const mayBe = open.filter(({ name }) => isPerson(name) || this.#emergency.has(name));
    const askings: Asking[] = open
      .filter((each) => !mayBe.includes(each))
      .map(({ name, covered: { sure, hole } }) => {
        // A group can be one of accounts for emergencies: who is in it is not read.
        const isGroup = name.startsWith("group ");
        const [kind = ""] = name.split(" ");
        if (isGroup) return { sentence: "", unclear: UNCLEAR_GROUP, covered: { sure: "maybe", hole } };
        return { sentence: LEFT_OUT.get(kind) ?? "", covered: { sure, hole } };
      });
    const certain = mayBe.filter(({ covered }) => covered.sure === "no");
    const sure = certain.length > excludedPrincipals ? "no" : mayBe.length > excludedPrincipals ? "maybe" : "yes";
    askings.push({
      sentence: "conditional access leaves more users and groups without a second factor than may be left out",
      covered: { sure, hole: mayBe[0]?.covered.hole ?? null },
    });
    const count = (of: (name: string) => boolean): number => open.filter(({ name }) => of(name)).length;
    return {
      askings,
      counts: {
        leftOut: {
          users: count(isPerson),
          groups: count((name) => name.startsWith("group ")),
          roles: count((name) => name.startsWith("role ")),
          kindsOfGuests: count((name) => name.startsWith("guest ")),
        },
      },
    };
  }

  /** All applications that make a difference, but those that the company leaves out. */
  #applications(): readonly string[] {
    const { excludedApplications, managementApi } = this.#parameters;
    const named = [REST, ...this.#policies.applications, ...(managementApi ? [MANAGEMENT_API] : [])];
    return [...new Set(named)]
      .filter((each) => !excludedApplications.includes(each) && (managementApi || each !== MANAGEMENT_API))
      .toSorted();
  }
}

const LEFT_OUT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    role: "conditional access leaves holders of a directory role without a second factor",
    guest: "conditional access leaves guests without a second factor",
  }),
);

/** Where something is open, in words: what no policy names has none. */
const factOf = (hole: SignIn | null): JsonObject | null =>
  hole === null
    ? null
    : {
        application: hole.application || "any other",
        client: hole.client,
        place: hole.place || "any other",
        platform: hole.platform || "any other",
      };
