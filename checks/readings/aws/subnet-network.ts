// Finds the parts of the way from the internet into a subnet: its routes, its network ACL, and VPC Block Public Access.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { Named } from "../../engines/reachability/asked-traffic.ts";
import {
  BlockPublicAccess,
  blockPart,
  blockUnread,
  type Block,
} from "../../engines/reachability/aws/block-public-access.ts";
import { aclPart, namedByAcl, NetworkAcl } from "../../engines/reachability/aws/network-acl.ts";
import { unread, type Part } from "../../engines/reachability/aws/part.ts";
import { RouteTable, routesIn, routesUnread, type Routes } from "../../engines/reachability/aws/route-table.ts";
import type { Transport } from "../../engines/reachability/transport.ts";
import { relation, type Question } from "../../kernel.ts";
import { prefixLists } from "./prefix-lists.ts";

const Associations = z.array(z.object({ SubnetId: z.string().optional() }));

/** A table is found by the subnets that it is associated with; the main one by its VPC too. */
const mainOf = (vpc: string): string => `main of ${vpc}`;

export const subnetRelations = {
  tables: relation({
    type: "AWS::EC2::RouteTable",
    within: "region",
    global: false,
    reads: RouteTable.extend({
      VpcId: z.string(),
      Associations: z.array(z.object({ SubnetId: z.string().optional(), Main: z.boolean().optional() })).optional(),
    }),
    on: ({ VpcId, Associations: associations = [] }) =>
      associations.flatMap(({ SubnetId, Main }) => [SubnetId ?? [], Main === true ? mainOf(VpcId) : []].flat()),
  }),
  acls: relation({
    type: "AWS::EC2::NetworkAcl",
    within: "region",
    global: false,
    reads: NetworkAcl.extend({ Associations: Associations.optional() }),
    on: ({ Associations: associations = [] }) => associations.flatMap(({ SubnetId }) => SubnetId ?? []),
  }),
  blocks: relation({
    type: "Tidemark::EC2::VpcBlockPublicAccess",
    within: "region",
    global: false,
    reads: BlockPublicAccess,
    on: () => [REGION],
  }),
  lists: prefixLists,
};

/** There is one setting a region. */
const REGION = "region";

type Related = Question<unknown, typeof subnetRelations>["related"];

/** The parts of the way into a subnet. `named`: the traffic that entries of its network ACL name. */
export type SubnetNetwork = {
  readonly routes: Routes;
  readonly block: Part;
  readonly acl: (port: number, transport: Transport) => Part;
  readonly named: readonly Named[];
};

const notSeen = (detail: string): Problem => ({ code: "not-seen", detail });
const noTable = notSeen(
  "no route table of the subnet or its VPC is among those that were read in this account and region",
);
const noAcl = notSeen("no network ACL of the subnet is among those that were read in this account and region");
const noBlock = notSeen("VPC Block Public Access of the region was not read");
const notOwn = notSeen("no route table or network ACL of the subnet was read, so it may be of another account");

/** A subnet of another account has its tables there, which are not read here. */
export function networkOf(subnet: string, vpc: string, { tables, acls, blocks, lists }: Related): SubnetNetwork {
  const listOf = (id: string) => lists(id).find(() => true);
  const setting = blocks(REGION).find(() => true);
  const acl = acls(subnet).find(() => true);
  const own = tables(subnet).find(() => true);
  const table = own.is === "none" ? tables(mainOf(vpc)).find(() => true) : own;
  const block = blockOf();
  const aclProblem = acl.is === "found" ? null : acl.is === "none" ? noAcl : acl.problem;
  return {
    routes: routesOf(),
    block,
    acl: (port, transport) => (acl.is === "found" ? aclPart(acl.row, port, transport) : unread(aclProblem ?? noAcl)),
    named: acl.is === "found" ? namedByAcl(acl.row) : [],
  };

  /** The setting covers VPCs of its own account, which alone has their tables. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
  function blockOf(): Block {
    if (setting.is !== "found") return blockUnread(setting.is === "none" ? noBlock : setting.problem);
    if (table.is !== "found" && acl.is !== "found") return blockUnread(notOwn);
    return blockPart(setting.row, subnet, vpc);
  }

  function routesOf(): Routes {
    if (table.is === "found") return routesIn(table.row, listOf, block.isExcluded);
    return routesUnread(table.is === "none" ? noTable : table.problem);
  }
}
