// Judges virtual machines: each way from the internet to their interfaces, through the rules that guard it.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { wayExposure, type Guard } from "../../engines/reachability/azure/interface.ts";
import type { Named } from "../../engines/reachability/asked-traffic.ts";
import { judgeListed } from "../../engines/reachability/listed-traffic.ts";
import { listed } from "../../engines/reachability/opening.ts";
import { defineEvaluator, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { guardOf, guardRelations } from "../../readings/azure/interface-guard.ts";
import { lastOf, rowOf, wayRelations, waysTo, type NamedWay } from "../../readings/azure/interface-ways.ts";
import type { Parameters } from "./parameters.ts";

const related = { ...wayRelations, ...guardRelations };
type MachineQuestion = Question<Parameters, typeof related>;

type Guarded = NamedWay & { readonly guard: Guard };
type Found = { readonly ways: readonly Guarded[]; readonly problem: Problem | null };

/** The ways to a machine by one of its interfaces, with what guards each. */
function waysBy(id: string, { related: asked }: MachineQuestion): Found {
  const found = rowOf(
    asked.interfaces(id.toLowerCase()).find(() => true),
    "an interface of the machine was not read",
  );
  if ("problem" in found) return { ways: [], problem: found.problem };
  const configurations = found.row.properties.ipConfigurations ?? [];
  if (configurations.length === 0) return { ways: [], problem: NO_CONFIGURATION };
  const ways = configurations.flatMap(({ properties }) =>
    waysTo(properties, asked).map(({ name, way }) => ({
      name: `${name} (${lastOf(id)})`,
      way,
      guard: guardOf(found.row, properties, asked),
    })),
  );
  return { ways, problem: null };
}

const NO_CONFIGURATION: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks the IP configurations of an interface",
};

/** All traffic that rules and load balancers on the way name. */
const namedBy = ({ way, guard }: Guarded): readonly Named[] => [
  ...[...guard.admin, ...(guard.subnet ?? []), ...(guard.own ?? [])].map(({ protocol, ports }) => ({
    protocol,
    ports,
  })),
  ...(way.only?.transports ?? []).map((protocol) => ({ protocol, ports: [`${way.only?.port}`] })),
];

const machine = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.compute/virtualmachines",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get
  reads: z.object({
    properties: z.object({
      provisioningState: z.string().nullish(),
      networkProfile: z.object({ networkInterfaces: z.array(z.object({ id: z.string() })).nullish() }).nullish(),
    }),
  }),
  related,
  evaluate({ properties }, question: MachineQuestion) {
    if (properties.provisioningState?.toLowerCase() === "deleting")
      return notApplicable("the machine is being deleted");
    const interfaces = properties.networkProfile?.networkInterfaces ?? [];
    if (interfaces.length === 0) return indeterminate(NO_INTERFACE);
    const found = interfaces.map(({ id }) => waysBy(id, question));
    const ways = found.flatMap((each) => each.ways);
    const unread = found.find(({ problem }) => problem !== null)?.problem ?? null;
    if (ways.length === 0 && unread === null)
      return pass("no public address and no inbound NAT rule leads to the machine");
    const facts: JsonObject = { ways: listed(ways.map(({ name }) => name)) };
    const { parameters } = question;
    return judgeListed({ who: "the network lets", facts }, parameters, ways.flatMap(namedBy), (port, transport) => {
      const each = ways.map(({ way, guard }) => wayExposure(way, guard, port, transport, parameters));
      const problem = each.find((one) => one.problem !== null)?.problem ?? unread;
      return { open: each.flatMap(({ open }) => open), problem };
    });
  },
});

const NO_INTERFACE: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks the network interfaces of the machine",
};

export const azure = [machine];
