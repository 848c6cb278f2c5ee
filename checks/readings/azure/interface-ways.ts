// Finds the ways from the internet to a network interface of Azure: its public addresses, and inbound NAT rules of load balancers.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { rangeOf, type Family } from "../../engines/reachability/address-range.ts";
import type { Way } from "../../engines/reachability/azure/interface.ts";
import { relation, type Answer, type Related } from "../../kernel.ts";

const Named = z.object({ id: z.string().nullish() }).nullish();
const AllNamed = z.array(z.object({ id: z.string() })).nullish();
const Sku = z.object({ name: z.string().nullish() }).nullish();

/** https://learn.microsoft.com/en-us/rest/api/virtualnetwork/network-interfaces/get#networkinterfaceipconfiguration */
const Configuration = z.object({
  properties: z.object({
    privateIPAddress: z.string().nullish(),
    privateIPAddressVersion: z.string().nullish(),
    subnet: Named,
    publicIPAddress: Named,
    applicationSecurityGroups: AllNamed,
    loadBalancerInboundNatRules: AllNamed,
    loadBalancerBackendAddressPools: AllNamed,
  }),
});
export type Configuration = z.infer<typeof Configuration>["properties"];

const Interface = z.object({
  id: z.string(),
  properties: z.object({ networkSecurityGroup: Named, ipConfigurations: z.array(Configuration).nullish() }),
});
export type Interface = z.infer<typeof Interface>;

const PublicAddress = z.object({ id: z.string(), sku: Sku });

/** https://learn.microsoft.com/en-us/rest/api/load-balancer/load-balancers/get */
const Balancer = z.object({
  id: z.string(),
  sku: Sku,
  properties: z.object({
    frontendIPConfigurations: z
      .array(
        z.object({ id: z.string(), properties: z.object({ publicIPAddress: Named, publicIPPrefix: Named }).nullish() }),
      )
      .nullish(),
    inboundNatRules: z
      .array(
        z.object({
          id: z.string(),
          properties: z
            .object({
              protocol: z.string().nullish(),
              backendPort: z.int().nullish(),
              enableFloatingIP: z.boolean().nullish(),
              frontendIPConfiguration: Named,
              backendAddressPool: Named,
            })
            .nullish(),
        }),
      )
      .nullish(),
  }),
});
type Balancer = z.infer<typeof Balancer>;
type NatRule = NonNullable<Balancer["properties"]["inboundNatRules"]>[number];

/** Relations by which the ways to a machine are found: each row by its id in lower case. */
export const wayRelations = {
  interfaces: relation({
    type: "microsoft.network/networkinterfaces",
    within: "scope",
    global: true,
    reads: Interface,
    on: ({ id }) => [id.toLowerCase()],
  }),
  addresses: relation({
    type: "microsoft.network/publicipaddresses",
    within: "scope",
    global: true,
    reads: PublicAddress,
    on: ({ id }) => [id.toLowerCase()],
  }),
  balancers: relation({
    type: "microsoft.network/loadbalancers",
    within: "scope",
    global: true,
    reads: Balancer,
    on: ({ id }) => [id.toLowerCase()],
  }),
};
type Asked = {
  readonly addresses: (id: string) => Related<z.infer<typeof PublicAddress>>;
  readonly balancers: (id: string) => Related<Balancer>;
};

/** A way, as facts name it. */
export type NamedWay = { readonly name: string; readonly way: Way };

/** The ways to an interface by one of its configurations. A load balancer that was not read may lead to it, by any port. */
export function waysTo(configuration: Configuration, asked: Asked): readonly NamedWay[] {
  const packet = {
    family: familyOf(configuration),
    address: rangeOf(configuration.privateIPAddress ?? ""),
    groups: new Set((configuration.applicationSecurityGroups ?? []).map(({ id }) => id.toLowerCase())),
  };
  const address = configuration.publicIPAddress?.id ?? "";
  const own: readonly NamedWay[] =
    address === ""
      ? []
      : [
          {
            name: `public address ${lastOf(address)}`,
            way: { ...packet, only: null, unsure: null, openWithoutGroup: openBySku(address, asked) },
          },
        ];
  return [...own, ...forwarded(configuration, packet, asked)];
}

type Packet = Pick<Way, "family" | "address" | "groups">;

const familyOf = ({ privateIPAddressVersion: version }: Configuration): Family =>
  version?.toLowerCase() === "ipv6" ? "ipv6" : "ipv4";

/** The last part of an id, as people name a resource. */
export const lastOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

function openBySku(id: string, { addresses }: Asked): Way["openWithoutGroup"] {
  const found = rowOf(
    addresses(id.toLowerCase()).find(() => true),
    "the public address of the interface was not read",
  );
  return "problem" in found ? found.problem : isBasic(found.row.sku);
}

/** Only the Basic SKU is open where no group is. https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-overview#securebydefault */
function isBasic(sku: z.infer<typeof Sku>): boolean | Problem {
  const name = sku?.name ?? "";
  return name === ""
    ? { code: "not-in-answer", detail: "the answer from Azure lacks the SKU of a public address or load balancer" }
    : name.toLowerCase() === "basic";
}

/** The row of an answer, or why there is none: a row that another names, and that is not there, was not seen. */
export function rowOf<Row>(answer: Answer<Row>, unseen: string): { readonly row: Row } | { readonly problem: Problem } {
  if (answer.is === "found") return { row: answer.row };
  return { problem: answer.is === "unknown" ? answer.problem : { code: "not-seen", detail: unseen } };
}

/**
 * Inbound NAT rules that lead to a configuration: those that it names, and those for a pool of machines that it is in.
 * https://learn.microsoft.com/en-us/azure/load-balancer/inbound-nat-rules
 */
function forwarded(configuration: Configuration, packet: Packet, { balancers }: Asked): readonly NamedWay[] {
  const rules = idsOf(configuration.loadBalancerInboundNatRules);
  const pools = idsOf(configuration.loadBalancerBackendAddressPools);
  const ids = new Set([...rules, ...pools].map(balancerOf));
  return [...ids].sort().flatMap((id) => {
    const found = rowOf(
      balancers(id).find(() => true),
      "a load balancer that leads to the interface was not read",
    );
    const maybe = (unsure: Problem): NamedWay => ({
      name: `load balancer ${lastOf(id)}`,
      way: { ...packet, only: null, unsure, openWithoutGroup: unsure },
    });
    if ("problem" in found) return [maybe(found.problem)];
    const all = found.row.properties.inboundNatRules ?? [];
    const leading = all.filter(
      (rule) =>
        rules.includes(rule.id.toLowerCase()) ||
        pools.includes((rule.properties?.backendAddressPool?.id ?? "").toLowerCase()),
    );
    const isWhole = rules.every(
      (rule) => balancerOf(rule) !== id || leading.some((one) => one.id.toLowerCase() === rule),
    );
    return [...leading.flatMap((rule) => natWay(rule, found.row, packet)), ...(isWhole ? [] : [maybe(NO_RULE)])];
  });
}

const idsOf = (list: z.infer<typeof AllNamed>): readonly string[] => (list ?? []).map(({ id }) => id.toLowerCase());

const balancerOf = (id: string): string => id.replace(/\/(?:inboundnatrules|backendaddresspools)\/.*$/, "");

const NO_RULE: Problem = {
  code: "contradictory",
  detail: "an interface names an inbound NAT rule that its load balancer does not have",
};

/** A rule without a public frontend leads the internet nowhere. A floating address is kept, so the rules see one that is not known. */
function natWay({ id, properties: rule }: NatRule, balancer: Balancer, packet: Packet): readonly NamedWay[] {
  const of = (rule?.frontendIPConfiguration?.id ?? "").toLowerCase();
  const frontend = (balancer.properties.frontendIPConfigurations ?? []).find((each) => each.id.toLowerCase() === of);
  const isPublic = [frontend?.properties?.publicIPAddress, frontend?.properties?.publicIPPrefix].some(
    (each) => (each?.id ?? "") !== "",
  );
  if (frontend !== undefined && !isPublic) return [];
  const transports = TRANSPORTS.get((rule?.protocol ?? "").toLowerCase());
  const port = rule?.backendPort ?? null;
  const unsure = frontend === undefined || transports === undefined || port === null ? UNREADABLE : null;
  return [
    {
      name: `inbound NAT rule ${lastOf(balancer.id)}/${lastOf(id)}`,
      way: {
        ...packet,
        address: rule?.enableFloatingIP === true ? null : packet.address,
        only: transports === undefined || port === null ? null : { transports, port },
        unsure,
        openWithoutGroup: isBasic(balancer.sku),
      },
    },
  ];
}

const TRANSPORTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["tcp", ["tcp"]],
  ["udp", ["udp"]],
  ["all", ["tcp", "udp"]],
]);

const UNREADABLE: Problem = {
  code: "not-in-answer",
  detail: "an inbound NAT rule lacks its frontend, its backend port or a protocol that Azure documents",
};
