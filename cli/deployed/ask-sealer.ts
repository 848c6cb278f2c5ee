// Asks the sealing function of a deployment for what it alone can do, since nobody else may use the keys.
import { randomUUID } from "node:crypto";
import type { InvokeCommandOutput } from "@aws-sdk/client-lambda";
import type { z } from "zod";
import { placesOf, type DeployedConfig } from "../../config/deployed/places.ts";
import { requestKey } from "../../config/deployed/request-keys.ts";
import { canonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import type { OperatorRequest } from "../../ledger/operator/operator-request.ts";
import { StoreError } from "../../ledger/store.ts";
import { failed } from "../../ledger/stores/s3/failure.ts";
import type { DeployedPlaces } from "./places.ts";
import { putSameInWork } from "./work-bucket.ts";

/**
 * Leaves the request in the work bucket, where only an operator can, invokes the function with its key, and waits for its
 * answer. Rejects with StoreError in one line: the function's own where it refused, or why it could not be asked.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function askSealer<Answer>(
  { config, work }: Pick<DeployedPlaces, "config" | "work">,
  request: OperatorRequest,
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const operator = requestKey(randomUUID());
  await putSameInWork(work, operator, canonicalLine(request));
  const { FunctionError, Payload } = await invoke(config, JSON.stringify({ operator }));
  const said = JSON.parse(Buffer.from(Payload ?? []).toString("utf8") || "null") as unknown;
  if (FunctionError !== undefined) {
    const { errorMessage = FunctionError } = (said ?? {}) as { readonly errorMessage?: string };
    throw new StoreError(`the sealing function: ${errorMessage.split("\n")[0]}`);
  }
  const read = answer.safeParse(said);
  if (read.success) return read.data;
  throw new StoreError(
    "the sealing function gave an answer that this version cannot read. Use the same version of Tidemark here and in the deployment",
  );
}

async function invoke(config: DeployedConfig, Payload: string): Promise<InvokeCommandOutput> {
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient({ region: config.deployment.region });
  try {
    const FunctionName = placesOf(config).sealingFunction;
    return await client.send(new InvokeCommand({ FunctionName, InvocationType: "RequestResponse", Payload }));
  } catch (error) {
    throw failed("cannot call the sealing function", "lambda:InvokeFunction", error);
  }
}
