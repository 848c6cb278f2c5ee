// Reads security groups of AWS: they only allow, so no permission closes what another opens.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { Answer } from "../../kernel.ts";
import { rangeOf } from "./address-range.ts";
import { Block } from "./allow-list.ts";
import { listed, unhindered, type Opening } from "./opening.ts";
import { carries, Protocol, type Transport } from "./transport.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const Permission = z.object({
  IpProtocol: Protocol,
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: Block })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: Block })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).optional(),
  /** Groups as sources are machines of the network, never the internet: that there are some is all that is read. */
  UserIdGroupPairs: z.array(z.object({})).optional(),
});
type Permission = z.infer<typeof Permission>;

/** Permissions that let traffic in. */
export const SecurityGroup = z.object({ IpPermissions: z.array(Permission) });
export type SecurityGroup = z.infer<typeof SecurityGroup>;

/** Ports are missing, and mean nothing, where the protocol is -1: all of them. */
const opens = ({ IpProtocol, FromPort, ToPort }: Permission, port: number, transport: Transport): boolean =>
  carries(IpProtocol, transport) && (IpProtocol === "-1" || ((FromPort ?? 0) <= port && port <= (ToPort ?? 65535)));

/** The entries of a managed prefix list, which permissions name by its id. */
export const PrefixList = z.object({ PrefixListId: z.string(), Entries: z.array(z.object({ Cidr: Block })) });
export type PrefixList = z.infer<typeof PrefixList>;

/** Permissions that let traffic to a port in; `problem` says which of their prefix lists was not read, or is null. */
export function groupOpenings(
  group: SecurityGroup,
  port: number,
  transport: Transport,
  listOf: (id: string) => Answer<PrefixList>,
): { readonly openings: readonly Opening[]; readonly problem: Problem | null } {
  const problems: Problem[] = [];
  const entriesOf = (id: string): readonly string[] => {
    const answer = listOf(id);
    if (answer.is === "found") return answer.row.Entries.map(({ Cidr }) => Cidr);
    problems.push(answer.is === "none" ? listUnread : answer.problem);
    return [];
  };
  const openings = group.IpPermissions.filter((one) => opens(one, port, transport)).map((permission): Opening => {
    const {
      IpProtocol,
      FromPort,
      ToPort,
      IpRanges = [],
      Ipv6Ranges = [],
      PrefixListIds = [],
      UserIdGroupPairs = [],
    } = permission;
    const blocks = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
    if (blocks.length + PrefixListIds.length + UserIdGroupPairs.length === 0) problems.push(noSource);
    const lists = PrefixListIds.map(({ PrefixListId }) => PrefixListId);
    const ports = IpProtocol === "-1" ? "*" : `${FromPort ?? 0}-${ToPort ?? 65535}`;
    return {
      shown: { protocol: IpProtocol, ports: [ports], sources: listed([...blocks, ...lists]) },
      from: [...blocks, ...lists.flatMap(entriesOf)].flatMap((block) => rangeOf(block) ?? []).map(unhindered),
    };
  });
  return { openings, problem: problems[0] ?? null };
}

/** Every inbound rule of EC2 has a source. */
const noSource: Problem = { code: "not-in-answer", detail: "an inbound rule of a security group names no source" };

const listUnread: Problem = {
  code: "not-seen",
  detail: "the entries of a prefix list that an inbound rule names were not read",
};
