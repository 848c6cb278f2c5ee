// What each way of failing comes to, by the real client against a server that fails so.
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { ConfigServiceClient, SelectResourceConfigCommand } from "@aws-sdk/client-config-service";
import { IAMClient, GetAccountAuthorizationDetailsCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, test } from "vitest";
import { accountBudget } from "../../../../collectors/aws/client/called-service.ts";
import { CallFailed } from "../../../../collectors/live/call.ts";
import { watch } from "../../../../collectors/aws/client/watched-client.ts";
import {
  ec2Error,
  jsonError,
  queryError,
  startWire,
  xml,
  type Wire,
  type WireAnswer,
} from "../../../support/servers/wire.ts";

let wire: Wire | null = null;
afterEach(async () => wire?.stop());

const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };

type Signal = AbortSignal | null;

async function asked(answers: readonly WireAnswer[], service: "ec2" | "config" | "iam", signal: Signal = null) {
  let calls = 0;
  const server = await startWire(() => answers[Math.min(calls++, answers.length - 1)] as WireAnswer);
  wire = server;
  const budget = accountBudget();
  const config = { region: "eu-central-1", endpoint: server.url, credentials, maxAttempts: 3 } as const;
  const told = { region: "eu-central-1", budget, signal, answered: () => undefined };
  const failure = await {
    ec2: () => watch(new EC2Client(config), told).send(new DescribeVpcsCommand({})),
    config: () =>
      watch(new ConfigServiceClient(config), told).send(new SelectResourceConfigCommand({ Expression: "x" })),
    iam: () => watch(new IAMClient(config), told).send(new GetAccountAuthorizationDetailsCommand({})),
  }
    [service]()
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { failure, budget, requests: server.requests.length };
}

const problemOf = (failure: unknown): unknown => (failure instanceof CallFailed ? failure.problem : failure);

describe("a call that is refused is denied, with the action that it takes", () => {
  test.each([
    [
      "ec2",
      ec2Error("UnauthorizedOperation", "You are not authorized to perform this operation.", 403),
      "ec2:DescribeVpcs",
    ],
    ["config", jsonError("AccessDeniedException", "no"), "config:SelectResourceConfig"],
    [
      "iam",
      queryError("AccessDenied", "User: arn:aws:iam::1:user/someone is not authorized", 403),
      "iam:GetAccountAuthorizationDetails",
    ],
    // What the message names is what the policy has to allow.
    [
      "config",
      jsonError(
        "AccessDeniedException",
        "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: kms:Decrypt on resource: x",
      ),
      "kms:Decrypt",
    ],
  ] as const)("%s", async (service, answer, detail) => {
    const { failure, requests } = await asked([answer], service);
    expect(problemOf(failure)).toEqual({ code: "denied", detail });
    expect(requests).toBe(1);
    expect(String(failure)).not.toContain("ann");
  });
});

describe("other failures", () => {
  test.each([
    ["throttled for good", "config", jsonError("ThrottlingException", "Rate exceeded"), "throttled", 3],
    ["throttled for good", "ec2", ec2Error("RequestLimitExceeded", "Request limit exceeded.", 503), "throttled", 3],
    ["a fault of the service", "iam", queryError("ServiceFailure", "x", 500), "unavailable", 3],
    [
      "a region that is not turned on",
      "ec2",
      ec2Error("OptInRequired", "You are not subscribed to this service.", 403),
      "disabled",
      1,
    ],
    ["credentials that ended", "ec2", ec2Error("RequestExpired", "Request has expired.", 400), "unavailable", 1],
    ["a connection that ends", "ec2", "cut", "unavailable", 3],
    ["something that is no answer", "config", { body: "<html>" }, "unavailable", 1],
  ] as const)("%s (%s)", async (_what, service, answer, code, requests) => {
    const asking = await asked([answer], service);
    expect(problemOf(asking.failure)).toMatchObject({ code });
    expect(asking.requests).toBe(requests);
  });

  test("one that passes is repeated, and each request counts", async () => {
    const empty = xml("<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>");
    const { failure, budget } = await asked([ec2Error("RequestLimitExceeded", "x", 503), "cut", empty], "ec2");
    expect(failure).toBeNull();
    expect(budget.byAction()).toEqual({ "ec2:DescribeVpcs": 3 });
    expect(budget.byService()).toEqual({ ec2: 3 });
  });

  test("one that is never answered ends with the signal", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException("the deadline has come", "TimeoutError")), 50);
    const { failure } = await asked(["never"], "ec2", controller.signal);
    expect(problemOf(failure)).toEqual({ code: "unavailable", detail: "ec2:DescribeVpcs failed with TimeoutError" });
  });
});
