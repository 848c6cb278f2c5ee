// Cases of the check that network flow logs are on: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const logs = (...rows: Json[]): { flowLogs: RelatedRows } => ({ flowLogs: { rows } });

const id = "/subscriptions/s/resourceGroups/Net/providers/Microsoft.Network/virtualNetworks/Hub";

const watched = (members: Members = {}): Json => ({
  properties: { targetResourceId: id, enabled: true, provisioningState: "Succeeded", ...members },
});

const flowLogId = (name: string): string =>
  `/subscriptions/s/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/nw/flowLogs/${name}`;

const naming = (...flowLogs: Json[]): Json => ({ id, properties: { flowLogs } });

export const cases: Cases = {
  "azure microsoft.network/virtualnetworks": {
    cases: [
      {
        name: "a log of the network, spelled otherwise",
        slice: { id },
        related: logs(watched({ targetResourceId: id.toUpperCase() })),
        expect: "pass",
      },
      {
        name: "no log",
        slice: { id },
        related: logs(),
        expect: "fail",
        because: "no flow log targets the virtual network itself",
        facts: { flowLog: false },
      },
      {
        name: "a log that is off",
        slice: { id },
        related: logs(watched({ enabled: false })),
        expect: "fail",
        because: "every flow log of the virtual network is disabled, failed or being deleted",
        facts: { flowLog: true },
      },
      ...["Failed", "failed", "Canceled", "DELETING"].map((provisioningState) => ({
        name: `a log that could not be set up: ${provisioningState}`,
        slice: { id },
        related: logs(watched({ provisioningState })),
        expect: "fail" as const,
      })),
      {
        name: "a log of all of it beside one that leaves something out",
        slice: { id },
        related: logs(watched({ enabledFilteringCriteria: "dstPort=443" }), watched({ recordTypes: "B,C,E,D" })),
        expect: "pass",
        facts: { filtered: false },
      },
      {
        name: "a log of some traffic",
        slice: { id },
        related: logs(watched({ enabledFilteringCriteria: "dstPort=443" })),
        expect: "pass",
        facts: { filtered: true },
      },
      {
        name: "a log without what was denied",
        slice: { id },
        related: logs(watched({ enabledFilteringCriteria: "", recordTypes: "B,C,E" })),
        expect: "pass",
        facts: { filtered: true },
      },
      {
        name: "a log that is being changed",
        slice: { id },
        related: logs(watched({ provisioningState: "Updating" })),
        expect: "pass",
      },
      {
        name: "a log that does not say whether it is on",
        slice: { id },
        related: logs({ properties: { targetResourceId: id } }),
        expect: "indeterminate",
        because: "the answer from Azure lacks properties.enabled of a flow log of the virtual network",
      },
      {
        name: "a log that does not say whether it is on, beside one that is off",
        slice: { id },
        related: logs(watched({ enabled: null }), watched({ enabled: false })),
        expect: "indeterminate",
      },
      {
        name: "a log that does not say whether it is on, and is being deleted",
        slice: { id },
        related: logs(watched({ enabled: null, provisioningState: "Deleting" })),
        expect: "fail",
      },
      {
        name: "a log without a state of provisioning",
        slice: { id },
        related: logs(watched({ provisioningState: null })),
        expect: "pass",
      },
      // Neither covers the network.
      {
        name: "logs of a subnet and of a network security group",
        slice: { id },
        related: logs(
          watched({ targetResourceId: `${id}/subnets/web` }),
          watched({
            targetResourceId:
              "/subscriptions/s/resourceGroups/Net/providers/Microsoft.Network/networkSecurityGroups/Hub",
          }),
        ),
        expect: "fail",
      },
      {
        name: "a network whose name another's starts with",
        slice: { id },
        related: logs(watched({ targetResourceId: `${id}2` })),
        expect: "fail",
      },
      // The network names its logs itself; who may not read its network watcher sees none of them.
      {
        name: "a log that the network names, and that was not read",
        slice: naming({ id: flowLogId("hub") }),
        related: logs(),
        expect: "indeterminate",
        problem: "contradictory",
        because: "flowLogs of the virtual network names a flow log that was not read",
      },
      {
        name: "a named log that is off, and another that was not read",
        slice: naming({ id: flowLogId("off") }, { id: flowLogId("hub") }),
        related: logs({ id: flowLogId("off"), ...(watched({ enabled: false }) as Members) }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a named log that is off, spelled otherwise",
        slice: naming({ id: flowLogId("off") }),
        related: logs({ id: flowLogId("off").toLowerCase(), ...(watched({ enabled: false }) as Members) }),
        expect: "fail",
        because: "every flow log of the virtual network is disabled, failed or being deleted",
      },
      {
        name: "a named log that turns out to be a subnet's",
        slice: naming({ id: flowLogId("web") }),
        related: logs({ id: flowLogId("web"), ...(watched({ targetResourceId: `${id}/subnets/web` }) as Members) }),
        expect: "fail",
        because: "no flow log targets the virtual network itself",
      },
      {
        name: "a named log that is on, and another that was not read",
        slice: naming({ id: flowLogId("hub") }, { id: flowLogId("other") }),
        related: logs({ id: flowLogId("hub"), ...(watched() as Members) }),
        expect: "pass",
      },
      {
        name: "a named log without an id",
        slice: naming({}),
        related: logs(),
        expect: "indeterminate",
        problem: "contradictory",
      },
      { name: "a network that names no log", slice: naming(), related: logs(), expect: "fail" },
      {
        name: "a network whose list of logs is null",
        slice: { id, properties: { flowLogs: null } },
        related: logs(),
        expect: "fail",
      },
      {
        name: "a named log, and not all logs were read",
        slice: naming({ id: flowLogId("hub") }),
        related: { flowLogs: { rows: [], complete: false, problem: { code: "denied", detail: "flowLogs/read" } } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "not all logs were read",
        slice: { id },
        related: { flowLogs: { rows: [], complete: false } },
        expect: "indeterminate",
      },
      { name: "a network without an id", slice: { name: "Hub" }, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
