// The account that the functions run in: who they are there, and which accounts its organization has.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { accountBudget } from "../../collectors/aws/client/called-service.ts";
import { listOrganization, unlistedIn } from "../../collectors/aws/organization.ts";
import { openOwnSession, credentialsAtHand } from "../../collectors/aws/client/session.ts";
import { principalOf } from "../../collectors/principal.ts";
import { accounts, config } from "./company.ts";
import { clock } from "./places.ts";

/** Whoever runs this, as evidence calls them. */
export async function ownPrincipal(person: (provider: string, value: string) => string): Promise<string> {
  const { Arn = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  return principalOf(Arn, person);
}

/** The scopes that there are, and parents whose children could not be listed. */
export async function foundAccounts(): Promise<{
  readonly found: readonly string[];
  readonly unlisted: readonly string[];
  /** What the accounts are called, by scope. */
  readonly names: { readonly [scope: string]: string };
}> {
  const enrolled = accounts.map(({ id }) => `aws/${id}`);
  if (!config.aws.organization) return { found: enrolled, unlisted: [], names: {} };
  const opening = { credentials: credentialsAtHand(), budget: accountBudget(), clock: clock.now, signal: null };
  const session = await openOwnSession(accounts[0]?.regions ?? [], opening);
  const organization = await listOrganization(session);
  const found = [...new Set([...enrolled, ...organization.scopes])];
  return { found, unlisted: unlistedIn(organization), names: organization.names };
}
