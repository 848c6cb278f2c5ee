// Turning outbound federation on with a deployment: the function's own bundle, asked as CloudFormation asks it.
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bundleFunctions } from "../../../infra/bundles.ts";
import { Lambda } from "../../support/deployed/lambda.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

type Heard = { readonly method: string; readonly path: string; readonly type: string; readonly body: string };
type Answer = { readonly status: number; readonly body: string };

/** As IAM answers: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html */
const ENABLED: Answer = {
  status: 200,
  body: `<EnableOutboundWebIdentityFederationResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><EnableOutboundWebIdentityFederationResult><IssuerIdentifier>https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws</IssuerIdentifier></EnableOutboundWebIdentityFederationResult></EnableOutboundWebIdentityFederationResponse>`,
};
const refused = (status: number, code: string): Answer => ({
  status,
  body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

const heard: Heard[] = [];
let iam = ENABLED;
let taken = 200;
let server: Server;
let origin: string;
let lambda: Lambda;

async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url: path = "", headers } = request;
  heard.push({ method, path, type: headers["content-type"] ?? "none", body: Buffer.concat(chunks).toString("utf8") });
  const answer = method === "PUT" ? { status: taken, body: "" } : iam;
  response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
}

beforeAll(async () => {
  server = createServer((request, response) => void hear(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = temporaryDirectory();
  const config = join(directory, "tidemark.config.ts");
  writeFileSync(config, "export default {};\n");
  const { folders } = await bundleFunctions(config, ["enable-federation"], join(directory, "functions"));
  lambda = new Lambda({
    name: "tidemark-enable-federation",
    code: folders["enable-federation"] as string,
    memoryMb: 256,
    timeoutSeconds: 60,
    environment: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIAENABLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL_IAM: origin,
      POWERTOOLS_LOG_LEVEL: "INFO",
    },
  });
});

afterEach(() => {
  heard.length = 0;
  [iam, taken] = [ENABLED, 200];
});

afterAll(async () => {
  await lambda.stop();
  server.close();
});

const asked = (RequestType: string) =>
  lambda.invoke({
    RequestType,
    ResponseURL: `${origin}/stack-answer?X-Amz-Signature=0a1b2c`,
    StackId: "arn:aws:cloudformation:eu-central-1:555566667777:stack/TidemarkCollector/1",
    RequestId: "request-1",
    LogicalResourceId: "OutboundFederation",
    ServiceToken: "arn:aws:lambda:eu-central-1:555566667777:function:tidemark-enable-federation",
    ResourceType: "Custom::TidemarkOutboundFederation",
    ResourceProperties: {},
  });

const actions = (): (string | null)[] =>
  heard.filter(({ method }) => method === "POST").map(({ body }) => new URLSearchParams(body).get("Action"));

function answered(): { readonly [member: string]: string } {
  const [answer, ...more] = heard.filter(({ method }) => method === "PUT");
  expect(more).toEqual([]);
  // The address is signed without a content type.
  expect(answer).toMatchObject({ path: "/stack-answer?X-Amz-Signature=0a1b2c", type: "" });
  return JSON.parse(answer?.body ?? "") as { readonly [member: string]: string };
}

const SUCCESS = {
  Status: "SUCCESS",
  PhysicalResourceId: "tidemark-outbound-federation",
  StackId: "arn:aws:cloudformation:eu-central-1:555566667777:stack/TidemarkCollector/1",
  RequestId: "request-1",
  LogicalResourceId: "OutboundFederation",
};

describe("CloudFormation is told", () => {
  test.each(["Create", "Update"])("that federation is on, by %s", async (type) => {
    await asked(type);
    expect(actions()).toEqual(["EnableOutboundWebIdentityFederation"]);
    expect(answered()).toEqual(SUCCESS);
  });

  test("the same where somebody had turned it on", async () => {
    iam = refused(409, "FeatureEnabled");
    await asked("Create");
    expect(answered()).toEqual(SUCCESS);
  });

  test("the same of a deletion, which asks IAM nothing", async () => {
    await asked("Delete");
    expect(actions()).toEqual([]);
    expect(answered()).toEqual(SUCCESS);
  });

  test("why it is off, and what to do", async () => {
    iam = refused(403, "AccessDenied");
    await asked("Create");
    expect(answered()).toEqual({
      ...SUCCESS,
      Status: "FAILED",
      Reason:
        "AWS did not turn outbound federation on (AccessDenied). Turn it on with: aws iam enable-outbound-web-identity-federation. Then set deployment.enableOutboundFederation to false, and deploy again",
    });
  });
});

test("an answer that CloudFormation does not take fails the invocation, so that Lambda asks again", async () => {
  taken = 403;
  await expect(asked("Create")).rejects.toThrow("CloudFormation took no answer (HTTP 403). Deploy again");
});

test("the signed address is in no line of the log", () => {
  expect(lambda.printed).toContain("done");
  expect(lambda.printed).not.toContain("X-Amz-Signature");
});
