// Defines what a directory of Microsoft Entra tells of the accounts that own something: people, service principals and groups.
import { z } from "zod";
import type { Answer, Related, Verdict } from "../../kernel.ts";
import { indeterminate, notApplicable } from "../../kernel.ts";
import { KeyCredential, PasswordCredential } from "../../readings/azure/entra-credentials.ts";
import { judgeRegistration, Registration } from "../../readings/azure/entra-registration.ts";
import { judgeServicePrincipal, WaysIn } from "./service-principal.ts";

const once = { within: "scope", global: true } as const;

export const registrations = {
  ...once,
  type: "microsoft.graph/userRegistrationDetails",
  reads: z.object({ id: z.string(), ...Registration.shape }),
  on: (row: { readonly id: string }) => [row.id.toLowerCase()],
} as const;

export const applications = {
  ...once,
  type: "microsoft.graph/application",
  reads: z.object({
    appId: z.string(),
    PasswordCredentials: z.array(PasswordCredential),
    KeyCredentials: z.array(KeyCredential),
  }),
  on: (row: { readonly appId: string }) => [row.appId.toLowerCase()],
} as const;

const ServicePrincipal = z.object({ id: z.string(), AccountEnabled: z.boolean().nullable().optional(), ...WaysIn });

export const servicePrincipals = {
  ...once,
  type: "microsoft.graph/servicePrincipal",
  reads: ServicePrincipal,
  on: (row: { readonly id: string }) => [row.id.toLowerCase()],
  leads: {
    applications: ({ AppId }: z.infer<typeof ServicePrincipal>) =>
      typeof AppId === "string" ? [AppId.toLowerCase()] : [],
  },
} as const;

const GroupMembers = z.object({ id: z.string(), members: z.array(z.object({ id: z.string(), type: z.string() })) });
export type GroupMembers = z.infer<typeof GroupMembers>;

export const groups = {
  ...once,
  type: "Tidemark::Entra::GroupMembers",
  reads: GroupMembers,
  on: (row: { readonly id: string }) => [row.id.toLowerCase()],
  leads: {
    registrations: (row: GroupMembers) => idsOf(row, "user"),
    servicePrincipals: (row: GroupMembers) => idsOf(row, "servicePrincipal"),
  },
} as const;

/** Object ids of the members of a type, in lower case and in order: no order of members is promised. */
export const idsOf = ({ members }: GroupMembers, type: string): string[] =>
  members
    .filter((member) => member.type === type)
    .map(({ id }) => id.toLowerCase())
    .sort();

type Row<R extends { readonly reads: z.ZodType }> = z.infer<R["reads"]>;

/** The answers of the directory, asked by object id in lower case; applications by the id of the application. */
export type Directory = {
  readonly registrations: (id: string) => Related<Row<typeof registrations>>;
  readonly applications: (appId: string) => Related<Row<typeof applications>>;
  readonly servicePrincipals: (id: string) => Related<Row<typeof servicePrincipals>>;
  readonly groups: (id: string) => Related<GroupMembers>;
};

const found = <R>(related: Related<R>): Answer<R> => related.find(() => true);

export function judgeUser(directory: Pick<Directory, "registrations">, id: string): Verdict {
  const report = found(directory.registrations(id));
  if (report.is === "unknown") return indeterminate(report.problem);
  if (report.is === "found") return judgeRegistration(report.row);
  // The report leaves disabled accounts out, and is hours behind.
  // https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails
  const detail =
    "the userRegistrationDetails report has no row for the user, for example because the account is new or disabled";
  return indeterminate({ code: "not-in-answer", detail });
}

export const judgeWaysIn = (
  directory: Pick<Directory, "applications">,
  principal: Parameters<typeof judgeServicePrincipal>[0],
  asOf: string,
): Verdict => judgeServicePrincipal(principal, (appId) => found(directory.applications(appId)), asOf);

/** A service principal of which the subject tells only the object id. */
export function judgeNamedServicePrincipal(
  directory: Pick<Directory, "applications" | "servicePrincipals">,
  id: string,
  asOf: string,
): Verdict {
  const principal = found(directory.servicePrincipals(id));
  if (principal.is === "unknown") return indeterminate(principal.problem);
  if (principal.is === "none")
    return indeterminate({
      code: "not-seen",
      detail: "the service principal is not among those that were read, for example because it was deleted",
    });
  if (principal.row.AccountEnabled === false) return notApplicable("the service principal is disabled");
  return judgeWaysIn(directory, principal.row, asOf);
}
