// Judges queues of SQS, topics of SNS and keys of KMS: AWS Config records their policies too.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { kms } from "../../engines/policy/aws/services/kms.ts";
import { sns } from "../../engines/policy/aws/services/sns.ts";
import { sqs } from "../../engines/policy/aws/services/sqs.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { verdictOn } from "./aws-policy.ts";
import type { Parameters } from "./parameters.ts";

type Asked = Question<Parameters, unknown>;

const lacks = (what: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from AWS lacks the policy of the ${what}, which each ${what} has`,
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html: a queue need not have a policy. */
const queue = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::SQS::Queue",
  global: false,
  reads: z.object({ QueueArn: z.string(), Policy: PolicyDocument.optional() }),
  evaluate({ QueueArn, Policy }, { parameters }: Asked) {
    if (Policy === undefined) return pass("the queue has no policy", shownGrants([]));
    return verdictOn(Policy, QueueArn, { what: "queue", service: sqs }, parameters);
  },
});

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html: a topic is made with a policy for its owner. */
const topic = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::SNS::Topic",
  global: false,
  reads: z.object({ TopicArn: z.string(), Policy: PolicyDocument.optional() }),
  evaluate({ TopicArn, Policy }, { parameters }: Asked) {
    if (Policy === undefined) return indeterminate(lacks("topic"));
    return verdictOn(Policy, TopicArn, { what: "topic", service: sns }, parameters);
  },
});

/** States in which nobody can use a key. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const OUT_OF_USE: ReadonlySet<string> = new Set(["Disabled", "PendingDeletion", "PendingReplicaDeletion"]);

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html: each key has exactly one policy. */
const key = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::KMS::Key",
  global: false,
  reads: z.object({
    Arn: z.string(),
    KeyManager: z.enum(["AWS", "CUSTOMER"]),
    KeyState: z.string(),
    Policy: PolicyDocument.optional(),
  }),
  evaluate({ Arn, KeyManager, KeyState: state, Policy }, { parameters }: Asked) {
    if (KeyManager === "AWS") return notApplicable("AWS manages the key and its policy");
    if (OUT_OF_USE.has(state)) return notApplicable("nobody can use the key in its state (KeyState)", { state });
    if (Policy === undefined) return indeterminate(lacks("key"));
    return verdictOn(Policy, Arn, { what: "key", service: kms }, parameters);
  },
});

export const recorded = [queue, topic, key];
