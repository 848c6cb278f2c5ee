// Reads the entries of the prefix lists that security groups and route tables of EC2 name.
import {
  EC2Client,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
  type PrefixListEntry,
} from "@aws-sdk/client-ec2";
import { entriesIn, PREFIX_LIST, prefixListKey } from "../../answers/prefix-lists.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html, and the listings that name the lists. */
export const ec2PrefixLists: AwsSource = {
  name: "ec2-prefix-lists",
  types: [PREFIX_LIST],
  calls: [
    { action: "ec2:DescribeSecurityGroups", per: "page" },
    { action: "ec2:DescribeRouteTables", per: "page" },
    {
      action: "ec2:GetManagedPrefixListEntries",
      per: { resource: "EC2 tells the entries of one prefix list a call; few groups and route tables name one" },
    },
  ],
  async read(aws) {
    const lists = [...(await inGroups(aws)), ...(await inRoutes(aws))].filter((id) => id !== undefined);
    const client = aws.detail(EC2Client);
    const keyOf = (id: string): string => prefixListKey(aws.account, aws.region, id);
    await aws.each(PREFIX_LIST, [...new Set(lists)].toSorted(), keyOf, async (PrefixListId) => {
      const all: PrefixListEntry[] = [];
      const pages = paginateGetManagedPrefixListEntries({ client, pageSize: 100 }, { PrefixListId });
      for await (const { Entries = [] } of pages) all.push(...Entries);
      const body = entriesIn(jsonOf({ Entries: all }), PrefixListId);
      if (body === undefined)
        aws.emitUnread(PREFIX_LIST, keyOf(PrefixListId), {
          code: "not-in-answer",
          detail: "the answer from EC2 has a prefix list entry without a CIDR block",
        });
      else aws.emitFact(PREFIX_LIST, { key: keyOf(PrefixListId), body });
    });
  },
};

// A resource that another account shares is judged only in that account, if it is enrolled.
const isOwn = ({ account }: AwsRegionRead, owner: string | undefined): boolean =>
  owner === undefined || owner === account;

async function inGroups(aws: AwsRegionRead): Promise<readonly (string | undefined)[]> {
  const lists: (string | undefined)[] = [];
  const client = aws.listing(EC2Client);
  for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {}))
    for (const { OwnerId, IpPermissions = [] } of SecurityGroups)
      if (isOwn(aws, OwnerId))
        for (const { PrefixListIds = [] } of IpPermissions)
          lists.push(...PrefixListIds.map(({ PrefixListId }) => PrefixListId));
  return lists;
}

async function inRoutes(aws: AwsRegionRead): Promise<readonly (string | undefined)[]> {
  const lists: (string | undefined)[] = [];
  const client = aws.listing(EC2Client);
  for await (const { RouteTables = [] } of paginateDescribeRouteTables({ client, pageSize: 100 }, {}))
    for (const { OwnerId, Routes = [] } of RouteTables)
      if (isOwn(aws, OwnerId)) lists.push(...Routes.map(({ DestinationPrefixListId }) => DestinationPrefixListId));
  return lists;
}
