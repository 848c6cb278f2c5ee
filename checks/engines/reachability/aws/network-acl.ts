// Reads network ACLs of AWS: entries are tried in the order of their numbers, each way for itself.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere, merged, rangeOf } from "../address-range.ts";
import type { Named } from "../asked-traffic.ts";
import { both, certain, type Reach, type Step } from "../walk.ts";
import { deciding, type Exposure, type Opening } from "../opening.ts";
import type { InternetBound } from "../internet.ts";
import { carries, isProtocol, type Transport } from "../transport.ts";
import { decided, reachOf, type Decided, type Part } from "./part.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html */
const Entry = z.object({
  RuleNumber: z.int(),
  Protocol: z.string(),
  RuleAction: z.string(),
  Egress: z.boolean(),
  CidrBlock: z.string().optional(),
  Ipv6CidrBlock: z.string().optional(),
  PortRange: z.object({ From: z.int().optional(), To: z.int().optional() }).optional(),
  IcmpTypeCode: z.object({ Type: z.int().optional() }).optional(),
});
type Entry = z.infer<typeof Entry>;

export const NetworkAcl = z.object({ Entries: z.array(Entry) });
export type NetworkAcl = z.infer<typeof NetworkAcl>;

/** The protocols for which an entry names ports. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
const WITH_PORTS: readonly Transport[] = ["tcp", "udp"];
const WITH_TYPES: readonly Transport[] = [1, 58];
/** A connection needs answers; a datagram has arrived without one. */
const ANSWERED: readonly Transport[] = ["tcp", "sctp"];

const unreadable = (what: string): Problem => ({ code: "unexpected-shape", detail: `the ${what}` });

/** Where an entry matches traffic to a port, and why that is not certain; null where it is for other traffic. */
function matched(entry: Entry, port: number, transport: Transport): { from: Reach; fault: Problem | null } | null {
  const range = rangeOf(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? "");
  const from = range === null ? everywhere : [range];
  const perhaps = (fault: Problem) => ({ from: { sure: [], may: from }, fault });
  if (!isProtocol(entry.Protocol))
    return perhaps(unreadable("protocol of a network ACL entry is not a number of IANA"));
  if (!carries(entry.Protocol, transport)) return null;
  const { From = -1, To = -1 } = entry.PortRange ?? {};
  if (entry.Protocol !== "-1" && WITH_PORTS.includes(transport)) {
    if (From < 0 || From > To) return perhaps(unreadable("ports of a network ACL entry are no range"));
    if (port < From || port > To) return null;
  }
  if (range === null) return perhaps(unreadable("addresses of a network ACL entry are no CIDR block"));
  const types = entry.Protocol === "-1" ? -1 : (entry.IcmpTypeCode?.Type ?? -1);
  if (WITH_TYPES.includes(transport) && types !== -1)
    return perhaps({
      code: "not-supported",
      detail: "a network ACL entry is for one type of ICMP, which is not asked alone",
    });
  if (actionOf(entry) === "unknown")
    return { from: certain(from), fault: unreadable("action of a network ACL entry is neither allow nor deny") };
  return { from: certain(from), fault: null };
}

function actionOf({ RuleAction }: Entry): "allow" | "deny" | "unknown" {
  const action = RuleAction.toLowerCase();
  return action === "allow" || action === "deny" ? action : "unknown";
}

/** Walks traffic to one port through entries of one direction. */
function walked(entries: readonly Entry[], port: number, transport: Transport) {
  let problem: Problem | null = null;
  const steps: Step<Entry>[] = [];
  for (const entry of entries.toSorted((a, b) => a.RuleNumber - b.RuleNumber)) {
    const match = matched(entry, port, transport);
    if (match === null) continue;
    problem ??= match.fault;
    steps.push({ rule: entry, action: actionOf(entry), from: match.from });
  }
  return { letIn: decided(steps), problem };
}

const inbound = ({ Entries }: NetworkAcl): readonly Entry[] => Entries.filter(({ Egress }) => !Egress);
const outbound = ({ Entries }: NetworkAcl): readonly Entry[] => Entries.filter(({ Egress }) => Egress);

/**
 * The sources that traffic to a port gets in from. A connection also needs a way out for its answers, to whatever port of its own the
 * client has chosen; ACLs keep no state. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export function aclPart(acl: NetworkAcl, port: number, transport: Transport): Part {
  const { letIn, problem } = walked(inbound(acl), port, transport);
  const coming = reachOf(letIn);
  if (!ANSWERED.includes(transport)) return { reach: coming, problem };
  const answers = answersOf(acl, transport);
  return {
    reach: { sure: both(coming.sure, answers.reach.sure), may: both(coming.may, answers.reach.may) },
    problem: problem ?? answers.problem,
  };
}

/** Clients that answers reach at some port. Ports between two bounds of entries are treated alike. */
function answersOf(acl: NetworkAcl, transport: Transport): Part {
  const entries = outbound(acl);
  const bounds = entries.flatMap(({ PortRange }) => [PortRange?.From ?? 0, (PortRange?.To ?? 0) + 1]);
  const ports = [...new Set([0, ...bounds])].filter((port) => port >= 0 && port <= 65535);
  const all = ports.map((port) => walked(entries, port, transport));
  return {
    reach: {
      sure: merged(all.flatMap(({ letIn }) => reachOf(letIn).sure)),
      may: merged(all.flatMap(({ letIn }) => reachOf(letIn).may)),
    },
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

/** The traffic that the inbound entries name. */
export const namedByAcl = (acl: NetworkAcl): readonly Named[] =>
  inbound(acl).map((entry) => ({ protocol: entry.Protocol, ports: [portsOf(entry)] }));

const portsOf = ({ Protocol, PortRange }: Entry): string =>
  Protocol === "-1" || PortRange === undefined ? "*" : `${PortRange.From ?? 0}-${PortRange.To ?? 65535}`;

/** How the inbound entries of an ACL expose a port by themselves, each from what the entries before it leave. */
export function aclExposure(acl: NetworkAcl, port: number, transport: Transport, bound: InternetBound): Exposure {
  const { letIn, problem } = walked(inbound(acl), port, transport);
  const open = deciding(openingsOf(letIn, "sure"), bound);
  if (open.length > 0) return { open, problem: null };
  return { open: [], problem: deciding(openingsOf(letIn, "may"), bound).length > 0 ? problem : null };
}

const openingsOf = (letIn: Decided<Entry>, how: keyof Reach): readonly Opening[] =>
  letIn[how].map(({ rule, reach }) => {
    const block = rule.CidrBlock ?? rule.Ipv6CidrBlock ?? "";
    const range = rangeOf(block);
    return {
      shown: { number: rule.RuleNumber, protocol: rule.Protocol, ports: [portsOf(rule)], sources: [block] },
      from: (range === null ? everywhere : [range]).map((written) => ({
        written,
        through: reach[how].filter(({ family }) => family === written.family),
      })),
    };
  });
