// Networks of the documentation of AWS: the way from the internet is open or closed as the pages say.
import { expect, test } from "vitest";
import { everywhere } from "../../../../../checks/engines/reachability/address-range.ts";
import { BlockPublicAccess, blockPart } from "../../../../../checks/engines/reachability/aws/block-public-access.ts";
import { aclPart, NetworkAcl } from "../../../../../checks/engines/reachability/aws/network-acl.ts";
import { exposureThrough, type Part } from "../../../../../checks/engines/reachability/aws/part.ts";
import { RouteTable, routesIn } from "../../../../../checks/engines/reachability/aws/route-table.ts";
import { groupOpenings } from "../../../../../checks/engines/reachability/aws/security-group.ts";
import { deciding } from "../../../../../checks/engines/reachability/opening.ts";
import { protocolOf, type Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { acl, blockAccess, entry, igw, route, table } from "../../../network/aws-network.ts";
import { BOUND } from "../../bound.ts";
import { documented, type Documented } from "./documented.ts";

const both = [route("0.0.0.0/0", igw), route("::/0", igw)];
const all = [false, true].flatMap((egress) => [entry(100, { egress }), entry(101, { egress, of: "::/0" })]);

function permission(rule: string) {
  const [IpProtocol = "", port = "", source = ""] = rule.split(" ");
  const ports = IpProtocol === "-1" ? {} : { FromPort: Number(port), ToPort: Number(port) };
  const sources = source.includes(":") ? { Ipv6Ranges: [{ CidrIpv6: source }] } : { IpRanges: [{ CidrIp: source }] };
  return { IpProtocol, ...ports, ...sources };
}

/** The prefix list of the pages: networks of other VPCs. */
const list = { PrefixListId: "pl-1", Entries: [{ Cidr: "10.0.0.0/16" }, { Cidr: "10.2.0.0/16" }] };

function judged({
  rules = ["-1 * 0.0.0.0/0", "-1 * ::/0"],
  routes = both,
  acl: entries = all,
  block,
  family,
  asked,
}: Documented) {
  const [protocol = "", port = ""] = asked.split(" ");
  const transport = protocolOf(protocol) as Transport;
  const group = { IpPermissions: rules.map(permission) };
  const groups = groupOpenings(group, Number(port), transport, () => ({ is: "none" }));
  const own = everywhere.filter((range) => family === undefined || range.family === family);
  const [mode = "off", ...exclusions] = block ?? [];
  const parts: readonly Part[] = [
    { reach: { sure: own, may: own }, problem: null },
    blockPart(BlockPublicAccess.parse(blockAccess(mode, ...exclusions)), "subnet-1", "vpc-1"),
    routesIn(RouteTable.parse(table(routes)), () => ({ is: "found", row: list, key: "list" })),
    aclPart(NetworkAcl.parse(acl(entries)), Number(port), transport),
  ];
  return { groups, exposure: exposureThrough(groups, parts, BOUND) };
}

test.each(documented)("$name ($page): $reached", (given) => {
  const { groups, exposure } = judged(given);
  expect({ reached: exposure.open.length > 0, problem: exposure.problem }).toEqual({
    reached: given.reached,
    problem: null,
  });
  const byGroups = deciding(groups.openings, BOUND).length > 0;
  expect(byGroups !== given.reached).toBe(given.wrongByGroups ?? false);
});

test("there are many, and groups alone are wrong of most", () => {
  expect(documented.length).toBeGreaterThanOrEqual(40);
  expect(documented.filter(({ wrongByGroups }) => wrongByGroups).length).toBeGreaterThanOrEqual(20);
});
