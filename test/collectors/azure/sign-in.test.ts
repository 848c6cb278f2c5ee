// Refuses sign-ins at the test servers: each is a cause with a remedy of its own.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { PRODUCTION } from "../../support/azure/estate/sample/names.ts";
import { readerOf, readScope, startHere } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.log.clear();
});

const OWN = `azure/${PRODUCTION}`;

describe("nobody is signed in", () => {
  const causeOf = async (): Promise<{ code: string; detail: string }> => {
    const { problems } = await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] });
    return problems["microsoft.sql/servers"]!;
  };

  test.each(["OutboundWebIdentityFederationDisabled", "SessionDurationEscalation", "JWTPayloadSizeExceeded"] as const)(
    "%s",
    async (refusal) => {
      const lift = azure.refuseTokens(refusal);
      const problem = await causeOf();
      lift();
      expect(problem).toEqual({ code: "denied", detail: `AWS issued no workload token (${refusal})` });
      expect(remedy(problem, [])).not.toContain("look up the error code");
    },
    30_000,
  );

  test("AWS denies the token", async () => {
    const lift = azure.refuseTokens("AccessDenied");
    const problem = await causeOf();
    lift();
    expect(problem).toEqual({ code: "denied", detail: "sts:GetWebIdentityToken (AccessDenied)" });
  }, 30_000);

  test("the federated credential is new: asked again, and then a cause", async () => {
    azure.settings.propagating = 1;
    expect((await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] })).problems).toEqual({});
    azure.settings.propagating = 99;
    const problem = await causeOf();
    azure.settings.propagating = 0;
    expect(problem).toEqual({ code: "denied", detail: "Microsoft Entra ID issued no token (AADSTS70021)" });
    expect(remedy(problem, [])).toContain("wait some minutes");
  }, 30_000);

  test("the application is not of the tenant", async () => {
    const reader = readerOf([OWN], "00000000-0000-4000-8000-00000000000a");
    const { problems } = await readScope(reader, OWN, { types: ["microsoft.sql/servers"] });
    expect(problems["microsoft.sql/servers"]).toMatchObject({
      code: "denied",
      detail: expect.stringMatching(/AADSTS700016/),
    });
  }, 30_000);
});
