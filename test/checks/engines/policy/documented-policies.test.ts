// Policies that official pages give come out as the pages say. Before there was an engine of any service, each of them had no answer.
import { describe, expect, test } from "vitest";
import { publicGrants } from "../../../../checks/engines/policy/aws/resource-grants.ts";
import { BOUND } from "../bound.ts";
import { documented } from "./documented-policies.ts";
import { policy } from "./policy-text.ts";

describe.each(Object.entries(documented))("%s", (_, { service, arn, policies }) => {
  test.each(policies)("$name ($page)", ({ statements, access }) => {
    for (const each of [statements, statements.toReversed()]) {
      const grants = publicGrants(policy(...each), { service, arn }, BOUND);
      expect(grants.map((grant) => grant.access)).toEqual(access.length === 0 ? [] : [access]);
      expect(grants.map(({ to }) => to)).toEqual(access.length === 0 ? [] : ["everyone"]);
    }
  });
});

test("each service has as many as three", () => {
  for (const { policies } of Object.values(documented)) expect(policies.length).toBeGreaterThanOrEqual(3);
});
