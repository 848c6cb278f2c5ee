// Names who the functions are in the account that they run in, and lists the scopes that the clouds show them.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { principalOf } from "../../collectors/principal.ts";
import { listScopes } from "../../collectors/registry/listings.ts";
import { collected, config } from "./company.ts";
import { clock } from "./places.ts";

/** The identity that runs the function, as evidence calls it. */
export async function ownPrincipal(person: (provider: string, value: string) => string): Promise<string> {
  const { Arn = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  return principalOf(Arn, person);
}

/** The scopes that there are, what they are called, and parents whose children could not be listed. */
export async function foundScopes() {
  const { scopes, names, unlisted } = await listScopes(config, clock.now);
  return { found: [...new Set([...collected.map(({ scope }) => scope), ...scopes])], unlisted, names };
}
