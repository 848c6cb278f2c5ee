// Reads security groups of AWS: they only allow, so no permission closes what another opens.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import type { Answer } from "../../../kernel.ts";
import { rangeOf, type AddressRange } from "../address-range.ts";
import { listed, unhindered, type Opening } from "../opening.ts";
import { carries, isProtocol, protocolOf, type Transport } from "../transport.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const Permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string().optional() })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string().optional() })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).optional(),
  /** Groups as sources are machines of the network, never the internet: that there are some is all that is read. */
  UserIdGroupPairs: z.array(z.object({})).optional(),
});
type Permission = z.infer<typeof Permission>;

/** Permissions that let traffic in. */
export const SecurityGroup = z.object({ IpPermissions: z.array(Permission) });
export type SecurityGroup = z.infer<typeof SecurityGroup>;

/** Ports count for TCP and UDP alone, and are types for ICMP: any other protocol, SCTP too, is let in on all ports whatever they say. */
const countsPorts = (protocol: string): boolean => ["tcp", "udp"].includes(String(protocolOf(protocol)));

const opens = ({ IpProtocol, FromPort, ToPort }: Permission, port: number, transport: Transport): boolean =>
  carries(IpProtocol, transport) &&
  (!countsPorts(IpProtocol) || ((FromPort ?? 0) <= port && port <= (ToPort ?? 65535)));

/** The ports that a permission names: `20-25`, types of ICMP, or `*`. */
export function portsOf({ IpProtocol, FromPort, ToPort }: Permission): string {
  const isNamed = countsPorts(IpProtocol) || ["1", "58"].includes(String(protocolOf(IpProtocol)));
  return isNamed ? `${FromPort ?? 0}-${ToPort ?? 65535}` : "*";
}

/** Why nobody can say which traffic to a port a permission is for; null where it is clear. */
function faultOf({ IpProtocol, FromPort = 0, ToPort = 65535 }: Permission, transport: Transport): Problem | null {
  if (!isProtocol(IpProtocol)) return unreadable("protocol of an inbound rule is not one that EC2 documents");
  const namesPorts = carries(IpProtocol, transport) && countsPorts(IpProtocol);
  return namesPorts && (FromPort < 0 || FromPort > ToPort) ? unreadable("ports of an inbound rule are no range") : null;
}

const unreadable = (what: string): Problem => ({ code: "unexpected-shape", detail: `the ${what}` });

/** The entries of a managed prefix list, which permissions name by its id. */
export const PrefixList = z.object({
  PrefixListId: z.string(),
  Entries: z.array(z.object({ Cidr: z.string().optional() })),
});
export type PrefixList = z.infer<typeof PrefixList>;

/** Permissions that let traffic to a port in; `problem` says what of the permissions was not read, or is null. */
export function groupOpenings(
  group: SecurityGroup,
  port: number,
  transport: Transport,
  listOf: (id: string) => Answer<PrefixList>,
): { readonly openings: readonly Opening[]; readonly problem: Problem | null } {
  const problems: Problem[] = [];
  const entriesOf = (id: string): readonly string[] => {
    const answer = listOf(id);
    if (answer.is === "found") return answer.row.Entries.map(({ Cidr }) => Cidr ?? "");
    problems.push(answer.is === "none" ? listUnread : answer.problem);
    return [];
  };
  const rangesIn = (block: string): readonly AddressRange[] => {
    const range = rangeOf(block);
    if (range === null) problems.push(noBlock);
    return range === null ? [] : [range];
  };
  for (const permission of group.IpPermissions) {
    const fault = faultOf(permission, transport);
    if (fault !== null) problems.push(fault);
  }
  const openings = group.IpPermissions.filter((one) => opens(one, port, transport)).map((permission): Opening => {
    const { IpProtocol, IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
    const blocks = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)].map(
      (block) => block ?? "",
    );
    if (blocks.length + PrefixListIds.length + UserIdGroupPairs.length === 0) problems.push(noSource);
    const lists = PrefixListIds.map(({ PrefixListId }) => PrefixListId);
    return {
      shown: { protocol: IpProtocol, ports: [portsOf(permission)], sources: listed([...blocks, ...lists]) },
      from: [...blocks, ...lists.flatMap(entriesOf)].flatMap(rangesIn).map(unhindered),
    };
  });
  return { openings, problem: problems[0] ?? null };
}

const noBlock = unreadable("source of an inbound rule, or an entry of its prefix list, is not a CIDR block");

/** Every inbound rule of EC2 has a source. */
const noSource: Problem = { code: "not-in-answer", detail: "an inbound rule of a security group names no source" };

const listUnread: Problem = {
  code: "not-seen",
  detail: "the entries of a prefix list that an inbound rule names were not read",
};
