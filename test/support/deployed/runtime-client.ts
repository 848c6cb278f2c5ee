// The side of a Lambda that AWS's own runtime has: takes invocations from the Runtime API and gives them to the bundle's handler.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const {
  AWS_LAMBDA_RUNTIME_API: api = "",
  LAMBDA_TASK_ROOT: root = "",
  AWS_LAMBDA_FUNCTION_NAME: name = "",
} = process.env;
const runtime = `http://${api}/2018-06-01/runtime`;

type Handler = (event: unknown, context: object) => Promise<unknown>;

const told = (error: unknown): string => {
  const { name: errorType = "Error", message: errorMessage = String(error), stack = "" } = error as Partial<Error>;
  return JSON.stringify({ errorType, errorMessage, stackTrace: stack.split("\n") });
};

let handler: Handler;
try {
  ({ handler } = (await import(pathToFileURL(join(root, "index.mjs")).href)) as { readonly handler: Handler });
} catch (error) {
  await fetch(`${runtime}/init/error`, { method: "POST", body: told(error) });
  process.exit(1);
}
for (;;) {
  const next = await fetch(`${runtime}/invocation/next`);
  const id = next.headers.get("lambda-runtime-aws-request-id") ?? "";
  const deadline = Number(next.headers.get("lambda-runtime-deadline-ms"));
  const context = {
    awsRequestId: id,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: next.headers.get("lambda-runtime-invoked-function-arn") ?? "",
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] ?? "",
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"] ?? "",
    logStreamName: process.env["AWS_LAMBDA_LOG_STREAM_NAME"] ?? "",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const result = await handler(await next.json(), context);
    await fetch(`${runtime}/invocation/${id}/response`, { method: "POST", body: JSON.stringify(result ?? null) });
  } catch (error) {
    await fetch(`${runtime}/invocation/${id}/error`, { method: "POST", body: told(error) });
  }
}
