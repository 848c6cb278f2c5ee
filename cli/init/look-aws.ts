// Finds what the credentials at hand can see: their account, its regions, the accounts of its organization, and whether
// Config records.
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { AwsLane } from "../../collectors/aws/account.ts";
import { accountBudget } from "../../collectors/aws/client/called-service.ts";
import { readRecording } from "../../collectors/aws/config/recorder.ts";
import { CallFailed } from "../../collectors/live/call.ts";
import { listOrganization } from "../../collectors/aws/organization.ts";
import { enabledRegions } from "../../collectors/aws/regions.ts";
import { credentialsAtHand, openOwnSession, type Session } from "../../collectors/aws/client/session.ts";
import { realClock } from "../clock.ts";

export type SeenAws = {
  readonly account: string;
  readonly principal: string;
  /** Other accounts of the organization. */
  readonly others: readonly string[];
  readonly isOrganizationListed: boolean;
  /** Regions that the account has turned on; the one that was asked where they can't be listed. */
  readonly regions: readonly string[];
  /** `config` where the recorder of every region records. */
  readonly lane: AwsLane;
  /** The parts that could not be seen, one line each. */
  readonly problems: readonly string[];
};

/** Rejects with CallFailed where not even the account can be told, with NoCredentials without any. */
export async function lookAtAws(): Promise<SeenAws> {
  const home = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  const opening = { credentials: credentialsAtHand(), budget: accountBudget(), clock: realClock.now, signal: null };
  const session = await openOwnSession([home], opening);
  const problems: string[] = [];
  const regions = await seen(() => enabledRegions(session), [home], "the regions of the account", problems);
  const { scopes, problem } = await listOrganization(session);
  if (problem !== null) problems.push(`the accounts of the organization (${problem.code}: ${problem.detail})`);
  const own = session.account.id;
  return {
    account: own,
    principal: session.principal,
    others: scopes.map((scope) => scope.slice("aws/".length)).filter((id) => id !== own),
    isOrganizationListed: problem === null,
    // Where one is asked for what is one for the account, the region at hand comes first.
    regions: [home, ...regions.filter((region) => region !== home)].filter((region) => regions.includes(region)),
    lane: await laneOf(session, regions, problems),
    problems,
  };
}

async function laneOf(session: Session, regions: readonly string[], problems: string[]): Promise<AwsLane> {
  for (const region of regions) {
    const client = session.client(ConfigServiceClient, region);
    const recording = await seen(
      () => readRecording(client, region),
      null,
      `the recorder of AWS Config in ${region}`,
      problems,
    );
    if (recording === null || recording.problem !== null) return "direct";
  }
  return "config";
}

async function seen<T>(look: () => Promise<T>, otherwise: T, what: string, problems: string[]): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    problems.push(`${what} (${error.problem.code}: ${error.problem.detail})`);
    return otherwise;
  }
}
