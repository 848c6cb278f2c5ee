// Tries every sign-in of every user of a small world against conditional access policies, one by one, as the service does.
import type { Policy } from "../../../../checks/identity/sign-in-policy-requires-mfa/policies/policy.ts";

const MANAGEMENT = "797f4846-ba00-4fd7-ba71-dba1f031c5de";
export const WORLD = {
  people: ["user-1", "user-2", "user-3"],
  groups: ["c2d5a5ce-0a6e-4b4e-8f0e-b8a6f0a5d9e1", "d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2"],
  roles: ["62e90394-69f5-4237-9190-012177145e10"],
  guests: ["b2bCollaborationGuest"],
  applications: [MANAGEMENT, "00000002-0000-0ff1-ce00-000000000000"],
  suites: ["Office365"],
  places: ["AllTrusted", "5c9a4d17-2f5e-4d0b-9f29-5a4f6c7d8e90"],
  platforms: ["ios", "windows", "chromeos"],
  clients: ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"],
} as const;

/** `person`: null for whom no policy names. */
export type User = {
  readonly person: string | null;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly guest: string | null;
};
type SignIn = {
  readonly application: string | null;
  readonly suites: readonly string[];
  readonly client: string;
  readonly places: readonly string[];
  readonly platform: string | null;
};

const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((all, each) => [...all, ...all.map((some) => [...some, each])], [[]]);

const USERS: readonly User[] = [null, ...WORLD.people].flatMap((person) =>
  subsets(WORLD.groups).flatMap((groups) =>
    subsets(WORLD.roles).flatMap((roles) => [null, ...WORLD.guests].map((guest) => ({ person, groups, roles, guest }))),
  ),
);

const signIns = (clients: readonly string[], applications: readonly string[]): SignIn[] =>
  [null, ...applications].flatMap((application) =>
    subsets(WORLD.suites).flatMap((suites) =>
      clients.flatMap((client) =>
        subsets(WORLD.places).flatMap((places) =>
          [null, ...WORLD.platforms].map((platform) => ({ application, suites, client, places, platform })),
        ),
      ),
    ),
  );

type Users = NonNullable<NonNullable<Policy["conditions"]>["users"]>;

function isNamed(user: User, of: Users, side: "include" | "exclude"): boolean {
  const names = of[`${side}Users`] ?? [];
  if (names.includes("All")) return true;
  if (user.person !== null && names.includes(user.person)) return true;
  if (user.guest !== null && names.includes("GuestsOrExternalUsers")) return true;
  const kinds = of[`${side}GuestsOrExternalUsers`]?.guestOrExternalUserTypes?.split(",") ?? [];
  if (user.guest !== null && kinds.includes(user.guest)) return true;
  if (user.groups.some((group) => of[`${side}Groups`]?.includes(group))) return true;
  return user.roles.some((role) => of[`${side}Roles`]?.includes(role));
}

/** How filters and custom controls turn out, which nobody can read from policies: for the best, or for the worst. */
export type Luck = "best" | "worst";

function applies({ conditions }: Policy, user: User, signIn: SignIn, luck: Luck): boolean {
  const { users, applications, clientAppTypes, platforms, locations, signInRiskLevels } = conditions ?? {};
  if (users == null || !isNamed(user, users, "include") || isNamed(user, users, "exclude")) return false;
  const of = [signIn.application, ...signIn.suites];
  const isOf = (list: readonly string[] | null | undefined): boolean =>
    (list ?? []).some((name) => name === "All" || of.includes(name));
  const filter = applications?.applicationFilter;
  if (filter != null && luck === "worst") return false;
  // A filter can take in whatever the tenant has, and leave out nothing.
  const isTaken = filter?.mode === "include" && (signIn.application !== null || signIn.suites.length > 0);
  if (!(isOf(applications?.includeApplications) || isTaken) || isOf(applications?.excludeApplications)) return false;
  if (!(clientAppTypes ?? []).some((name) => name === "all" || name === signIn.client)) return false;
  if (locations != null) {
    const isIn = (list: readonly string[] | null | undefined): boolean =>
      (list ?? []).some((name) => name === "All" || signIn.places.includes(name));
    if (!isIn(locations.includeLocations) || isIn(locations.excludeLocations)) return false;
  }
  if (platforms != null) {
    const isOn = (list: readonly string[] | null | undefined): boolean =>
      (list ?? []).some((name) => name.toLowerCase() === "all" || name.toLowerCase() === signIn.platform);
    if (!isOn(platforms.includePlatforms) || isOn(platforms.excludePlatforms)) return false;
  }
  // Nothing is at risk.
  return (signInRiskLevels ?? []).length === 0;
}

function isEnough({ grantControls }: Policy, luck: Luck): boolean {
  const { operator, builtInControls, termsOfUse, customAuthenticationFactors: custom } = grantControls ?? {};
  const controls = [...(builtInControls ?? []), ...(termsOfUse ?? []), ...(custom ?? [])];
  const isFactor = (name: string): boolean =>
    name === "mfa" || name === "block" || (luck === "best" && (custom ?? []).includes(name));
  return controls.length > 0 && (operator === "AND" ? controls.some(isFactor) : controls.every(isFactor));
}

/** The users of the world who can sign in somewhere with a password alone. */
export function unprotected(
  policies: readonly Policy[],
  { blockLegacy, managementApi }: { readonly blockLegacy: boolean; readonly managementApi: boolean },
  luck: Luck,
): readonly User[] {
  const clients = WORLD.clients.slice(0, blockLegacy ? 4 : 2);
  const all = signIns(clients, WORLD.applications.slice(managementApi ? 0 : 1));
  const asked = policies.filter((policy) => policy.state === "enabled" && isEnough(policy, luck));
  return USERS.filter((user) => all.some((signIn) => !asked.some((policy) => applies(policy, user, signIn, luck))));
}
