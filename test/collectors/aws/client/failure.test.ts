// What each way of failing comes to, by the real client against a server that fails so.
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { ConfigServiceClient, SelectResourceConfigCommand } from "@aws-sdk/client-config-service";
import { IAMClient, GetAccountAuthorizationDetailsCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, test } from "vitest";
import { accountBudget } from "../../../../collectors/aws/client/called-service.ts";
import { becauseOf } from "../../../../evidence-schema/record/because.ts";
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
      "ec2:DescribeVpcs (UnauthorizedOperation)",
    ],
    ["config", jsonError("AccessDeniedException", "no"), "config:SelectResourceConfig (AccessDeniedException)"],
    [
      "iam",
      queryError("AccessDenied", "User: arn:aws:iam::1:user/someone is not authorized", 403),
      "iam:GetAccountAuthorizationDetails (AccessDenied)",
    ],
    // What the message names is what the policy has to allow.
    [
      "config",
      jsonError(
        "AccessDeniedException",
        "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: kms:Decrypt on resource: x",
      ),
      "kms:Decrypt (AccessDeniedException)",
    ],
  ] as const)("%s", async (service, answer, detail) => {
    const { failure, requests } = await asked([answer], service);
    expect(problemOf(failure)).toEqual({ code: "denied", detail });
    expect(requests).toBe(1);
    expect(String(failure)).not.toContain("ann");
  });
});

// A code is a word; another text may be free, and name people.
test.each(["ec2", "iam"] as const)("a code of %s that is no word is not recorded", async (service) => {
  const code = "Vpc of ann@northlight.example is locked";
  const answer = service === "ec2" ? ec2Error(code, code, 409) : queryError(code, code, 409);
  const { failure } = await asked([answer], service);
  expect(problemOf(failure)).toMatchObject({
    code: "unavailable",
    detail: expect.stringMatching(/failed with an unnamed error$/),
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
describe("a refusal names the kind of policy that the service names, and nothing else of its words", () => {
  const arn = "arn:aws:organizations::111111111111:policy/o-abc/service_control_policy/p-def";
  test.each([
    ["because no identity-based policy allows the iam:GetAccountAuthorizationDetails action", "identity-based policy"],
    ["with an explicit deny in an identity-based policy", "identity-based policy"],
    [
      "with an explicit deny in an identity-based policy: arn:aws:iam::111111111111:policy/ann",
      "identity-based policy",
    ],
    [
      "because no service control policy allows the iam:GetAccountAuthorizationDetails action",
      "service control policy",
    ],
    ["with an explicit deny in a service control policy", "service control policy"],
    ["with an explicit deny in a service control policy.", "service control policy"],
    [`with an explicit deny in a service control policy: ${arn}`, "service control policy"],
    ["with an explicit deny in a resource control policy", "resource control policy"],
    ["because no permissions boundary allows the iam:GetAccountAuthorizationDetails action", "permissions boundary"],
    ["with an explicit deny in a permissions boundary", "permissions boundary"],
    ["because no session policy allows the iam:GetAccountAuthorizationDetails action", "session policy"],
    ["with an explicit deny in a VPC endpoint policy", "VPC endpoint policy"],
    ["because no VPC endpoint policy allows the iam:GetAccountAuthorizationDetails action", "VPC endpoint policy"],
    ["with an explicit deny in a resource-based policy", "resource-based policy"],
    ["because no resource-based policy allows the iam:GetAccountAuthorizationDetails action", "resource-based policy"],
    ["because no role trust policy allows the iam:GetAccountAuthorizationDetails action", "role trust policy"],
    ["with an explicit deny", null],
    ["with an explicit deny in a policy of ann", null],
    ["because no policy of ann allows the action", null],
  ])("%s", async (words, kind) => {
    const user = "User: arn:aws:iam::111111111111:user/ann is not authorized to perform:";
    const message = `${user} iam:GetAccountAuthorizationDetails on resource: * ${words}`;
    const { failure } = await asked([queryError("AccessDenied", message, 403)], "iam");
    const told = kind === null ? "AccessDenied" : `AccessDenied, ${kind}`;
    const detail = `iam:GetAccountAuthorizationDetails (${told})`;
    expect(problemOf(failure)).toEqual({ code: "denied", detail });
    expect(becauseOf({ code: "denied", detail })).toBe(
      `the permission iam:GetAccountAuthorizationDetails was denied (${told})`,
    );
  });

  test("a service that gives no code leaves the action alone", async () => {
    const { failure } = await asked([{ status: 403, body: "" } as WireAnswer], "iam");
    expect(problemOf(failure)).toEqual({ code: "denied", detail: "iam:GetAccountAuthorizationDetails" });
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
