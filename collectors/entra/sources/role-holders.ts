// Reads the groups that own subscriptions or hold a role of the directory, with their members, and the service principals among
// owners and members: which ones, the assignments say.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { GROUP_MEMBERS, groupMembers, groupMembersKey, membersOn, type Member } from "../answers/group-members.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../answers/role-assignments.ts";
import {
  SERVICE_PRINCIPAL,
  SERVICE_PRINCIPAL_SELECT,
  servicePrincipal,
  servicePrincipalKey,
} from "../answers/service-principal.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";
import { answeredIn, APPLICATION_ACTION, ROLE_ASSIGNMENT_ACTION } from "./listings.ts";

/** The least that lists members. https://learn.microsoft.com/en-us/graph/api/group-list-transitivemembers#permissions */
const MEMBERS_ACTION = "GroupMember.Read.All";
const HIDDEN_ACTION = "Member.Read.Hidden";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#owner */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** Members beyond which a group is not read: each of them is a line of evidence. */
const MOST_MEMBERS = 500;

const TYPES = [GROUP_MEMBERS, SERVICE_PRINCIPAL];

/**
 * Resource Graph, which tells who owns subscriptions, needs no permission but the role that reads them: the sources of Azure
 * declare both. See docs/adr/0021-people-across-scopes.md.
 */
export const roleHolders: EntraSource = {
  name: "role-holders",
  types: TYPES,
  calls: [
    { action: ROLE_ASSIGNMENT_ACTION, per: "page" },
    { action: MEMBERS_ACTION, per: { resource: "no call lists the members of several groups" } },
    { action: APPLICATION_ACTION, per: { resource: "few service principals are owners, of thousands in a tenant" } },
  ],
  async read(entra) {
    const holders: Holders = { groups: new Set(), servicePrincipals: new Set() };
    await orSpoil(entra, () => inDirectory(entra, holders));
    await orSpoil(entra, () => inAzure(entra, holders));
    await entra.each(
      GROUP_MEMBERS,
      [...holders.groups].toSorted(),
      (group) => groupMembersKey(entra.tenant, group),
      (group) => readGroup(entra, group, holders),
    );
    await entra.each(
      SERVICE_PRINCIPAL,
      [...holders.servicePrincipals].toSorted(),
      (id) => servicePrincipalKey(entra.tenant, id),
      (id) => readServicePrincipal(entra, id),
    );
  },
};

/** Object ids, in lower case. */
type Holders = { readonly groups: Set<string>; readonly servicePrincipals: Set<string> };

/** Who holds a role is not known: nobody can say that all of them were read. */
async function orSpoil(entra: EntraRegionRead, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    for (const type of TYPES) entra.spoil(type, error.problem);
  }
}

/** Service principals that hold a role of the directory come with the assignment. */
async function inDirectory(entra: EntraRegionRead, { groups }: Holders): Promise<void> {
  for await (const page of entra.pages(ROLE_ASSIGNMENT_ACTION, ROLE_ASSIGNMENT_LISTING.path)) {
    const facts = answeredIn(ROLE_ASSIGNMENT_LISTING, page, entra.tenant);
    if (facts === undefined) throw misshapen(ROLE_ASSIGNMENT_ACTION);
    for (const { body } of facts) {
      const { principalId, PrincipalType } = body as { readonly principalId: string; readonly PrincipalType?: string };
      if (PrincipalType === "group") groups.add(principalId.toLowerCase());
    }
  }
}

async function inAzure(entra: EntraRegionRead, { groups, servicePrincipals }: Holders): Promise<void> {
  const problem = await entra.assignmentsInAzure((row) => {
    const properties = isRecord(row) && isRecord(row["properties"]) ? row["properties"] : {};
    const id = textOf(properties["principalId"])?.toLowerCase();
    const role = textOf(properties["roleDefinitionId"])?.toLowerCase().split("/").at(-1);
    if (id === undefined || role !== OWNER) return;
    if (properties["principalType"] === "Group") groups.add(id);
    if (properties["principalType"] === "ServicePrincipal") servicePrincipals.add(id);
  });
  if (problem !== null) for (const type of TYPES) entra.spoil(type, problem);
}

async function readGroup(entra: EntraRegionRead, group: string, { servicePrincipals }: Holders): Promise<void> {
  const members: Member[] = [];
  try {
    for await (const page of entra.pages(MEMBERS_ACTION, `${pathOf(group)}/transitiveMembers?$select=id&$top=999`)) {
      const found = membersOn(page);
      if (found === undefined) throw misshapen(MEMBERS_ACTION);
      members.push(...found);
      if (members.length > MOST_MEMBERS) throw tooMany();
    }
    if (members.length === 0) await refuseHidden(entra, group);
  } catch (error) {
    // Nobody holds what a deleted group holds, and its assignment stays.
    if (error instanceof CallFailed && error.error === NOT_THERE) return;
    throw error;
  }
  entra.emitFact(GROUP_MEMBERS, groupMembers(entra.tenant, group, members));
  for (const { id, type } of members) if (type === "servicePrincipal") servicePrincipals.add(id);
}

/** A group with hidden membership may look empty. https://learn.microsoft.com/en-us/graph/api/resources/group#properties (visibility) */
async function refuseHidden(entra: EntraRegionRead, group: string): Promise<void> {
  const answer: Json = await entra.get(MEMBERS_ACTION, `${pathOf(group)}?$select=id,visibility`);
  if (isRecord(answer) && answer["visibility"] === "HiddenMembership")
    throw new CallFailed("HiddenMembership", { code: "denied", detail: HIDDEN_ACTION }, undefined);
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

const NOT_THERE = "Request_ResourceNotFound";

const pathOf = (group: string): string => `/groups/${encodeURIComponent(group)}`;

const misshapen = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedShape",
    {
      code: "unexpected-shape",
      detail: `the answer of Microsoft Graph to ${action} has another form than documented`,
    },
    undefined,
  );

const tooMany = (): CallFailed =>
  new CallFailed(
    "TooManyMembers",
    {
      code: "truncated",
      detail: `the group has more than ${MOST_MEMBERS} members, and Tidemark does not read so many`,
    },
    undefined,
  );
