// Judges the policies that give a Google Cloud project its owners: its own, and those of its folders and organization. People among
// the owners are judged by the answers of their directory, which is a scope of its own.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { roleOf } from "../../readings/gcp/conditional-role.ts";
import {
  groupNotSeen,
  groups,
  judgePerson,
  notJudgedIn,
  peopleIn,
  users,
} from "../../readings/gcp/workspace-people.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Reference: z.string().nullish() });

/** `isConditional`: an owner only while a condition holds that is not read. */
type Owner = z.infer<typeof Member> & { readonly isConditional: boolean };

export const AncestorPolicy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});

/** Whom the policy lets do everything, and give every role away. A deleted member may do nothing. */
export function ownersBy({ Bindings }: z.infer<typeof AncestorPolicy>): Owner[] {
  return Bindings.flatMap((binding): Owner[] => {
    const { role, isConditional } = roleOf(binding);
    if (role !== "roles/owner") return [];
    return binding.Members.filter(({ Kind }) => Kind !== "deleted").map((member) => ({ ...member, isConditional }));
  });
}

/** The member as relations name it; empty for members that have no name. */
export const referenceOf = ({ Reference }: Owner): string => (Reference ?? "").toLowerCase();

const ANYONE = ["allUsers", "allAuthenticatedUsers"];

const ofKind =
  (kind: string) =>
  (slice: z.infer<typeof AncestorPolicy>): string[] =>
    ownersBy(slice).flatMap((owner) => (owner.Kind === kind ? [referenceOf(owner)] : []));

const inDirectory = { provider: "workspace" } as const;
const related = {
  accounts: relation({
    type: "iam.googleapis.com/ServiceAccount",
    within: "scope",
    global: true,
    reads: z.object({ email: z.string() }),
    on: ({ email }) => [`serviceAccount:${email}`.toLowerCase()],
  }),
  users: relation({ ...users, ...inDirectory, asked: ofKind("user") }),
  groups: relation({ ...groups, ...inDirectory, asked: ofKind("group") }),
};

type Asking = Question<unknown, typeof related>["related"];

/** Owners that are no service accounts of the project; each of these is an item of its own. */
export const ancestorPolicy = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: AncestorPolicy,
  related,
  evaluate(slice, { related: directory }: Question<unknown, typeof related>): Verdict {
    const owners = ownersBy(slice);
    const level = { level: slice.Type, owners: countKinds(owners) };
    if (owners.length === 0) return notApplicable("the IAM policy grants roles/owner to nobody", level);
    const anyone = owners.filter(({ Kind }) => ANYONE.includes(Kind));
    if (anyone.some(({ isConditional }) => !isConditional))
      return fail("the IAM policy grants roles/owner to allUsers or allAuthenticatedUsers", level);

    const { people, unread } = peopleAmong(owners, directory);
    const verdicts = [...people].map(([reference, isConditional]) =>
      underCondition(judgePerson(directory, reference), isConditional),
    );
    const without = verdicts.filter(({ outcome }) => outcome === "fail").length;
    const hasPeople = owners.some(({ Kind }) => Kind === "user" || Kind === "group");
    // Words and facts tell how many there are, and never who.
    const facts = hasPeople ? { ...level, people: people.size, withoutMfa: without } : level;
    if (without > 0)
      return fail(
        `people to whom the IAM policy grants roles/owner and who lack 2-step verification: at least ${without} of ${people.size}`,
        facts,
      );
    const open = [
      ...(anyone.length > 0 ? [notRead(EVERYONE)] : []),
      ...(owners.some(({ Kind }) => !JUDGED.includes(Kind)) ? [notRead(OTHERS)] : []),
      ...machinesNotJudged(owners, directory),
      ...unread,
      ...verdicts,
    ].find((verdict) => verdict.outcome === "indeterminate");
    if (open?.outcome === "indeterminate") return indeterminate(open.problem, facts);
    const passing = verdicts.filter(({ outcome }) => outcome === "pass").length;
    if (passing > 0)
      return pass(`people to whom the IAM policy grants roles/owner, each with 2-step verification: ${passing}`, facts);
    return hasPeople
      ? notApplicable("the IAM policy grants roles/owner to no person who can sign in", facts)
      : notApplicable(
          "the IAM policy grants roles/owner only to service accounts of the project, which are judged one by one",
          facts,
        );
  },
});

const EVERYONE = "the IAM policy grants roles/owner to everyone under a condition, which Tidemark does not read";
const OTHERS =
  "the IAM policy grants roles/owner to members of a kind whose MFA Tidemark does not read, such as a whole domain";
const OUTSIDE =
  "the IAM policy grants roles/owner to a service account outside the project, whose keys Tidemark does not read";

/** Kinds of members that are judged, and those that are everybody. */
const JUDGED = ["user", "group", "serviceAccount", ...ANYONE];

const notRead = (detail: string): Verdict => indeterminate({ code: "not-supported", detail });

/** A condition may keep the person from owning anything. */
const underCondition = (verdict: Verdict, isConditional: boolean): Verdict =>
  isConditional && verdict.outcome === "fail"
    ? notRead("roles/owner is granted to people under a condition, which Tidemark does not read")
    : verdict;

/** References of the people who own, by themselves or in a group, and whether only under a condition; groups that are not judged. */
function peopleAmong(owners: readonly Owner[], directory: Asking) {
  const people = new Map<string, boolean>();
  const unread: Verdict[] = [];
  const add = (reference: string, isConditional: boolean): void =>
    void people.set(reference, (people.get(reference) ?? true) && isConditional);
  for (const owner of owners.toSorted((a, b) => (referenceOf(a) < referenceOf(b) ? -1 : 1))) {
    const { Kind, isConditional } = owner;
    if (Kind === "user") add(referenceOf(owner), isConditional);
    if (Kind !== "group") continue;
    const group = directory.groups(referenceOf(owner)).find(() => true);
    if (group.is === "unknown") unread.push(indeterminate(group.problem));
    else if (group.is === "none") unread.push(groupNotSeen());
    else {
      unread.push(...[notJudgedIn(group.row)].flatMap((verdict) => verdict ?? []));
      for (const reference of peopleIn(group.row)) add(reference, isConditional);
    }
  }
  return { people, unread };
}

/** Service accounts of the project are items of their own. */
function machinesNotJudged(owners: readonly Owner[], { accounts }: Asking): Verdict[] {
  const machines = owners.filter(({ Kind }) => Kind === "serviceAccount").map(referenceOf);
  return machines.sort().flatMap((reference) => {
    const account = accounts(reference).find(() => true);
    if (account.is === "unknown") return [indeterminate(account.problem)];
    return account.is === "none" ? [notRead(OUTSIDE)] : [];
  });
}

function countKinds(members: readonly Owner[]) {
  const kinds = [...new Set(members.map(({ Kind }) => Kind))].sort().slice(0, 20);
  return kinds.map((kind) => ({ kind, members: members.filter(({ Kind }) => Kind === kind).length }));
}
