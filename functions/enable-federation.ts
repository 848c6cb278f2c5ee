// Answers CloudFormation, which asks for outbound federation as for a resource: a creation turns it on in the account, and
// nothing ever turns it off.
import { IAMClient } from "@aws-sdk/client-iam";
import { z } from "zod";
import { enableFederation } from "./federating/enable.ts";
import { answerStack } from "./federating/stack-answer.ts";
import { handle } from "./environment/handle.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html, as far as it is used. */
const Event = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});

const iam = new IAMClient({});

export const handler = handle(Event, async (event) => {
  const { RequestType: request } = event;
  // Others in the account may use tokens by now.
  const failure = request === "Delete" ? null : await enableFederation(iam);
  await answerStack(event, failure);
  return { result: { request, failure }, counts: {} };
});
