// Judges virtual networks: a flow log of Network Watcher has to target the network itself.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/network-watcher/flow-logs/get */
const FlowLog = z.object({
  properties: z.object({
    targetResourceId: z.string(),
    enabled: z.boolean().optional(),
    provisioningState: z.string().optional(),
    enabledFilteringCriteria: z.string().nullish(),
    recordTypes: z.string().nullish(),
  }),
});

const related = {
  flowLogs: relation({
    type: "microsoft.network/networkwatchers/flowlogs",
    within: "scope",
    global: true,
    reads: FlowLog,
    // ARM ids compare without regard to case, and Network Watcher keeps the spelling that it was given.
    on: (row) => [row.properties.targetResourceId.toLowerCase()],
  }),
};

const isOn = ({ properties }: z.infer<typeof FlowLog>): boolean =>
  properties.enabled === true && !["Deleting", "Failed"].includes(properties.provisioningState ?? "");

/** Record types are begin, continue, end and deny: a log without all of them leaves traffic out, as one with criteria does. */
const isWhole = ({ properties: { enabledFilteringCriteria, recordTypes } }: z.infer<typeof FlowLog>): boolean =>
  (enabledFilteringCriteria ?? "") === "" &&
  ["B", "C", "E", "D"].every((type) => (recordTypes || "B,C,E,D").includes(type));

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/virtualnetworks",
  global: true,
  reads: z.object({ id: z.string() }),
  related,
  // Flow logs of network security groups see only what those groups see, and none can be created since 30 June 2025.
  // https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview
  evaluate({ id }, { related: { flowLogs } }: Question<Parameters, typeof related>) {
    const logs = flowLogs(id.toLowerCase());
    const whole = logs.find((log) => isOn(log) && isWhole(log));
    if (whole.is === "found") return pass("a flow log of the virtual network is enabled", { filtered: false });
    const on = logs.find(isOn);
    if (on.is === "found")
      return pass("a flow log of the virtual network is enabled, and leaves out some traffic", { filtered: true });
    if (on.is === "unknown") return indeterminate(on.problem);
    const some = logs.find(() => true).is === "found";
    if (some)
      return fail("every flow log of the virtual network is disabled, failed or being deleted", { flowLog: true });
    return fail("no flow log targets the virtual network itself", { flowLog: false });
  },
});
