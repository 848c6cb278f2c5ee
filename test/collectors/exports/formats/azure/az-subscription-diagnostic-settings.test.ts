// Where a subscription's activity log goes: one item, also where it goes nowhere.
import { expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TYPE = "Tidemark::Insights::SubscriptionDiagnosticSettings";
const UNIT = `${TYPE}@global`;
const declared = { format: "az-subscription-diagnostic-settings", scope: `azure/${id}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [UNIT]);

const workspace = `/subscriptions/${id}/resourceGroups/Logs/providers/Microsoft.OperationalInsights/workspaces/Audit`;
const setting = (name: string, properties: object): object => ({
  id: `subscriptions/${id}/providers/AzureResourceManager/diagnosticSettings/${name}`,
  type: null,
  name,
  location: "global",
  properties,
});

test("settings come by name, ids in lower case, what is null left out", async () => {
  const outcome = await read({
    value: [
      setting("b", {
        workspaceId: workspace,
        storageAccountId: null,
        eventHubName: null,
        logs: [
          { category: "Security", categoryGroup: null, enabled: true, retentionPolicy: { days: 0, enabled: false } },
          { category: "Administrative", enabled: false },
        ],
      }),
      setting("a", { storageAccountId: "/Subscriptions/X", marketplacePartnerId: "/P", logs: null }),
    ],
  });
  expect(bodyOf(outcome)).toEqual({
    Subscription: `/subscriptions/${id}`,
    Settings: [
      { name: "a", storageAccountId: "/subscriptions/x", marketplacePartnerId: "/p", logs: [] },
      {
        name: "b",
        workspaceId: workspace.toLowerCase(),
        logs: [
          { category: "Administrative", enabled: false },
          { category: "Security", enabled: true },
        ],
      },
    ],
  });
  expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
});

test("no settings are an answer, and one item", async () => {
  const outcome = await read({ value: [] });
  expect(bodyOf(outcome)).toEqual({ Subscription: `/subscriptions/${id}`, Settings: [] });
  expect(outcome.items[0]?.key).toBe(
    `tidemark:azure/${id}/subscription-diagnostic-settings%2F%2Fsubscriptions%2F${id}`,
  );
});

test("a page of several, or a cut file, is not all", async () => {
  for (const [answer, detail] of [
    [
      { value: [], nextLink: "https://management.azure.com/x" },
      "f.json has nextLink, so pages of the answer are missing",
    ],
    [`{"value":[`, "f.json ends before its closing bracket"],
  ] as const) {
    expect((await read(answer)).unit(UNIT)).toMatchObject({ complete: false, problem: { code: "truncated", detail } });
  }
});

test("settings of another subscription, and another answer, are refused", async () => {
  const other = setting("a", {});
  const moved = JSON.parse(JSON.stringify(other).replaceAll(id, "00000000-0000-4000-8000-000000000000")) as object;
  expect(await refusal(read({ value: [other, moved] }))).toBe(
    `f.json: found a setting of another subscription, expected subscription ${id}`,
  );
  expect(await refusal(read({ settings: [] }))).toBe(
    `f.json: found another answer, expected the JSON of the call for ${TYPE}`,
  );
});

test("a call that failed names the action that was refused", async () => {
  const error =
    "The client 'jane' with object id 'x' does not have authorization to perform action 'Microsoft.Insights/DiagnosticSettings/Read' over scope";
  const { unit } = await readExport(
    { ...declared, exitStatus: 1, error: `(AuthorizationFailed) ${error}`, file: null },
    "",
    [UNIT],
  );
  expect(unit(UNIT)).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "Microsoft.Insights/DiagnosticSettings/Read (AuthorizationFailed)" },
  });
});
