// Lists the regions that an account has turned on, and reports those that the config does not name.
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { unitOf, type Problem } from "../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { UnitReading } from "../port.ts";
import { unreadUnit } from "../unread-unit.ts";
import { CallFailed } from "../live/call.ts";
import type { Session } from "./client/session.ts";

/** Stands in coverage for a region of which nothing is planned. */
const REGION_TYPE = "AWS::Account::Region";

const NOT_AMONG_ITS_REGIONS: Problem = {
  code: "not-planned",
  detail: "the region is enabled in the account, and the config does not name the region",
};

/**
 * A row of coverage for each region that the account has turned on and that the config does not speak of: nobody looks there,
 * and a reader of the evidence has to know. (What is left out on purpose stands in the roster, with its reason.) One row
 * for the account where its regions can't be listed.
 */
export async function unplannedRegions(session: Session, source: string, clock: () => number): Promise<UnitReading[]> {
  const asked = formatTimestamp(clock());
  try {
    const { regions, leftOut = [] } = session.account;
    const accounted = new Set([...regions, ...leftOut]);
    const others = (await enabledRegions(session)).filter((region) => !accounted.has(region));
    return others.map((region) => ({
      ...unreadUnit(unitOf(REGION_TYPE, region), source, NOT_AMONG_ITS_REGIONS),
      dataTime: asked,
    }));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return [unreadUnit(unitOf(REGION_TYPE, "global"), source, error.problem)];
  }
}

/**
 * Codes of the regions that the account has turned on, sorted: without AllRegions there are no others in the answer.
 * Rejects with CallFailed. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
export async function enabledRegions(session: Session): Promise<string[]> {
  const client = session.client(EC2Client, session.account.regions[0] as string);
  const { Regions = [] } = await client.send(new DescribeRegionsCommand({}));
  return Regions.flatMap(({ RegionName }) => (RegionName === undefined ? [] : [RegionName])).toSorted();
}
