// Answers CloudFormation, which waits for a custom resource.

/** The members of a request that its answer repeats, and where the answer goes. */
export type StackRequest = {
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
};

/** Always the same: another id would have CloudFormation delete the resource of the id before. */
const PHYSICAL_ID = "tidemark-outbound-federation";

/**
 * `failure`: why there is no such resource; null where there is. Rejects where the answer was not taken.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function answerStack(request: StackRequest, failure: string | null): Promise<void> {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = request;
  const ids = { PhysicalResourceId: PHYSICAL_ID, StackId, RequestId, LogicalResourceId };
  const answer = failure === null ? { Status: "SUCCESS", ...ids } : { Status: "FAILED", Reason: failure, ...ids };
  // The address is signed for a body without a content type.
  const { ok, status } = await fetch(ResponseURL, {
    method: "PUT",
    headers: { "content-type": "" },
    body: Buffer.from(JSON.stringify(answer)),
  });
  if (!ok) throw new Error(`CloudFormation took no answer (HTTP ${status}). Deploy again`);
}
