// Machines in rows of Resource Graph: identities and networks stay, and settings of the operating system do not.
import { expect, test } from "vitest";
import { bodyOf, readExport } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const subscription = {
  id: `/subscriptions/${id}`,
  name: "Production",
  type: "microsoft.resources/subscriptions",
  subscriptionId: id,
  properties: { state: "Enabled" },
};
const read = async (type: string, identity: object | null, properties: object) => {
  const row = {
    id: `/subscriptions/${id}/resourceGroups/rg/providers/${type}/nl`,
    name: "nl",
    type,
    subscriptionId: id,
    identity,
    properties,
  };
  const graph = { format: "az-graph", scope: `azure/${id}`, types: [type] };
  const file = { count: 2, data: [row, subscription], skip_token: null, total_records: 2 };
  return bodyOf(await readExport(graph, file, [`${type}@global`]));
};

const networkInterfaces = [{ id: "/nic", properties: { primary: true } }];
const osProfile = { adminUsername: "jane", customData: "c2VjcmV0", adminPassword: "secret" };

test("a virtual machine", async () => {
  const body = await read(
    "microsoft.compute/virtualmachines",
    {
      type: "SystemAssigned, UserAssigned",
      principalId: "p1",
      tenantId: "t",
      userAssignedIdentities: { "/ids/a": { principalId: "p2", clientId: "c2" }, "/ids/b": {} },
    },
    {
      vmId: "v",
      userData: "c2VjcmV0",
      osProfile,
      networkProfile: { networkInterfaces },
      extended: { instanceView: { powerState: { code: "PowerState/running" } } },
    },
  );
  expect(body["properties"]).toEqual({ vmId: "v", networkProfile: { networkInterfaces } });
  expect(body["identity"]).toEqual({
    type: "SystemAssigned, UserAssigned",
    principalId: "p1",
    userAssignedIdentities: { "/ids/a": { principalId: "p2" }, "/ids/b": {} },
  });
});

test("a virtual machine without an identity", async () => {
  expect(await read("microsoft.compute/virtualmachines", null, { vmId: "v" })).not.toHaveProperty("identity");
});

test("a scale set", async () => {
  const networkProfile = { networkInterfaceConfigurations: [] };
  const extensionProfile = { extensions: [{ properties: { settings: { commandToExecute: "secret" } } }] };
  const body = await read(
    "microsoft.compute/virtualmachinescalesets",
    { type: "SystemAssigned", principalId: "p1" },
    {
      orchestrationMode: "Uniform",
      virtualMachineProfile: { osProfile, networkProfile, extensionProfile, userData: "c2VjcmV0" },
    },
  );
  expect(body["properties"]).toEqual({ orchestrationMode: "Uniform", virtualMachineProfile: { networkProfile } });
  expect(body["identity"]).toEqual({ type: "SystemAssigned", principalId: "p1" });
  expect(JSON.stringify(body)).not.toMatch(/jane|secret|c2VjcmV0/);
});
