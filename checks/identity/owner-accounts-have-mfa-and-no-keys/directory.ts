// Defines what a directory of Microsoft Entra tells of the accounts that own something: people, service principals and groups.
import { z } from "zod";
import type { Answer, Related, Verdict } from "../../kernel.ts";
import { indeterminate, notApplicable } from "../../kernel.ts";
import { KeyCredential, PasswordCredential } from "../../readings/azure/entra-credentials.ts";
import { groups as members, idsOf, type GroupMembers, type People } from "../../readings/azure/entra-people.ts";
import { judgeServicePrincipal, WaysIn } from "./service-principal.ts";

const once = { within: "scope", global: true } as const;

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

export const groups = {
  ...members,
  leads: {
    registrations: (row: GroupMembers) => idsOf(row, "user"),
    servicePrincipals: (row: GroupMembers) => idsOf(row, "servicePrincipal"),
  },
} as const;

/** Who may activate membership in a group: rows as those of members. */
export const eligibleMembers = { ...groups, type: "Tidemark::Entra::EligibleMembers" } as const;

type Row<R extends { readonly reads: z.ZodType }> = z.infer<R["reads"]>;

/** The answers of the directory, asked by object id in lower case; applications by the id of the application. */
export type Directory = People & {
  readonly applications: (appId: string) => Related<Row<typeof applications>>;
  readonly servicePrincipals: (id: string) => Related<Row<typeof servicePrincipals>>;
  readonly groups: (id: string) => Related<GroupMembers>;
  readonly eligibleMembers: (id: string) => Related<GroupMembers>;
};

const found = <R>(related: Related<R>): Answer<R> => related.find(() => true);

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
