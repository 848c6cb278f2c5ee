// Lambda's own API, for whoever invokes a function: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import type { WireAnswer, WireRequest } from "../servers/wire.ts";
import type { Lambda } from "./lambda.ts";

const headers = { "content-type": "application/json" };

/** Null where it is another service's or another call. */
export function invoked(
  { service, method, path, body }: WireRequest,
  lambdas: readonly Lambda[],
): Promise<WireAnswer> | null {
  const [, called] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  if (service !== "lambda" || method !== "POST" || called === undefined) return null;
  const name = decodeURIComponent(called).split(":").at(-1) as string;
  const lambda = lambdas.find((each) => each.name === name);
  if (lambda === undefined) {
    const none = { ...headers, "x-amzn-errortype": "ResourceNotFoundException" };
    return Promise.resolve({ status: 404, headers: none, body: JSON.stringify({ Message: `no function ${name}` }) });
  }
  return lambda.invoke(JSON.parse(body)).then(
    (result) => ({ headers, body: JSON.stringify(result) }),
    // What the handler threw is an answer, under status 200.
    ({ type = "Error", message }: Error & { readonly type?: string }) => ({
      headers: { ...headers, "x-amz-function-error": "Unhandled" },
      body: JSON.stringify({ errorType: type, errorMessage: message.replace(`${name}: `, "") }),
    }),
  );
}
