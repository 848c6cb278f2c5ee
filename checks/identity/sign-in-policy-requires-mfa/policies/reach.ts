// Decides whether a policy reaches a kind of user, an application, a client, a place or a platform.
import { least, type Policy, type Sure } from "./policy.ts";

/** The atom of everything that no policy names: the ordinary user, any other application, anywhere else. */
export const REST = "";

/** The part that a policy takes of one of these: all, or some, and what it leaves out. */
export type Range = {
  /** Whether it takes in everything; `maybe` where nobody can say what a filter leaves out of it. */
  readonly all: Sure;
  readonly include: ReadonlySet<string>;
  readonly exclude: ReadonlySet<string>;
  /** Included in part, nobody can say which. */
  readonly partly: ReadonlySet<string>;
};

/** Whether what two names stand for can have something in common. */
export type Overlap = (one: string, other: string) => boolean;

/**
 * Whether the range has all of `atom`. A thing that has two names at once is left out if either is: so an atom is had for certain
 * only if nothing else is left out that it can overlap, but for `ignored`, which somebody else answers for.
 */
export function reach(range: Range, atom: string, overlap: Overlap, ignored: ReadonlySet<string>): Sure {
  const { all, include, exclude, partly } = range;
  if (atom === REST) return all;
  if (exclude.has(atom)) return "no";
  const isTouched = [...exclude].some((each) => !ignored.has(each) && overlap(each, atom));
  if (all === "yes" || include.has(atom)) return isTouched ? "maybe" : "yes";
  return all === "maybe" || partly.has(atom) || [...include, ...partly].some((each) => overlap(each, atom))
    ? "maybe"
    : "no";
}

const group = (id: string): string => `group ${id}`;
const role = (id: string): string => `role ${id}`;
const guest = (kind: string): string => `guest ${kind}`;
export { group, role };

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessguestsorexternalusers */
const GUESTS = [
  "internalGuest",
  "b2bCollaborationGuest",
  "b2bCollaborationMember",
  "b2bDirectConnectUser",
  "otherExternalUser",
  "serviceProvider",
];

type Conditions = NonNullable<Policy["conditions"]>;
type Users = NonNullable<Conditions["users"]>;

const guestsOf = (of: Users["includeGuestsOrExternalUsers"]): string[] =>
  (of?.guestOrExternalUserTypes ?? "")
    .split(",")
    .map((kind) => kind.trim())
    .filter((kind) => kind !== "" && kind !== "none")
    .map(guest);

/** `GuestsOrExternalUsers` is the word of before there were kinds. */
const people = (list: readonly string[] | null | undefined): string[] =>
  (list ?? []).flatMap((name) => (name === "GuestsOrExternalUsers" ? GUESTS.map(guest) : [name]));

const sureOf = (isTrue: boolean): Sure => (isTrue ? "yes" : "no");

const lowered = (list: readonly string[] | null | undefined): string[] => (list ?? []).map((id) => id.toLowerCase());

export function users({ conditions }: Policy): Range {
  const of = conditions?.users;
  const isPartly = (of?.includeGuestsOrExternalUsers?.externalTenants?.membershipKind ?? "all") !== "all";
  const guests = guestsOf(of?.includeGuestsOrExternalUsers);
  return {
    all: sureOf((of?.includeUsers ?? []).includes("All")),
    include: new Set([
      ...people(of?.includeUsers).filter((name) => name !== "All" && name !== "None"),
      ...lowered(of?.includeGroups).map(group),
      ...lowered(of?.includeRoles).map(role),
      ...(isPartly ? [] : guests),
    ]),
    partly: new Set(isPartly ? guests : []),
    exclude: new Set([
      ...people(of?.excludeUsers),
      ...lowered(of?.excludeGroups).map(group),
      ...lowered(of?.excludeRoles).map(role),
      ...guestsOf(of?.excludeGuestsOrExternalUsers),
    ]),
  };
}

/** Whether a name of `users` is one person's number. */
export const isPerson = (name: string): boolean => name !== REST && !/^(?:group|role|guest) /.test(name);

/**
 * A person who is left out is judged by name, and so counts for no other atom. Kinds of guests are apart from each other; anybody may
 * be in a group or hold a role.
 */
export const usersOverlap: Overlap = (one, other) =>
  !isPerson(one) && one !== other && !(one.startsWith("guest ") && other.startsWith("guest "));

const NAMES = { office365: "Office365", microsoftadminportals: "MicrosoftAdminPortals" } as const;
/** Names that stand for several applications. In the part that a filter takes in, any application that is named may be one. */
const BUNDLES = new Set<string>([REST, ...Object.values(NAMES)]);
const named = (list: readonly string[] | null | undefined): string[] =>
  lowered(list).map((id) => (NAMES as { readonly [name: string]: string })[id] ?? id);

export function applications({ conditions }: Policy): Range {
  const of = conditions?.applications;
  const include = named(of?.includeApplications).filter((id) => id !== "none");
  const all = sureOf(include.includes("all"));
  const some = include.filter((id) => id !== "all");
  const exclude = new Set(named(of?.excludeApplications));
  const filter = of?.applicationFilter;
  if (filter == null) return { all, include: new Set(some), partly: new Set(), exclude };
  // A filter goes by attributes of applications, which are not read. It takes in only what is in the tenant, and so never everything:
  // https://learn.microsoft.com/en-us/entra/identity/conditional-access/concept-filter-for-applications
  const taken = filter.mode === "exclude" ? some : [...some, REST];
  return { all: least(all, "maybe"), include: new Set(), partly: new Set(taken), exclude };
}

export const applicationsOverlap: Overlap = (one, other) => one !== other && (BUNDLES.has(one) || BUNDLES.has(other));

export function clients({ conditions }: Policy): Range {
  const include = conditions?.clientAppTypes ?? [];
  return {
    all: sureOf(include.includes("all")),
    include: new Set(include.filter((name) => name !== "easSupported")),
    exclude: new Set(),
    partly: new Set(include.includes("easSupported") ? ["exchangeActiveSync"] : []),
  };
}

export function places({ conditions }: Policy): Range {
  const of = conditions?.locations;
  const include = of?.includeLocations ?? [];
  return {
    all: sureOf(of == null || include.includes("All")),
    include: new Set(include.filter((id) => id !== "All")),
    exclude: new Set(of?.excludeLocations ?? []),
    partly: new Set(),
  };
}

export const placesOverlap: Overlap = (one, other) => one !== other;

/**
 * It stands for every platform that Graph does not name, and so two policies can mean two of them.
 * https://learn.microsoft.com/en-us/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
 */
const UNNAMED_PLATFORM = "unknownfuturevalue";

export function platforms({ conditions }: Policy): Range {
  const of = conditions?.platforms;
  const include = lowered(of?.includePlatforms);
  return {
    all: sureOf(of == null || include.includes("all")),
    include: new Set(include.filter((name) => name !== "all" && name !== UNNAMED_PLATFORM)),
    exclude: new Set(lowered(of?.excludePlatforms)),
    partly: new Set(include.filter((name) => name === UNNAMED_PLATFORM)),
  };
}

export const apart: Overlap = () => false;

/** Whether a policy applies whatever the risk, the device and the flow are. */
export function always({ conditions, OtherConditions }: Policy): Sure {
  const risks = [conditions?.signInRiskLevels ?? [], conditions?.userRiskLevels ?? []].filter(
    (levels) => levels.length > 0,
  );
  const flow = conditions?.authenticationFlows?.transferMethods ?? "none";
  const filter = conditions?.devices?.deviceFilter;
  if (risks.some((levels) => !levels.includes("none"))) return "no";
  if (flow !== "none" && flow !== "") return "no";
  if ((conditions?.insiderRiskLevels ?? "") !== "" || filter?.mode === "include") return "no";
  const isUnclear = risks.length > 0 || filter != null || (OtherConditions ?? []).length > 0;
  return isUnclear ? "maybe" : "yes";
}
