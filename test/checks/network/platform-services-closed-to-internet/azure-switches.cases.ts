// Cases of the check that platform services are closed to the internet: services of Azure that have little more than a switch.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { service, switchOf } from "./azure-service.ts";

const endpoint = (status: string | null): Json => ({ properties: { privateLinkServiceConnectionState: { status } } });

export const cases: Cases = {
  "azure microsoft.databricks/workspaces": {
    cases: [
      ...switchOf("workspace"),
      // https://learn.microsoft.com/en-us/rest/api/databricks/workspaces/get; IP access lists are in the workspace itself
      {
        name: "public networks, as far as IP access lists let them in",
        slice: service(),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "the switch was never set", slice: service({ publicNetworkAccess: null }), expect: "indeterminate" },
      {
        name: "public networks, where no public endpoint is allowed",
        slice: service(),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the workspace has a public endpoint",
      },
    ],
  },
  "azure microsoft.appconfiguration/configurationstores": {
    cases: [
      ...switchOf("configuration store"),
      {
        name: "public networks",
        slice: service(),
        expect: "fail",
        because: "the configuration store answers every public network",
      },
      // https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-public-access: "Automatic"
      {
        name: "the switch was never set, and there is no private endpoint",
        slice: service({ publicNetworkAccess: null, privateEndpointConnections: [] }),
        expect: "fail",
      },
      {
        name: "the switch was never set, and endpoints are null",
        slice: service({ publicNetworkAccess: null, privateEndpointConnections: null }),
        expect: "fail",
      },
      {
        name: "the switch was never set, and a private endpoint is approved",
        slice: service({
          publicNetworkAccess: "",
          privateEndpointConnections: [endpoint("Pending"), endpoint("Approved")],
        }),
        expect: "pass",
        because: "only private endpoints reach the configuration store, while one of them is approved",
      },
      {
        name: "the switch was never set, and a private endpoint is pending",
        slice: service({ publicNetworkAccess: null, privateEndpointConnections: [endpoint("Pending")] }),
        expect: "fail",
      },
      {
        name: "the switch was never set, and a private endpoint does not say how it is",
        slice: service({ publicNetworkAccess: null, privateEndpointConnections: [endpoint(null)] }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "the switch was never set, and nothing is said of private endpoints",
        slice: service({ publicNetworkAccess: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "azure microsoft.datafactory/factories": {
    cases: [
      ...switchOf("data factory"),
      // https://learn.microsoft.com/en-us/azure/data-factory/data-factory-private-link
      {
        name: "public networks",
        slice: service(),
        expect: "fail",
        because: "the data factory answers every public network",
      },
      {
        name: "the switch was never set",
        slice: service({ publicNetworkAccess: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "azure microsoft.machinelearningservices/workspaces": {
    cases: [
      ...switchOf("workspace"),
      { name: "public networks", slice: service(), expect: "fail" },
      // https://learn.microsoft.com/en-us/azure/machine-learning/how-to-configure-private-link
      { name: "one office", slice: service({ ipAllowlist: ["198.51.100.0/24"] }), expect: "pass" },
      { name: "everybody, by the list", slice: service({ ipAllowlist: ["0.0.0.0/0"] }), expect: "fail" },
      {
        name: "the switch was never set",
        slice: service({ publicNetworkAccess: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
