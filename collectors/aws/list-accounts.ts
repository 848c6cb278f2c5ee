// Lists the accounts of the organization, where a config asks for them.
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { accountBudget } from "./client/called-service.ts";
import { openOwnSession } from "./client/session.ts";
import { configuredAccounts, type AccountsConfig } from "./configured-accounts.ts";
import { listOrganization } from "./organization.ts";

/**
 * By credentials of the management account, or of one that it delegated to. `clock`: milliseconds since 1970. Rejects with
 * CallFailed or NoCredentials where nobody can be asked; what the organization withholds is a problem.
 */
export async function listAccounts(
  config: AccountsConfig,
  credentials: AwsCredentialIdentityProvider,
  clock: () => number,
): Promise<ListedScopes> {
  if (!config.aws.organization) return NONE_LISTED;
  const regions = configuredAccounts(config)[0]?.regions ?? [];
  const opening = { credentials, budget: accountBudget(), clock, signal: null };
  return listOrganization(await openOwnSession(regions, opening));
}
