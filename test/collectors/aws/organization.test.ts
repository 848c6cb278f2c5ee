// The accounts of an organization, by the real client: pages, closed ones, a refusal, and no organization at all.
import { afterEach, beforeEach, expect, test } from "vitest";
import { accountBudget } from "../../../collectors/aws/client/called-service.ts";
import { listOrganization } from "../../../collectors/aws/organization.ts";
import type { ListedScopes } from "../../../collectors/live/listed-scopes.ts";
import { credentialsAtHand, openOwnSession } from "../../../collectors/aws/client/session.ts";
import { NO_CREDENTIALS, withEnvironment } from "../../support/environment.ts";
import {
  identity,
  jsonError,
  startWire,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

let wire: Wire;
let restore: () => void;
let answer: (request: WireRequest) => WireAnswer;
beforeEach(async () => {
  wire = await startWire((request) => (request.call === "ListAccounts" ? answer(request) : identity("111111111111")));
  restore = withEnvironment({ ...NO_CREDENTIALS, ...wire.env });
});
afterEach(async () => {
  restore();
  await wire.stop();
});

async function list(): Promise<ListedScopes> {
  const opening = { credentials: credentialsAtHand(), budget: accountBudget(), clock: Date.now, signal: null };
  return listOrganization(await openOwnSession(["eu-central-1"], opening));
}

const page = (accounts: readonly object[], NextToken?: string): WireAnswer => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ Accounts: accounts, NextToken }),
});

test("every page of accounts, without those that are closed; suspended ones hold what they held", async () => {
  answer = ({ body }) =>
    body.includes("more")
      ? page([{ Id: "111111111111", Name: "production", State: "ACTIVE", Status: "ACTIVE" }])
      : page(
          [
            { Id: "333333333333", Name: "gone", State: "CLOSED", Status: "SUSPENDED" },
            { Id: "222222222222", State: "SUSPENDED", Status: "SUSPENDED" },
          ],
          "more",
        );
  expect(await list()).toEqual({
    scopes: ["aws/111111111111", "aws/222222222222"],
    names: { "aws/111111111111": "production" },
    unlisted: [],
    problem: null,
  });
});

test("a refusal is no empty organization", async () => {
  answer = () => jsonError("AccessDeniedException", "no");
  const problem = { code: "denied", detail: "organizations:ListAccounts (AccessDeniedException)" };
  expect(await list()).toEqual({ scopes: [], names: {}, unlisted: ["aws/organization"], problem });
});

test("an account outside any organization has no others", async () => {
  answer = () => jsonError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  expect(await list()).toEqual({ scopes: [], names: {}, unlisted: [], problem: null });
});
