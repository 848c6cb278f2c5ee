/** The accounts of an organization, so that none is missed. */
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { CallFailed } from "../live/call.ts";
import type { Session } from "./client/session.ts";

export type Organization = {
  /** Scopes of accounts that are not closed. */
  readonly scopes: readonly string[];
  /** What the accounts are called, by scope. */
  readonly names: { readonly [scope: string]: string };
  /** Why the accounts could not be listed; null where they were. */
  readonly problem: Problem | null;
};

/** The organization as the parent of accounts: who may not list them may not know its id either. */
const ORGANIZATION = "aws/organization";

/** The parents whose accounts could not be listed. */
export const unlistedIn = ({ problem }: Organization): readonly string[] => (problem === null ? [] : [ORGANIZATION]);

/**
 * The accounts that `session`, one of the management account or of a delegated administrator, sees. A call that is refused
 * is no empty organization. Suspended accounts are among them: what they hold is still there.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function listOrganization(session: Session): Promise<Organization> {
  const client = session.client(OrganizationsClient, session.account.regions[0] as string);
  const scopes: string[] = [];
  const names: { [scope: string]: string } = {};
  try {
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const { Id, Name, State } of Accounts) {
        if (Id === undefined || State === "CLOSED") continue;
        scopes.push(`aws/${Id}`);
        if (Name !== undefined) names[`aws/${Id}`] = Name;
      }
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // An account of its own has no others beside it.
    if (error.error === "AWSOrganizationsNotInUseException") return { scopes: [], names: {}, problem: null };
    return { scopes: [], names: {}, problem: error.problem };
  }
  return { scopes: scopes.toSorted(), names, problem: null };
}
