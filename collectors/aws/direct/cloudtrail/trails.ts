// Reads the trails of CloudTrail that log the account, whether they log, and which events.
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { EVENT_SELECTORS, eventSelectorsIn, eventSelectorsKey } from "../../answers/cloudtrail/event-selectors.ts";
import { TRAIL_STATUS, trailStatusIn, trailStatusKey } from "../../answers/cloudtrail/trail-status.ts";
import { TRAIL, trailsIn } from "../../answers/cloudtrail/trails.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

const each = { resource: "CloudTrail tells it of one trail a call; an account has few" };

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html */
export const cloudtrailTrails: AwsSource = {
  name: "cloudtrail-trails",
  types: [TRAIL],
  calls: [{ action: "cloudtrail:DescribeTrails", per: "page" }],
  async read(aws) {
    for (const trail of await trailsOf(aws)) aws.emitFact(TRAIL, trail);
  },
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html */
export const cloudtrailTrailStatus: AwsSource = {
  name: "cloudtrail-trail-status",
  types: [TRAIL_STATUS],
  calls: [
    { action: "cloudtrail:DescribeTrails", per: "page" },
    { action: "cloudtrail:GetTrailStatus", per: each },
  ],
  read: (aws) =>
    ofEach(aws, TRAIL_STATUS, trailStatusKey, async (client, arn) =>
      trailStatusIn(jsonOf(await client.send(new GetTrailStatusCommand({ Name: arn }))), arn),
    ),
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html */
export const cloudtrailEventSelectors: AwsSource = {
  name: "cloudtrail-event-selectors",
  types: [EVENT_SELECTORS],
  calls: [
    { action: "cloudtrail:DescribeTrails", per: "page" },
    { action: "cloudtrail:GetEventSelectors", per: each },
  ],
  read: (aws) =>
    ofEach(aws, EVENT_SELECTORS, eventSelectorsKey, async (client, arn) =>
      eventSelectorsIn(jsonOf(await client.send(new GetEventSelectorsCommand({ TrailName: arn }))), arn, aws.people),
    ),
};

/**
 * Trails by ARN, each once: a region tells of its own, and of the shadows of those that log it from another one, of the
 * account or of its organization.
 */
async function trailsOf(aws: AwsRegionRead) {
  const trails = new Map<string, NonNullable<ReturnType<typeof trailsIn>>[number]>();
  for (const region of aws.regions) {
    const client = aws.listing(CloudTrailClient, region);
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const told = trailsIn(jsonOf({ trailList }));
    if (told === undefined)
      aws.spoil(TRAIL, {
        code: "unexpected-shape",
        detail: "the answer to cloudtrail:DescribeTrails has no trailList in the documented form",
      });
    for (const trail of told ?? []) trails.set(trail.key, trail);
  }
  return [...trails.values()];
}

async function ofEach(
  aws: AwsRegionRead,
  type: string,
  keyOf: (account: string, arn: string) => string,
  ask: (client: CloudTrailClient, arn: string) => Promise<object | undefined>,
): Promise<void> {
  const arns = (await trailsOf(aws)).map(({ key }) => key);
  const named = (arn: string): string => keyOf(aws.account, arn);
  await aws.each(type, arns, named, async (arn) => {
    // Asked where it was made: shadows know less. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    const body = await ask(aws.detail(CloudTrailClient, arn.split(":")[3] ?? aws.region), arn);
    if (body === undefined)
      aws.emitUnread(type, named(arn), {
        code: "unexpected-shape",
        detail: "the answer from CloudTrail for one trail is not in the documented form",
      });
    else aws.emitFact(type, { key: named(arn), body });
  });
}
