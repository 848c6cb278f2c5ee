// Firewall rules of database servers: an address that is null hides no other rule.
import { expect, test } from "vitest";
import {
  MYSQL_FIREWALL_RULES,
  POSTGRES_CLUSTER_FIREWALL_RULES,
  POSTGRES_FIREWALL_RULES,
  SQL_FIREWALL_RULES,
} from "../../../collectors/azure/answers/firewall-rules.ts";

const SERVER = "/subscriptions/s/resourcegroups/g/providers/microsoft.sql/servers/one";
const rule = (name: string, startIpAddress: string | null, endIpAddress: string | null) => ({
  name,
  properties: { startIpAddress, endIpAddress },
});

test.each([SQL_FIREWALL_RULES, POSTGRES_FIREWALL_RULES, POSTGRES_CLUSTER_FIREWALL_RULES, MYSQL_FIREWALL_RULES])(
  "$slug",
  ({ body }) => {
    const value = [
      rule("b", "0.0.0.0", "255.255.255.255"),
      rule("a", null, "192.0.2.1"),
      { name: "c", properties: {} },
    ];
    expect(body({ value }, SERVER)).toEqual({
      Server: SERVER,
      Rules: [
        { name: "a", startIpAddress: null, endIpAddress: "192.0.2.1" },
        { name: "b", startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" },
        { name: "c", startIpAddress: null, endIpAddress: null },
      ],
    });
    expect(body({ value: [{ name: "a" }] }, SERVER)).toBeUndefined();
  },
);
