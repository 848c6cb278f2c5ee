// Security groups of databases and their prefix lists, as cases name them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { RelatedRows } from "../../cases.ts";

export const permission = (from: number, to: number, ...cidrs: string[]): Json => ({
  IpProtocol: "tcp",
  FromPort: from,
  ToPort: to,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp, Description: "by alice@example.com" })),
});

export const group = (id: string, ...permissions: Json[]): Json => ({
  GroupId: id,
  VpcId: "vpc-1",
  IpPermissions: permissions,
});

export const groups = (...rows: Json[]): { groups: RelatedRows } => ({ groups: { rows } });

export const open = (id = "sg-1"): Json => group(id, permission(5432, 5432, "0.0.0.0/0"));
export const office = (id = "sg-1"): Json => group(id, permission(5432, 5432, "192.0.2.0/24"));
export const byList: Json = group("sg-1", {
  IpProtocol: "tcp",
  FromPort: 5432,
  ToPort: 5432,
  PrefixListIds: [{ PrefixListId: "pl-1" }],
});
export const entries = (...blocks: string[]): { lists: RelatedRows } => ({
  lists: { rows: [{ PrefixListId: "pl-1", Entries: blocks.map((Cidr) => ({ Cidr })) }] },
});
