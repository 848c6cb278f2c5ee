// Each role of a deployment has a name by which a rule tells of its changes, where IAM tells of them.
import { describe, expect, test } from "vitest";
import { IAM_REGION } from "../../config/deployed/alarm-places.ts";
import { eventMatches } from "../support/deployed/event-pattern.ts";
import type { Placed } from "../support/deployed/template.ts";
import { SHAPES, synthesise } from "./deployments.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const changed = (requestParameters: object) => ({
  source: "aws.iam",
  "detail-type": "AWS API Call via CloudTrail",
  detail: {
    eventSource: "iam.amazonaws.com",
    eventName: "UpdateAssumeRolePolicy",
    readOnly: false,
    managementEvent: true,
    requestParameters,
  },
});

describe.each(SHAPES)("$name", ({ input }) => {
  const { config, templates } = synthesise(input);
  const roles = templates.all("AWS::IAM::Role");
  const nameOf = ({ properties }: Placed): string => String(properties["RoleName"]);

  test("each role and each managed policy has a name of ours, but for the one that the config names", () => {
    const policies = templates.all("AWS::IAM::ManagedPolicy").map(({ properties }) => properties["ManagedPolicyName"]);
    const names = [...roles.map(nameOf), ...policies];
    expect(names.filter((name) => !/^tidemark-[a-z]/.test(String(name)))).toEqual([config.aws.role]);
  });

  test("a rule of its account tells of each role's changes, but for the role of members, which reads alone", () => {
    const rules = templates.all("AWS::Events::Rule").filter(({ place }) => place.region === IAM_REGION);
    const isTold = (role: Placed): boolean =>
      rules.some(
        ({ place, properties }) =>
          place.account === role.place.account &&
          eventMatches(properties["EventPattern"], changed({ roleName: nameOf(role) })),
      );
    expect(
      roles
        .filter((role) => !isTold(role))
        .map(nameOf)
        .toSorted(),
    ).toEqual([config.aws.role]);
  });
});
