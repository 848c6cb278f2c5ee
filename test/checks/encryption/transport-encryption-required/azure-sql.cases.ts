// Cases of the check that stores refuse unencrypted connections: SQL servers and managed instances of Azure.
import type { Case, Cases } from "../../cases.ts";
import { account, beforeBoth, elsewhere, newest, oldest, placed } from "./azure-resources.ts";

const sql: readonly Case[] = [
  {
    name: "a minimum of 1.2",
    slice: account({ minimalTlsVersion: "1.2" }),
    expect: "pass",
    basis: "configured",
    facts: { minimumTlsVersion: "1.2" },
  },
  {
    name: "a minimum of 1.0 where that will do",
    slice: account({ minimalTlsVersion: "1.0" }),
    parameters: oldest,
    expect: "pass",
    basis: "configured",
  },
  {
    name: "a minimum of 1.2 where 1.3 is required",
    slice: account({ minimalTlsVersion: "1.2" }),
    parameters: newest,
    expect: "fail",
  },
  {
    name: "a minimum of 1.1 where 1.3 is required",
    slice: account({ minimalTlsVersion: "1.1" }),
    parameters: newest,
    expect: "fail",
    because: "minimalTlsVersion allows TLS older than 1.3",
  },
  {
    name: "no minimum where 1.3 is required",
    slice: account({ minimalTlsVersion: "None" }),
    parameters: newest,
    expect: "fail",
  },
  {
    name: "a minimum nobody knows",
    slice: account({ minimalTlsVersion: "2.0" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

/** Of SQL servers the setting counts as it stands. */
const sqlServers: readonly Case[] = [
  ...sql,
  // Without one, clients without encryption get in as well.
  {
    name: "no minimum",
    slice: account({ minimalTlsVersion: "None" }),
    expect: "fail",
    because: "no minimum version of TLS is set (minimalTlsVersion)",
    facts: { minimumTlsVersion: "None" },
  },
  { name: "no minimum where any version will do", slice: account({}), parameters: oldest, expect: "fail" },
  ...["", null].map((minimalTlsVersion) => ({
    name: `no minimum, ${JSON.stringify(minimalTlsVersion)}`,
    slice: account({ minimalTlsVersion }),
    expect: "fail" as const,
    because: "no minimum version of TLS is set (minimalTlsVersion)",
  })),
  {
    name: "a minimum of 1.1",
    slice: account({ minimalTlsVersion: "1.1" }),
    expect: "fail",
    because: "minimalTlsVersion allows TLS older than 1.2",
  },
];

/** A managed instance without a minimum lets in clients without encryption, until Azure refuses them. */
const managedInstances: readonly Case[] = [
  ...sql,
  ...["1.0", "1.1"].map((minimalTlsVersion): Case => ({
    name: `a minimum of ${minimalTlsVersion}, which Azure no longer accepts`,
    slice: placed("westeurope", { minimalTlsVersion }),
    expect: "pass",
    basis: "provider",
    because: "SQL Managed Instance refuses TLS older than 1.2, whatever minimalTlsVersion says",
    facts: { minimumTlsVersion: minimalTlsVersion },
  })),
  {
    name: "a minimum of 1.1 on the last day of TLS 1.1",
    slice: placed("westeurope", { minimalTlsVersion: "1.1" }),
    asOf: beforeBoth,
    expect: "fail",
    because: "minimalTlsVersion allows TLS older than 1.2",
  },
  {
    name: "a minimum of 1.1 on the day after",
    slice: placed("westeurope", { minimalTlsVersion: "1.1" }),
    asOf: "2025-09-01T00:00:00.000Z",
    expect: "pass",
    basis: "provider",
  },
  {
    name: "a minimum of 1.0 where 1.1 is required",
    slice: placed("westeurope", { minimalTlsVersion: "1.0" }),
    parameters: { minimumTlsVersion: "1.1" },
    expect: "pass",
    basis: "provider",
  },
  ...elsewhere.map((location): Case => ({
    name: `a minimum of 1.1 in ${location}`,
    slice: placed(location, { minimalTlsVersion: "1.1" }),
    expect: "fail",
  })),
  {
    name: "a minimum of 1.1 in a cloud of its own",
    slice: account({ minimalTlsVersion: "1.1", fullyQualifiedDomainName: "orders.a1.database.chinacloudapi.cn" }),
    expect: "fail",
  },
  {
    name: "a minimum of 1.1 in public Azure, by its name",
    slice: account({ minimalTlsVersion: "1.1", fullyQualifiedDomainName: "orders.a1.database.windows.net" }),
    expect: "pass",
    basis: "provider",
  },
  // No page says that instances that had no minimum refuse what they let in.
  ...[{ minimalTlsVersion: "None" }, { minimalTlsVersion: "none" }, { minimalTlsVersion: null }, {}].flatMap(
    (properties): Case[] => [
      {
        name: `${JSON.stringify(properties)} since Azure refuses older versions`,
        slice: placed("westeurope", properties),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: `${JSON.stringify(properties)} before Azure refused older versions`,
        slice: placed("westeurope", properties),
        asOf: beforeBoth,
        expect: "fail",
        because: "no minimum version of TLS is set (minimalTlsVersion)",
      },
    ],
  ),
  {
    name: "no minimum where any version will do",
    slice: placed("westeurope", {}),
    parameters: oldest,
    expect: "indeterminate",
  },
  {
    name: "no minimum in a cloud of a government",
    slice: placed("usgovvirginia", { minimalTlsVersion: "None" }),
    expect: "fail",
  },
];

export const cases: Cases = {
  "azure microsoft.sql/servers": { cases: sqlServers },
  "azure microsoft.sql/managedinstances": { cases: managedInstances },
};
