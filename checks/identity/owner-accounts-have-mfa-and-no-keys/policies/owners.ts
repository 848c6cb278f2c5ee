// Judges the people whom an IAM policy of Google Cloud makes owners, by the answers of their directory, which is a scope of its own.
import { z } from "zod";
import { fail, indeterminate, notApplicable, pass, relation, type Verdict } from "../../../kernel.ts";
import { roleOf } from "../../../readings/gcp/conditional-role.ts";
import {
  groupNotSeen,
  groups,
  judgePerson,
  notJudgedIn,
  peopleIn,
  users,
  type Directory,
} from "../../../readings/gcp/workspace-people.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Reference: z.string().nullish() });

/** `isConditional`: an owner only while a condition holds that is not read. */
export type Owner = z.infer<typeof Member> & { readonly isConditional: boolean };

/** `Type`: of what the policy is, `project`, `folder` or `organization`. */
export const OwnersPolicy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});
export type OwnersPolicy = z.infer<typeof OwnersPolicy>;

/** Admin is the newer of the two. https://docs.cloud.google.com/iam/docs/roles-overview#basic */
const OWNER: readonly string[] = ["roles/owner", "roles/admin"];

/** Whom the policy lets do everything, and give every role away. A deleted member may do nothing. */
export function ownersBy({ Bindings }: OwnersPolicy): Owner[] {
  return Bindings.flatMap((binding): Owner[] => {
    const { role, isConditional } = roleOf(binding);
    if (!OWNER.includes(role)) return [];
    return binding.Members.filter(({ Kind }) => Kind !== "deleted").map((member) => ({ ...member, isConditional }));
  });
}

/** The member as relations name it; empty for members that have no name. */
export const referenceOf = ({ Reference }: Owner): string => (Reference ?? "").toLowerCase();

const ofKind =
  (kind: string) =>
  (slice: OwnersPolicy): string[] =>
    ownersBy(slice).flatMap((owner) => (owner.Kind === kind ? [referenceOf(owner)] : []));

const inDirectory = { provider: "workspace" } as const;

/** The people and groups that own, in their directory. */
export const directory = {
  users: relation({ ...users, ...inDirectory, asked: ofKind("user") }),
  groups: relation({ ...groups, ...inDirectory, asked: ofKind("group") }),
};

/** How a policy is judged beside its people. */
type Rest = {
  /** Whose policy it is. */
  readonly people: Directory;
  /** Verdicts on service accounts among the owners that nothing else judges. */
  readonly machines: (owners: readonly Owner[]) => readonly Verdict[];
};

/** The verdict on a policy whose owners are judged here. */
export function judgeOwners(slice: OwnersPolicy, { people: of, machines }: Rest): Verdict {
  const owners = ownersBy(slice);
  const level = levelOf(slice);
  if (owners.length === 0) return notApplicable("the IAM policy grants roles/owner or admin to nobody", level);
  const anyone = owners.filter(({ Kind }) => ANYONE.includes(Kind));
  if (anyone.some(({ isConditional }) => !isConditional))
    return fail("the IAM policy grants roles/owner or admin to allUsers or allAuthenticatedUsers", level);

  const { people, unread } = peopleAmong(owners, of);
  const verdicts = [...people].map(([reference, isConditional]) =>
    underCondition(judgePerson(of, reference), isConditional),
  );
  const without = verdicts.filter(({ outcome }) => outcome === "fail").length;
  const hasPeople = owners.some(({ Kind }) => Kind === "user" || Kind === "group");
  // Words and facts tell how many there are, and never who.
  const facts = hasPeople ? { ...level, people: people.size, withoutMfa: without } : level;
  if (without > 0)
    return fail(
      `people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least ${without} of ${people.size}`,
      facts,
    );
  const open = [
    ...(anyone.length > 0 ? [notRead(EVERYONE)] : []),
    ...(owners.some(({ Kind }) => !JUDGED.includes(Kind)) ? [notRead(OTHERS)] : []),
    ...machines(owners),
    ...unread,
    ...verdicts,
  ].find((verdict) => verdict.outcome === "indeterminate");
  if (open?.outcome === "indeterminate") return indeterminate(open.problem, facts);
  const passing = verdicts.filter(({ outcome }) => outcome === "pass").length;
  if (passing > 0)
    return pass(
      `people to whom the IAM policy grants roles/owner or admin, each with 2-step verification: ${passing}`,
      facts,
    );
  return hasPeople
    ? notApplicable("the IAM policy grants roles/owner or admin to no person who can sign in", facts)
    : notApplicable(
        "the IAM policy grants roles/owner or admin only to service accounts of the project, which are judged one by one",
        facts,
      );
}

/** Where the policy is, and how many owners of which kind it has. */
export const levelOf = (slice: OwnersPolicy) => ({ level: slice.Type, owners: countKinds(ownersBy(slice)) });

const ANYONE = ["allUsers", "allAuthenticatedUsers"];
const EVERYONE =
  "the IAM policy grants roles/owner or admin to everyone under a condition, which Tidemark does not read";
const OTHERS =
  "the IAM policy grants roles/owner or admin to members of a kind whose MFA Tidemark does not read, such as a whole domain";

/** Kinds of members that are judged, and those that are everybody. */
const JUDGED = ["user", "group", "serviceAccount", ...ANYONE];

/** A part of a policy that nobody reads. */
export const notRead = (detail: string): Verdict => indeterminate({ code: "not-supported", detail });

/** A condition may keep the person from owning anything. */
const underCondition = (verdict: Verdict, isConditional: boolean): Verdict =>
  isConditional && verdict.outcome === "fail"
    ? notRead("roles/owner or admin is granted to people under a condition, which Tidemark does not read")
    : verdict;

/** References of the people who own, by themselves or in a group, and whether only under a condition; groups that are not judged. */
function peopleAmong(owners: readonly Owner[], of: Directory) {
  const people = new Map<string, boolean>();
  const unread: Verdict[] = [];
  const add = (reference: string, isConditional: boolean): void =>
    void people.set(reference, (people.get(reference) ?? true) && isConditional);
  for (const owner of owners.toSorted((a, b) => (referenceOf(a) < referenceOf(b) ? -1 : 1))) {
    const { Kind, isConditional } = owner;
    if (Kind === "user") add(referenceOf(owner), isConditional);
    if (Kind !== "group") continue;
    const group = of.groups(referenceOf(owner)).find(() => true);
    if (group.is === "unknown") unread.push(indeterminate(group.problem));
    else if (group.is === "none") unread.push(groupNotSeen());
    else {
      unread.push(...[notJudgedIn(group.row)].flatMap((verdict) => verdict ?? []));
      for (const reference of peopleIn(group.row)) add(reference, isConditional);
    }
  }
  return { people, unread };
}

function countKinds(members: readonly Owner[]) {
  const kinds = [...new Set(members.map(({ Kind }) => Kind))].sort().slice(0, 20);
  return kinds.map((kind) => ({ kind, members: members.filter(({ Kind }) => Kind === kind).length }));
}
