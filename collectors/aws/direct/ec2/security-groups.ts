// Reads security groups of EC2 with their rules, and the prefix lists that those name.
import {
  EC2Client,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
  type PrefixListEntry,
} from "@aws-sdk/client-ec2";
import { entriesIn, PREFIX_LIST, prefixListKey } from "../../answers/prefix-lists.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

const TYPE = "AWS::EC2::SecurityGroup";

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 */
export const ec2SecurityGroups: AwsSource = {
  name: "ec2-security-groups",
  types: [TYPE, PREFIX_LIST],
  calls: [
    { action: "ec2:DescribeSecurityGroups", per: "page" },
    {
      action: "ec2:GetManagedPrefixListEntries",
      per: { resource: "EC2 tells the entries of one prefix list a call; few groups name one" },
    },
  ],
  async read(aws) {
    const client = aws.listing(EC2Client);
    const lists = new Set<string>();
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {})) {
      for (const group of SecurityGroups) {
        const { GroupId: id = "", GroupName: name, Tags: tags, IpPermissions = [] } = group;
        aws.emitApiResource({ type: TYPE, id, name, tags, configuration: group });
        // Prefix lists of a shared security group are read only in the owner's account, if that account is enrolled.
        if (group.OwnerId !== undefined && group.OwnerId !== aws.account) continue;
        for (const { PrefixListIds = [] } of IpPermissions)
          for (const { PrefixListId } of PrefixListIds) if (PrefixListId !== undefined) lists.add(PrefixListId);
      }
    }
    if (aws.wants(PREFIX_LIST)) await readLists(aws, [...lists].toSorted());
  },
};

async function readLists(aws: AwsRegionRead, ids: readonly string[]): Promise<void> {
  const client = aws.detail(EC2Client);
  const keyOf = (id: string): string => prefixListKey(aws.account, aws.region, id);
  await aws.each(PREFIX_LIST, ids, keyOf, async (PrefixListId) => {
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
}
