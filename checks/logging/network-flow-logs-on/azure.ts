// Judges virtual networks: a flow log of Network Watcher has to target the network itself.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/network-watcher/flow-logs/get */
const FlowLog = z.object({
  id: z.string().nullish(),
  properties: z.object({
    targetResourceId: z.string(),
    enabled: z.boolean().nullish(),
    provisioningState: z.string().nullish(),
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
    // A network's logs are found by the network, and a log that the network names by its own id.
    // ARM ids compare without regard to case, and Network Watcher keeps the spelling that it was given.
    on: ({ id, properties: { targetResourceId: target } }) =>
      [target, ...(id == null ? [] : [id])].map((text) => text.toLowerCase()),
  }),
};

const isGoing = ({ properties }: z.infer<typeof FlowLog>): boolean =>
  ["deleting", "failed", "canceled"].includes((properties.provisioningState ?? "").toLowerCase());
const isOn = (log: z.infer<typeof FlowLog>): boolean => log.properties.enabled === true && !isGoing(log);
/** A log that may be on: the answer does not say. */
const isUnsaid = (log: z.infer<typeof FlowLog>): boolean => log.properties.enabled == null && !isGoing(log);

/** Record types are begin, continue, end and deny: a log without all of them leaves traffic out, as one with criteria does. */
const isWhole = ({ properties: { enabledFilteringCriteria, recordTypes } }: z.infer<typeof FlowLog>): boolean =>
  (enabledFilteringCriteria ?? "") === "" &&
  ["B", "C", "E", "D"].every((type) => (recordTypes || "B,C,E,D").includes(type));

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/virtualnetworks",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/virtualnetwork/virtual-networks/get
  reads: z.object({
    id: z.string(),
    properties: z.object({ flowLogs: z.array(z.object({ id: z.string().nullish() })).nullish() }).nullish(),
  }),
  related,
  // Flow logs of network security groups see only what those groups see, and none can be created since 30 June 2025.
  // https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview
  evaluate({ id, properties }, { related: { flowLogs } }: Question<Parameters, typeof related>) {
    const logs = flowLogs(id.toLowerCase());
    const whole = logs.find((log) => isOn(log) && isWhole(log));
    if (whole.is === "found") return pass("a flow log of the virtual network is enabled", { filtered: false });
    const on = logs.find(isOn);
    if (on.is === "found")
      return pass("a flow log of the virtual network is enabled, and leaves out some traffic", { filtered: true });
    if (on.is === "unknown") return indeterminate(on.problem);
    // The network's own row and the rows of its logs have to agree before the network counts as one without an enabled log.
    const named = (properties?.flowLogs ?? []).map((log) => (log.id ?? "").toLowerCase());
    const isRead = (log: string): boolean => log !== "" && flowLogs(log).find(() => true).is === "found";
    if (!named.every(isRead)) {
      const detail = "flowLogs of the virtual network names a flow log that was not read";
      return indeterminate({ code: "contradictory", detail });
    }
    if (logs.find(isUnsaid).is === "found") {
      const detail = "the answer from Azure lacks properties.enabled of a flow log of the virtual network";
      return indeterminate({ code: "not-in-answer", detail });
    }
    const some = logs.find(() => true).is === "found";
    if (some)
      return fail("every flow log of the virtual network is disabled, failed or being deleted", { flowLog: true });
    return fail("no flow log targets the virtual network itself", { flowLog: false });
  },
});
