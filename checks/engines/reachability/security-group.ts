// Reads security groups of AWS: they only allow, so no permission closes what another opens.
import { z } from "zod";
import { rangeOf } from "./address-range.ts";
import { listed, unhindered, type Opening } from "./opening.ts";
import { carries, type Transport } from "./transport.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const Permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/) })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string().regex(/^[0-9A-Fa-f:.]+\/\d{1,3}$/) })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).optional(),
});
type Permission = z.infer<typeof Permission>;

/** Permissions that let traffic in. Groups as sources are not read: they are machines of the network, never the internet. */
export const SecurityGroup = z.object({ IpPermissions: z.array(Permission) });
export type SecurityGroup = z.infer<typeof SecurityGroup>;

/** Ports are missing, and mean nothing, where the protocol is -1: all of them. */
const opens = ({ IpProtocol, FromPort, ToPort }: Permission, port: number, transport: Transport): boolean =>
  carries(IpProtocol, transport) && (IpProtocol === "-1" || ((FromPort ?? 0) <= port && port <= (ToPort ?? 65535)));

/** Permissions that let traffic to a port in. */
export function groupOpenings(group: SecurityGroup, port: number, transport: Transport): readonly Opening[] {
  return group.IpPermissions.filter((one) => opens(one, port, transport)).map((permission) => {
    const { IpProtocol, FromPort, ToPort, IpRanges = [], Ipv6Ranges = [] } = permission;
    const sources = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
    const ports = IpProtocol === "-1" ? "*" : `${FromPort ?? 0}-${ToPort ?? 65535}`;
    return {
      shown: { protocol: IpProtocol, ports: [ports], sources: listed(sources) },
      from: sources.flatMap((source) => rangeOf(source) ?? []).map(unhindered),
    };
  });
}

/** Whether a prefix list may reach a port: what it holds stands in another resource, and it may be everything. */
export function hasPrefixList(group: SecurityGroup, port: number, transport: Transport): boolean {
  return group.IpPermissions.some(
    (one) => opens(one, port, transport) && one.PrefixListIds !== undefined && one.PrefixListIds.length > 0,
  );
}
