// Defines what a directory of Microsoft Entra tells of people and of the groups that they are in, and judges a person by it.
import { z } from "zod";
import { indeterminate, type Related, type Verdict } from "../../kernel.ts";
import { judgeRegistration, Registration } from "./entra-registration.ts";

const once = { within: "scope", global: true } as const;

const Person = z.object({ id: z.string(), ...Registration.shape });

export const registrations = {
  ...once,
  type: "microsoft.graph/userRegistrationDetails",
  reads: Person,
  on: (row: { readonly id: string }) => [row.id.toLowerCase()],
} as const;

const GroupMembers = z.object({ id: z.string(), members: z.array(z.object({ id: z.string(), type: z.string() })) });
export type GroupMembers = z.infer<typeof GroupMembers>;

/** Members, those of groups in the group too. */
export const groups = {
  ...once,
  type: "Tidemark::Entra::GroupMembers",
  reads: GroupMembers,
  on: (row: { readonly id: string }) => [row.id.toLowerCase()],
} as const;

/** Object ids of the members of a type, in lower case and in order: no order of members is promised. */
export const idsOf = ({ members }: Pick<GroupMembers, "members">, type: string): string[] =>
  members
    .filter((member) => member.type === type)
    .map(({ id }) => id.toLowerCase())
    .sort();

/** Members of groups in the group are among its members; devices and contacts sign in nowhere. */
const NO_ACCOUNT: ReadonlySet<string> = new Set(["group", "device", "orgContact"]);

/** Whether a member of this type signs in. */
export const isAccount = (type: string): boolean => type === "user" || type === "servicePrincipal";

/** Whether there are members of whom nobody knows if they sign in. */
export const hasOthers = ({ members }: Pick<GroupMembers, "members">): boolean =>
  members.some(({ type }) => !NO_ACCOUNT.has(type) && !isAccount(type));

/** Asked by object id in lower case. */
export type People = { readonly registrations: (id: string) => Related<z.infer<typeof Person>> };

export function judgeUser(directory: People, id: string): Verdict {
  const report = directory.registrations(id).find(() => true);
  if (report.is === "unknown") return indeterminate(report.problem);
  if (report.is === "found") return judgeRegistration(report.row);
  // The report leaves disabled accounts out, and is hours behind.
  // https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails
  const detail =
    "the userRegistrationDetails report has no row for the user, for example because the account is new or disabled";
  return indeterminate({ code: "not-in-answer", detail });
}

/** A group that was not read, though all were that could be. */
export const groupNotSeen = (): Verdict =>
  indeterminate({
    code: "not-seen",
    detail: "the group is not among those whose members were read, for example because the group was deleted",
  });
