// Cases of the check that stores refuse unencrypted connections: storage accounts and Cosmos DB.
import type { Case, Cases, Members } from "../../cases.ts";
import { account, beforeStorage, elsewhere, newest, oldest, placed } from "./azure-resources.ts";

/** None at all, in every form, and versions that Azure refuses by now. */
const settings: readonly Members[] = [
  {},
  { minimumTlsVersion: null },
  { minimumTlsVersion: "" },
  { minimumTlsVersion: "TLS1_0" },
  { minimumTlsVersion: "TLS1_1" },
];

export const cases: Cases = {
  "azure microsoft.storage/storageaccounts": {
    cases: [
      {
        name: "secure transfer required, version 1.2",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" }),
        expect: "pass",
        facts: { httpsOnly: true, minimumTlsVersion: "TLS1_2" },
      },
      {
        name: "plain HTTP accepted",
        slice: account({ supportsHttpsTrafficOnly: false, minimumTlsVersion: "TLS1_2" }),
        expect: "fail",
        because: "the account accepts plain HTTP (supportsHttpsTrafficOnly is false)",
      },
      // Absent means 1.0, and Azure refuses that since 3 February 2026.
      ...settings.flatMap((set): Case[] => [
        {
          name: `${JSON.stringify(set)} since Azure refuses older versions`,
          slice: placed("westeurope", { supportsHttpsTrafficOnly: true, ...set }),
          asOf: "2026-02-03T00:00:00.000Z",
          expect: "pass",
          basis: "provider",
          because:
            "the account refuses plain HTTP, and Azure Storage refuses TLS older than 1.2, whatever minimumTlsVersion says",
          facts: { httpsOnly: true, minimumTlsVersion: set["minimumTlsVersion"] || null },
        },
        {
          name: `${JSON.stringify(set)} before Azure refused older versions`,
          slice: placed("westeurope", { supportsHttpsTrafficOnly: true, ...set }),
          asOf: beforeStorage,
          expect: "fail",
          because: "minimumTlsVersion of the account allows TLS older than 1.2",
          facts: { httpsOnly: true, minimumTlsVersion: set["minimumTlsVersion"] || null },
        },
        {
          name: `${JSON.stringify(set)} where 1.3 is required`,
          slice: placed("westeurope", { supportsHttpsTrafficOnly: true, ...set }),
          parameters: newest,
          expect: "fail",
          because: "minimumTlsVersion of the account allows TLS older than 1.3",
        },
        {
          name: `${JSON.stringify(set)} and plain HTTP`,
          slice: placed("westeurope", { supportsHttpsTrafficOnly: false, ...set }),
          expect: "fail",
        },
        {
          name: `${JSON.stringify(set)} and no word on plain HTTP`,
          slice: placed("westeurope", set),
          expect: "indeterminate",
          problem: "not-in-answer",
        },
        {
          name: `${JSON.stringify(set)} and no region`,
          slice: account({ supportsHttpsTrafficOnly: true, ...set }),
          expect: "pass",
          basis: "provider",
        },
        ...["blob.core.usgovcloudapi.net", "blob.core.chinacloudapi.cn", "blob.core.example"].map((host): Case => ({
          name: `${JSON.stringify(set)} at ${host}`,
          slice: account({
            supportsHttpsTrafficOnly: true,
            primaryEndpoints: { blob: `https://acme.${host}/` },
            ...set,
          }),
          expect: "fail",
        })),
        ...["blob.core.windows.net", "z01.blob.storage.azure.net"].map((host): Case => ({
          name: `${JSON.stringify(set)} at ${host}`,
          slice: placed("germanywestcentral", {
            supportsHttpsTrafficOnly: true,
            primaryEndpoints: { blob: `https://acme.${host}/`, web: null },
            ...set,
          }),
          expect: "pass",
        })),
        ...elsewhere.map((location): Case => ({
          name: `${JSON.stringify(set)} in ${location}`,
          slice: placed(location, { supportsHttpsTrafficOnly: true, ...set }),
          expect: "fail",
        })),
      ]),
      {
        name: "no minimum version where any will do",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: null }),
        parameters: oldest,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "version 1.2 where 1.3 is required",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" }),
        parameters: newest,
        expect: "fail",
      },
      {
        name: "no word on plain HTTP",
        slice: account({ minimumTlsVersion: "TLS1_2" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a version nobody knows",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS9_9" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.dbforpostgresql/servergroupsv2": {
    never: {
      fail: "Azure itself refuses TLS before 1.2, and Tidemark does not read the setting that refuses later versions",
    },
    cases: [
      {
        name: "a cluster, which nobody can set otherwise",
        slice: { id: "/subscriptions/s/resourceGroups/Data/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/c" },
        expect: "pass",
        basis: "provider",
        because: "clusters of Cosmos DB for PostgreSQL refuse connections without TLS, and TLS older than 1.2",
        facts: {},
      },
      {
        name: "a cluster where 1.3 is required",
        slice: { id: "/subscriptions/s/resourceGroups/Data/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/c" },
        parameters: newest,
        expect: "indeterminate",
        problem: "not-supported",
      },
    ],
  },
  "azure microsoft.documentdb/databaseaccounts": {
    cases: [
      {
        name: "version 1.2",
        slice: account({ minimalTlsVersion: "Tls12" }),
        expect: "pass",
        basis: "provider",
        facts: { minimumTlsVersion: "Tls12" },
      },
      { name: "no minimum version", slice: account({}), expect: "pass", basis: "provider" },
      // The service accepts nothing older whatever an account says.
      { name: "version 1.0", slice: account({ minimalTlsVersion: "Tls" }), expect: "pass", basis: "provider" },
      {
        name: "version 1.2 where 1.3 is required",
        slice: account({ minimalTlsVersion: "Tls12" }),
        parameters: newest,
        expect: "fail",
      },
      {
        name: "version 1.3 where it is required",
        slice: account({ minimalTlsVersion: "Tls13" }),
        parameters: newest,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "a version nobody knows",
        slice: account({ minimalTlsVersion: "Quantum" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
