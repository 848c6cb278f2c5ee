// Lists the accounts of an organization, so that none is missed.
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { CallFailed } from "../live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import type { Session } from "./client/session.ts";

/** The organization as the parent of accounts: who may not list them may not know its id either. */
const ORGANIZATION = "aws/organization";

/**
 * The accounts that `session`, one of the management account or of a delegated administrator, sees. A call that is refused
 * is no empty organization. Suspended accounts are among them: what they hold is still there.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function listOrganization(session: Session): Promise<ListedScopes> {
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
    if (error.error === "AWSOrganizationsNotInUseException") return NONE_LISTED;
    return { ...NONE_LISTED, unlisted: [ORGANIZATION], problem: error.problem };
  }
  return { ...NONE_LISTED, scopes: scopes.toSorted(), names };
}
