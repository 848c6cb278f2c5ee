// Names who the functions are in the account that they run in, and lists the scopes that the clouds show them.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NONE_LISTED, type ListedScopes } from "../../collectors/live/listed-scopes.ts";
import { configuredGoogle } from "../../collectors/google/configured-google.ts";
import { configuredTenant } from "../../collectors/microsoft/configured-tenant.ts";
import { principalOf } from "../../collectors/principal.ts";
import { listScopes } from "../../collectors/registry/listings.ts";
import { projectListOf, subscriptionListOf } from "../../config/deployed/places.ts";
import { maxGrace, type Schedule } from "../../evidence-schema/documents/document-schema.ts";
import { collected, config, schedule } from "./company.ts";
import { clock, keptKey, openWork } from "./places.ts";
import { PROJECTS, scopesBefore, SUBSCRIPTIONS } from "../work-bucket/scope-list.ts";

/** The identity that runs the function, as evidence calls it. */
export async function ownPrincipal(person: (provider: string, value: string) => string): Promise<string> {
  const { Arn = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  return principalOf(Arn, person);
}

/**
 * The scopes that there are, what they are called, and parents whose children could not be listed, with the causes. Accounts
 * are listed now; subscriptions and projects are those that the run `before` listed, since the functions that read them alone
 * sign in to their clouds.
 */
export async function foundScopes(before: string) {
  const all = [await listScopes(config, clock.now), await subscriptions(before), await projects(before)];
  return {
    found: [...new Set([...collected.map(({ scope }) => scope), ...all.flatMap(({ scopes }) => scopes)])],
    unlisted: all.flatMap((listed) => listed.unlisted),
    names: Object.assign({}, ...all.map((listed) => listed.names)) as ListedScopes["names"],
    problems: all.flatMap(({ problem }) => problem ?? []),
  };
}

async function subscriptions(before: string): Promise<ListedScopes> {
  const of = configuredTenant(config);
  if (of?.discover !== true) return NONE_LISTED;
  const kept = { ...openWork(), key: keptKey(before, `read/${subscriptionListOf(of.tenant)}`) };
  return scopesBefore(SUBSCRIPTIONS, kept, { parent: `entra/${of.tenant}`, now: clock.now(), mostSeconds });
}

async function projects(before: string): Promise<ListedScopes> {
  const of = configuredGoogle(config);
  if (of === null || !of.discover || of.parent === null) return NONE_LISTED;
  const kept = { ...openWork(), key: keptKey(before, `read/${projectListOf(of.parent)}`) };
  return scopesBefore(PROJECTS, kept, { parent: `gcp/${of.parent}`, now: clock.now(), mostSeconds });
}

// A run that is in time plans no later than a cadence and its longest grace after the slot of the run before.
const { everySeconds } = schedule as Schedule;
const mostSeconds = (everySeconds ?? 0) + maxGrace(everySeconds);
