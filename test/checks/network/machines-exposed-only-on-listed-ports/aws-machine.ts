// Makes machines of EC2 for cases: their interfaces, addresses and groups, and the network around them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";
import { network } from "../aws-network.ts";

export const permission = (protocol: string, ports: readonly [number, number] | null, ...sources: string[]): Json => ({
  IpProtocol: protocol,
  ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: sources
    .filter((one) => !one.includes(":"))
    .map((CidrIp) => ({ CidrIp, Description: "by alice@example.com" })),
  Ipv6Ranges: sources.filter((one) => one.includes(":")).map((CidrIpv6) => ({ CidrIpv6 })),
});
export const group = (id: string, ...permissions: Json[]): Json => ({ GroupId: id, IpPermissions: permissions });
const ssh = group("sg-1", permission("tcp", [22, 22], "0.0.0.0/0", "::/0"));
export const web = group(
  "sg-1",
  permission("tcp", [80, 80], "0.0.0.0/0"),
  permission("tcp", [443, 443], "0.0.0.0/0", "::/0"),
);

export const eni = (members: Members = {}): Json => ({
  NetworkInterfaceId: "eni-1",
  SubnetId: "subnet-1",
  VpcId: "vpc-1",
  Groups: [{ GroupId: "sg-1", GroupName: "of alice" }],
  Association: { PublicIp: "198.51.100.7" },
  PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.7", Association: { PublicIp: "198.51.100.7" } }],
  Ipv6Addresses: [],
  ...members,
});
const hidden = { Association: null, PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.7" }] } as const;
/** An interface without a public IPv4 address. */
export const privateEni = (members: Members = {}): Json => {
  const { Association: _, ...rest } = eni({ ...hidden, ...members }) as { [member: string]: Json };
  return rest;
};
export const machine = (state: string, ...interfaces: Json[]): Json => ({
  InstanceId: "i-1",
  State: { Name: state },
  NetworkInterfaces: interfaces.length === 0 ? [eni()] : interfaces,
});
export const running = (...interfaces: Json[]): Json => machine("running", ...interfaces);

type Given = Parameters<typeof network>[0];
export const rows = (given: Given = {}, ...groups: Json[]): { readonly [relation: string]: RelatedRows } => ({
  groups: { rows: groups.length === 0 ? [ssh] : groups },
  ...network(given),
});
