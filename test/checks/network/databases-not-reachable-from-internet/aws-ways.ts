// Cases of the way from the internet to a database of AWS: routes, network ACLs and VPC Block Public Access of its subnets.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, RelatedRows } from "../../cases.ts";
import { acl, blockAccess, entry, igw, nat, network, openAcl, route, table, unreadRows } from "../aws-network.ts";
import { groups, office, open } from "./group.ts";

const BOUND = "(a range wider than an IPv4 /8 or IPv6 /32)";
const out = entry(100, { egress: true, protocol: "6", ports: [1024, 65535] });

type Way = {
  /** A public database whose port is 5432 and whose group is sg-1, in these subnets of vpc-1. */
  readonly slice: (...subnets: string[]) => Json;
  readonly related?: (...subnets: string[]) => { readonly [relation: string]: RelatedRows };
};

export function onItsWay({ slice, related = () => ({}) }: Way): readonly Case[] {
  const behind = (name: string, given: Parameters<typeof network>[0], subnets = ["subnet-1"], group = open()) => ({
    name,
    slice: slice(...subnets),
    related: { ...groups(group), ...network(given), ...related(...subnets) },
  });
  const both = ["subnet-1", "subnet-2"];
  const openAcls = [openAcl("subnet-1", "subnet-2")];
  return [
    {
      ...behind("an open group and a route from an internet gateway", {}),
      expect: "fail",
      because: `public endpoint; groups, network ACLs and routes let in the internet ${BOUND}`,
      facts: {
        publicEndpoint: true,
        port: 5432,
        routeTargets: ["igw-1"],
        rules: [{ protocol: "tcp", ports: ["5432-5432"], sources: ["0.0.0.0/0"] }],
        ruleCount: 1,
      },
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding
    {
      ...behind("an open group, and subnets that only a NAT gateway leads out of", {
        tables: [table([route("0.0.0.0/0", nat)])],
      }),
      expect: "pass",
      because: "the database has a public endpoint, and no route of its subnets leads the internet in",
      facts: { publicEndpoint: true, closedBy: ["routes"] },
    },
    {
      ...behind(
        "two subnets, one of which has a route from an internet gateway",
        {
          tables: [table([route("0.0.0.0/0", nat)]), table([route("0.0.0.0/0", igw)], ["subnet-2"])],
          acls: openAcls,
        },
        both,
      ),
      expect: "fail",
    },
    {
      ...behind(
        "two subnets without such a route, one by the main route table of its VPC",
        {
          tables: [table([route("0.0.0.0/0", nat)]), table([], "main")],
          acls: openAcls,
        },
        both,
      ),
      expect: "pass",
    },
    {
      ...behind(
        "a subnet of the main route table, which has a route from an internet gateway",
        {
          tables: [table([route("0.0.0.0/0", nat)]), table([route("0.0.0.0/0", igw)], "main")],
          acls: openAcls,
        },
        both,
      ),
      expect: "fail",
    },
    // https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-gwlbe
    ...(["vpce-1", "eni-1", "i-1"] as const).map((id) => ({
      ...behind(`a route that leads in through ${id}`, {
        tables: [
          table([
            route(
              "0.0.0.0/0",
              id === "vpce-1" ? { GatewayId: id } : id === "i-1" ? { InstanceId: id } : { NetworkInterfaceId: id },
            ),
          ]),
        ],
      }),
      expect: "fail" as const,
    })),
    {
      ...behind("a route from an internet gateway that is gone", {
        tables: [table([route("0.0.0.0/0", igw, { State: "blackhole" })])],
      }),
      expect: "pass",
    },
    {
      ...behind("an egress-only gateway, which leads nobody in", {
        tables: [table([route("::/0", { EgressOnlyInternetGatewayId: "eigw-1" })])],
      }),
      expect: "pass",
    },
    {
      ...behind("route tables that were not read", { tables: unreadRows }),
      expect: "fail",
      because: `public endpoint, groups let in the internet ${BOUND}; not read: routes`,
      facts: {
        publicEndpoint: true,
        port: 5432,
        notRead: ["routes"],
        rules: [{ protocol: "tcp", ports: ["5432-5432"], sources: ["0.0.0.0/0"] }],
        ruleCount: 1,
      },
    },
    {
      ...behind("routes, network ACLs and the block not read", { tables: unreadRows, acls: unreadRows, blocks: [] }),
      expect: "fail",
      because: `public endpoint, groups let in the internet ${BOUND}; not read: VPC block and more`,
    },
    {
      ...behind(
        "route tables that were not read, behind a group for an office",
        { tables: unreadRows },
        ["subnet-1"],
        office(),
      ),
      expect: "pass",
    },
    {
      ...behind("a group that was not read, in subnets without a route from the internet", {
        tables: [table([route("0.0.0.0/0", nat)])],
      }),
      related: {
        groups: unreadRows,
        ...network({ tables: [table([route("0.0.0.0/0", nat)])] }),
        ...related("subnet-1"),
      },
      expect: "pass",
    },
    {
      ...behind("VPC Block Public Access, for what comes in", { blocks: [blockAccess("block-ingress")] }),
      expect: "pass",
      because: "the database has a public endpoint, and VPC Block Public Access keeps the internet from its subnets",
    },
    {
      ...behind("VPC Block Public Access, from which the VPC is excluded", {
        blocks: [blockAccess("block-bidirectional", ["vpc/vpc-1", "allow-bidirectional"])],
      }),
      expect: "fail",
    },
    // https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html: the block covers VPCs that the account owns
    {
      ...behind("VPC Block Public Access, and a subnet that another account shares", {
        blocks: [blockAccess("block-ingress")],
        tables: [],
        acls: [],
      }),
      expect: "fail",
      because: `public endpoint, groups let in the internet ${BOUND}; not read: VPC block and more`,
    },
    {
      ...behind("VPC Block Public Access that was not read, without a route from the internet", {
        blocks: unreadRows,
        tables: [table([])],
      }),
      expect: "pass",
    },
    {
      ...behind("a network ACL that denies the port before it allows everything", {
        acls: [acl([out, entry(90, { protocol: "6", ports: [5432, 5432], action: "deny" }), entry(100)])],
      }),
      expect: "pass",
      because:
        "the database has a public endpoint, and network ACLs and routes of its subnets keep the internet from its port",
    },
    {
      ...behind("a network ACL that allows the port before it denies it", {
        acls: [acl([out, entry(100, { protocol: "6", ports: [5432, 5432] }), entry(110, { action: "deny" })])],
      }),
      expect: "fail",
    },
    {
      ...behind("a network ACL that lets no answers out", { acls: [acl([entry(100)])] }),
      expect: "pass",
    },
    {
      ...behind("no route from the internet, where no public address is allowed", { tables: [table([])] }),
      parameters: { allowPublicEndpoint: false },
      expect: "fail",
      because: "the database has a public endpoint",
    },
    { ...behind("no subnet named", {}, []), expect: "fail" },
  ];
}
