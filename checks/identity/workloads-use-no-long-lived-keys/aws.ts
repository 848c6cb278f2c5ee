// Judges IAM users by whether they have an active access key, and machines of EC2 by whether they have a role.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { Flag, unclear } from "../../readings/aws/credential-report.ts";
import type { Parameters } from "./parameters.ts";

const ROOT = "<root_account>";

const user = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::IAM::CredentialReportRow",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
  reads: z.object({ User: z.string(), PasswordEnabled: Flag, AccessKey1Active: Flag, AccessKey2Active: Flag }),
  evaluate({ User, PasswordEnabled, AccessKey1Active, AccessKey2Active }) {
    if (User === ROOT)
      return notApplicable("owner-accounts-have-mfa-and-no-keys judges the access keys of the root user");
    const keys = [AccessKey1Active, AccessKey2Active];
    const facts = { activeKeys: keys.filter((active) => active === true).length, password: PasswordEnabled };
    if (facts.activeKeys > 0) return fail(`the user has active access keys: ${facts.activeKeys}`, facts);
    if (keys.some((active) => active !== false)) return indeterminate(unclear, facts);
    return pass("the user has no active access key", facts);
  },
});

/** States in which a machine is there and may run again. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const GONE: ReadonlySet<string> = new Set(["shutting-down", "terminated"]);

const stateMissing: Problem = { code: "not-in-answer", detail: "the answer from AWS lacks the state of the machine" };

const machine = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::Instance",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
  reads: z.object({
    State: z.object({ Name: z.string().nullish() }).nullish(),
    IamInstanceProfile: z.object({ Arn: z.string().nullish() }).nullish(),
  }),
  evaluate({ State, IamInstanceProfile }, { parameters }: { readonly parameters: Parameters }) {
    if (!parameters.requireMachineRole)
      return notApplicable("the config does not ask that machines have a role (requireMachineRole)");
    const name = State?.Name ?? null;
    if (name !== null && GONE.has(name)) return notApplicable("the machine is terminated, or about to be");
    const facts = { instanceProfile: (IamInstanceProfile?.Arn ?? "") !== "" };
    if (facts.instanceProfile) return pass("the machine has an instance profile", facts);
    // DescribeInstances leaves the member out of a machine without a profile.
    return name === null ? indeterminate(stateMissing, facts) : fail("the machine has no instance profile", facts);
  },
});

export const aws = [user, machine];
