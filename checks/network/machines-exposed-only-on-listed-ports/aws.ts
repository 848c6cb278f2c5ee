// Judges machines of EC2: what addresses, groups, network ACLs, routes and VPC Block Public Access together let in.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { everywhere, rangeOf, type AddressRange } from "../../engines/reachability/address-range.ts";
import { exposureThrough, letsIn, type Part } from "../../engines/reachability/aws/part.ts";
import { judgeListed } from "../../engines/reachability/listed-traffic.ts";
import { listed, type Exposure } from "../../engines/reachability/opening.ts";
import type { Transport } from "../../engines/reachability/transport.ts";
import { defineEvaluator, indeterminate, notApplicable, pass, type Question, type Verdict } from "../../kernel.ts";
import { groupRelations, groupsOf } from "../../readings/aws/security-groups.ts";
import { networkOf, subnetRelations } from "../../readings/aws/subnet-network.ts";
import type { Parameters } from "./parameters.ts";

const related = { ...groupRelations, ...subnetRelations };

/** An address that is not an Elastic IP changes with every start: that the interface has one is all that is read. */
const Association = z.object({}).optional();

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterface.html */
const Interface = z.object({
  SubnetId: z.string(),
  VpcId: z.string(),
  Groups: z.array(z.object({ GroupId: z.string() })).optional(),
  Association,
  PrivateIpAddresses: z.array(z.object({ Association })).optional(),
  Ipv6Addresses: z.array(z.object({ Ipv6Address: z.string() })).optional(),
  /** Any address of a prefix reaches the interface. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html */
  Ipv6Prefixes: z.array(z.object({ Ipv6Prefix: z.string() })).optional(),
});
type Interface = z.infer<typeof Interface>;

type MachineQuestion = Question<Parameters, typeof related>;

const machine = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::Instance",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
  reads: z.object({
    State: z.object({ Name: z.string().optional() }).optional(),
    NetworkInterfaces: z.array(Interface).optional(),
  }),
  related,
  evaluate({ State, NetworkInterfaces = [] }, question: MachineQuestion) {
    const state = State?.Name ?? "";
    if (["terminated", "shutting-down"].includes(state)) return notApplicable("the machine is terminated");
    if (NetworkInterfaces.length === 0) return indeterminate(noInterface);
    const isStopped = ["stopped", "stopping"].includes(state);
    const { parameters } = question;
    const ways = NetworkInterfaces.map((one) => wayTo(one, isStopped, question));
    const closed = ways.map(({ steps }) => steps.find(({ parts }) => letsIn(parts, parameters) === "no"));
    const facts = factsOf(NetworkInterfaces);
    if (closed.every((step) => step !== undefined)) return passBy(closed, facts);
    const open = ways.filter((_, at) => closed[at] === undefined);
    const targets = open.flatMap(({ targets: all }) => all);
    return judgeListed(
      {
        who: "groups, ACLs and routes let",
        facts: targets.length === 0 ? facts : { ...facts, routeTargets: listed(targets) },
      },
      parameters,
      open.flatMap(({ named }) => named),
      (port, transport) => together(open.map(({ exposure }) => exposure(port, transport))),
    );
  },
});

const noInterface: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS names no network interface of the machine",
};
const mayGetAddress: Problem = {
  code: "not-in-answer",
  detail: "a stopped machine may get a public address when it starts, and the answer from AWS does not say so",
};

const IPV4 = everywhere.filter(({ family }) => family === "ipv4");
const IPV6 = everywhere.filter(({ family }) => family === "ipv6");
/** The addresses of IPv6 that are assigned on the internet. https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL = rangeOf("2000::/3") as AddressRange;

const hasIpv4 = ({ Association: own, PrivateIpAddresses = [] }: Interface): boolean =>
  own !== undefined || PrivateIpAddresses.some((address) => address.Association !== undefined);

const hasIpv6 = ({ Ipv6Addresses = [], Ipv6Prefixes = [] }: Interface): boolean =>
  [...Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address), ...Ipv6Prefixes.map(({ Ipv6Prefix }) => Ipv6Prefix)].some(
    (text) => {
      const address = rangeOf(text);
      return (
        address !== null && address.family === "ipv6" && GLOBAL.first <= address.first && address.last <= GLOBAL.last
      );
    },
  );

/** Sources whose traffic the addresses of an interface take: of the families in which it has a public one. */
function addressPart(one: Interface, isStopped: boolean): Part {
  const sure = [...(hasIpv4(one) ? IPV4 : []), ...(hasIpv6(one) ? IPV6 : [])];
  if (hasIpv4(one) || !isStopped) return { reach: { sure, may: sure }, problem: null };
  // Addresses that are no Elastic IPs are released while a machine is stopped.
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
  return { reach: { sure, may: [...sure, ...IPV4] }, problem: mayGetAddress };
}

/** The way from the internet to an interface: parts that close it for all ports, each with those before it, and the rules of its groups. */
function wayTo(one: Interface, isStopped: boolean, { related: asked, parameters }: MachineQuestion) {
  const addresses = addressPart(one, isStopped);
  const { routes, block, acl, named } = networkOf(one.SubnetId, one.VpcId, asked);
  const groups = groupsOf(
    (one.Groups ?? []).map(({ GroupId }) => GroupId),
    "the machine",
    asked,
  );
  const steps = [
    { parts: [addresses], fact: "no public address", because: "the machine has no public address" },
    {
      parts: [addresses, block],
      fact: "VPC Block Public Access",
      because: "VPC Block Public Access keeps the internet from the machine",
    },
    {
      parts: [addresses, block, routes],
      fact: "routes",
      because: "no route of the machine's subnet leads the internet in",
    },
  ];
  return {
    steps,
    targets: routes.targets(parameters),
    named: [...groups.named, ...named],
    exposure: (port: number, transport: Transport): Exposure =>
      exposureThrough(groups.openings(port, transport), [addresses, block, routes, acl(port, transport)], parameters),
  };
}

/** The machine is closed whatever its rules say. */
function passBy(closing: readonly { readonly fact: string; readonly because: string }[], facts: JsonObject): Verdict {
  const because = new Set(closing.map((step) => step.because));
  return pass(because.size === 1 ? [...because].join() : "each interface of the machine is closed to the internet", {
    ...facts,
    closedBy: listed(closing.map(({ fact }) => fact)),
  });
}

/** The exposure of several interfaces: an open one decides before what was not read of another. */
function together(all: readonly Exposure[]): Exposure {
  const open = all.flatMap((one) => one.open);
  return { open, problem: open.length > 0 ? null : (all.find(({ problem }) => problem !== null)?.problem ?? null) };
}

const factsOf = (interfaces: readonly Interface[]): JsonObject => ({
  publicAddresses: [...(interfaces.some(hasIpv4) ? ["IPv4"] : []), ...(interfaces.some(hasIpv6) ? ["IPv6"] : [])],
});

export const aws = [machine];
