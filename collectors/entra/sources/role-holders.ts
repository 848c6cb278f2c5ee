// Reads the groups that own in Azure or hold a role of the directory, or may activate it, with their members, and the service
// principals among owners and members: which ones, the assignments and eligible roles say.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { ELIGIBLE_ACTION, EligibleRoles } from "../../microsoft/eligible-in-azure.ts";
import { LICENCE_ACTION } from "../../microsoft/eligible-pages.ts";
import { ELIGIBLE_MEMBERS, eligibleMembersKey } from "../answers/eligible-members.ts";
import { ELIGIBLE_ROLE_LISTING } from "../answers/eligible-roles.ts";
import type { GraphListing } from "../answers/graph-listing.ts";
import { GROUP_MEMBERS, groupMembers, groupMembersKey } from "../answers/group-members.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../answers/role-assignments.ts";
import {
  SERVICE_PRINCIPAL,
  SERVICE_PRINCIPAL_SELECT,
  servicePrincipal,
  servicePrincipalKey,
} from "../answers/service-principal.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";
import { ELIGIBLE_MEMBERS_ACTION, readEligibleMembers } from "./eligible-members.ts";
import { GroupMembers, MEMBERS_ACTION, misshapen, NOT_THERE } from "./group-members.ts";
import { answeredIn, APPLICATION_ACTION, ROLE_ASSIGNMENT_ACTION } from "./listings.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#owner */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference#global-administrator */
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

const TYPES = [GROUP_MEMBERS, ELIGIBLE_MEMBERS, SERVICE_PRINCIPAL];

/**
 * Resource Graph and Resource Manager, which tell who owns subscriptions and management groups, need no permission but the role that
 * reads these; and Resource Manager, which tells who may, an action of that role: the sources of Azure declare them. See
 * docs/adr/0021-people-across-scopes.md.
 */
export const roleHolders: EntraSource = {
  name: "role-holders",
  types: TYPES,
  calls: [
    { action: ROLE_ASSIGNMENT_ACTION, per: "page" },
    { action: MEMBERS_ACTION, per: { resource: "no call lists the members of several groups" } },
    { action: ELIGIBLE_MEMBERS_ACTION, per: { resource: "Graph lists eligible members of one group a call" } },
    { action: LICENCE_ACTION, per: "few" },
    { action: APPLICATION_ACTION, per: { resource: "few service principals are owners, of thousands in a tenant" } },
  ],
  async read(entra) {
    const holders: Holders = { groups: new Set(), owning: new Set(), servicePrincipals: new Set() };
    const members = new GroupMembers(entra);
    const { path } = ROLE_ASSIGNMENT_LISTING;
    await orSpoil(entra, () =>
      inDirectory(entra, ROLE_ASSIGNMENT_LISTING, entra.pages(ROLE_ASSIGNMENT_ACTION, path), holders),
    );
    const eligible = entra.eligiblePages(ROLE_ASSIGNMENT_ACTION, ELIGIBLE_ROLE_LISTING.path);
    await orSpoil(entra, () => inDirectory(entra, ELIGIBLE_ROLE_LISTING, eligible, holders));
    await orSpoil(entra, () => inAzure(entra, holders));
    await Promise.all(entra.subscriptions.map((each) => orSpoil(entra, () => eligibleInAzure(entra, each, holders))));
    await orSpoil(entra, () => entra.assignmentsAtGroups(ownersInto(holders)));
    await entra.each(
      GROUP_MEMBERS,
      [...holders.groups].toSorted(),
      (group) => groupMembersKey(entra.tenant, group),
      (group) => readGroup(entra, group, members, holders),
    );
    await entra.each(
      ELIGIBLE_MEMBERS,
      [...holders.owning].toSorted(),
      (group) => eligibleMembersKey(entra.tenant, group),
      (group) => readEligibleMembers(entra, group, members, holders.servicePrincipals),
    );
    await entra.each(
      SERVICE_PRINCIPAL,
      [...holders.servicePrincipals].toSorted(),
      (id) => servicePrincipalKey(entra.tenant, id),
      (id) => readServicePrincipal(entra, id),
    );
  },
};

/** Object ids, in lower case. `owning`: groups whose members own the directory or a subscription, or may activate that. */
type Holders = {
  readonly groups: Set<string>;
  readonly owning: Set<string>;
  readonly servicePrincipals: Set<string>;
};

/** Who holds a role is not known: nobody can say that all of them were read. */
async function orSpoil(entra: EntraRegionRead, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    spoil(entra, error.problem);
  }
}

function spoil(entra: EntraRegionRead, problem: Problem): void {
  for (const type of TYPES) entra.spoil(type, problem);
}

type Held = {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly directoryScopeId?: string;
  readonly PrincipalType?: string;
};

/** Service principals that hold a role of the directory come with the assignment. */
async function inDirectory(
  entra: EntraRegionRead,
  listing: GraphListing,
  pages: AsyncGenerator<Json>,
  { groups, owning }: Holders,
): Promise<void> {
  for await (const page of pages) {
    const facts = answeredIn(listing, page, entra.tenant);
    if (facts === undefined) throw misshapen(ROLE_ASSIGNMENT_ACTION);
    for (const { body } of facts) {
      const { roleDefinitionId, principalId, directoryScopeId, PrincipalType } = body as Held;
      if (PrincipalType !== "group") continue;
      groups.add(principalId.toLowerCase());
      if (roleDefinitionId.toLowerCase() === GLOBAL_ADMINISTRATOR && directoryScopeId === "/")
        owning.add(principalId.toLowerCase());
    }
  }
}

async function inAzure(entra: EntraRegionRead, holders: Holders): Promise<void> {
  const problem = await entra.assignmentsInAzure(ownersInto(holders));
  if (problem !== null) spoil(entra, problem);
}

/** Takes the owners among role assignments of Azure. */
const ownersInto =
  (holders: Holders) =>
  (row: Json): void => {
    const properties = isRecord(row) && isRecord(row["properties"]) ? row["properties"] : {};
    takeOwner(
      {
        principalId: textOf(properties["principalId"]),
        principalType: textOf(properties["principalType"]),
        roleDefinitionId: textOf(properties["roleDefinitionId"]),
      },
      holders,
    );
  };

async function eligibleInAzure(entra: EntraRegionRead, subscription: string, holders: Holders): Promise<void> {
  for await (const page of entra.eligibleInAzure(subscription)) {
    const parsed = EligibleRoles.safeParse(page);
    if (!parsed.success) throw misshapen(ELIGIBLE_ACTION);
    for (const { properties } of parsed.data.value) takeOwner(properties, holders);
  }
}

type Owning = {
  readonly principalId: string | null;
  readonly principalType?: string | null | undefined;
  readonly roleDefinitionId: string | null;
};

function takeOwner({ principalId, principalType, roleDefinitionId }: Owning, holders: Holders): void {
  const id = principalId?.toLowerCase();
  if (id === undefined || roleDefinitionId?.toLowerCase().split("/").at(-1) !== OWNER) return;
  if (principalType === "Group") {
    holders.groups.add(id);
    holders.owning.add(id);
  }
  if (principalType === "ServicePrincipal") holders.servicePrincipals.add(id);
}

async function readGroup(
  entra: EntraRegionRead,
  group: string,
  membersIn: GroupMembers,
  { servicePrincipals }: Holders,
): Promise<void> {
  const members = await membersIn.of(group);
  // Nobody holds what a deleted group holds, and its assignment stays.
  if (members === undefined) return;
  entra.emitFact(GROUP_MEMBERS, groupMembers(entra.tenant, group, members));
  for (const { id, type } of members) if (type === "servicePrincipal") servicePrincipals.add(id);
}

async function readServicePrincipal(entra: EntraRegionRead, id: string): Promise<void> {
  try {
    const path = `/servicePrincipals/${encodeURIComponent(id)}?${SERVICE_PRINCIPAL_SELECT}`;
    const fact = servicePrincipal(await entra.get(APPLICATION_ACTION, path), entra.tenant);
    if (fact === undefined) throw misshapen(APPLICATION_ACTION);
    entra.emitFact(SERVICE_PRINCIPAL, fact);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.error !== NOT_THERE) throw error;
  }
}
