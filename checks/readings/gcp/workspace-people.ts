// Defines what a customer of Google Workspace tells of people and of groups that own, and judges a person by it.
import { z } from "zod";
import { fail, indeterminate, notApplicable, pass, type Related, type Verdict } from "../../kernel.ts";

const once = { within: "scope", global: true } as const;

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users; `References`: of all addresses of the person. */
const User = z.object({
  References: z.array(z.string()),
  isEnrolledIn2Sv: z.boolean(),
  suspended: z.boolean().nullish(),
  archived: z.boolean().nullish(),
});

export const users = {
  ...once,
  type: "admin.directory/users",
  reads: User,
  on: (row: z.infer<typeof User>) => row.References,
} as const;

const Group = z.object({
  References: z.array(z.string()),
  Members: z.array(z.object({ Type: z.string(), Reference: z.string().optional() })),
});
export type Group = z.infer<typeof Group>;

/** References of the people in a group. */
export const peopleIn = ({ Members }: Group): string[] =>
  Members.flatMap(({ Type, Reference }) => (Type === "USER" && Reference !== undefined ? [Reference] : []));

/** Members, those of groups in the group too. */
export const groups = {
  ...once,
  type: "Tidemark::Workspace::GroupMembers",
  reads: Group,
  on: (row: Group) => row.References,
  leads: { users: peopleIn },
} as const;

/** Asked by the reference of an address. */
export type Directory = {
  readonly users: (reference: string) => Related<z.infer<typeof User>>;
  readonly groups: (reference: string) => Related<Group>;
};

export function judgePerson({ users: of }: Pick<Directory, "users">, reference: string): Verdict {
  const person = of(reference).find(() => true);
  if (person.is === "unknown") return indeterminate(person.problem);
  if (person.is === "none")
    return indeterminate({
      code: "not-supported",
      detail:
        "an owner is no user of the Google Workspace that is enrolled, and Tidemark does not read users of other domains",
    });
  const { isEnrolledIn2Sv, suspended, archived } = person.row;
  if (suspended === true || archived === true) return notApplicable("the person is suspended or archived");
  // Enforced does not help: until the end of an enrollment period a password is enough.
  // https://support.google.com/a/answer/9176805
  return isEnrolledIn2Sv
    ? pass("the person is enrolled in 2-step verification")
    : fail("the person is not enrolled in 2-step verification");
}

/** Members that sign in nowhere. https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups.memberships#Type */
const NO_ACCOUNT: ReadonlySet<string> = new Set(["SHARED_DRIVE", "CBCM_BROWSER"]);

/** Why not everybody in a group can be judged; null where everybody is a person. */
export function notJudgedIn({ Members }: Group): Verdict | null {
  const others = Members.filter(
    ({ Type, Reference }) => !NO_ACCOUNT.has(Type) && (Type !== "USER" || Reference === undefined),
  );
  if (others.length === 0) return null;
  return others.every(({ Type }) => Type === "SERVICE_ACCOUNT")
    ? indeterminate({
        code: "not-supported",
        detail: "a service account is in a group that owns, and Tidemark does not read the keys of such an account",
      })
    : indeterminate({
        code: "not-in-answer",
        detail: "the check does not know the kind of account of a member of a group that owns",
      });
}

/** A group that was not read, though all were that could be. */
export const groupNotSeen = (): Verdict =>
  indeterminate({
    code: "not-seen",
    detail:
      "a group that owns is not among those whose members were read, for example because it owns since a moment ago",
  });
