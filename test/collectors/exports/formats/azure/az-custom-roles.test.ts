// Custom roles of Azure in a file: what each allows, and nothing that may name somebody.
import { expect, test } from "vitest";
import { FORMATS } from "../../../../../collectors/exports/formats/formats.ts";
import { readExport, refusal } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TYPE = "microsoft.authorization/roledefinitions";
const UNIT = `${TYPE}@global`;
const declared = { format: "az-custom-roles", scope: `azure/${id}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [UNIT]);

// https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions-list#rest-api
const role = (name: string, permissions: unknown, type = "CustomRole"): object => ({
  properties: {
    roleName: "Billing Reader Plus of Jane Doe",
    type,
    description: "Read billing data and download invoices",
    assignableScopes: ["/subscriptions/473a4f86-11e3-48cb-9358-e13c220a2f15"],
    permissions,
    createdOn: "2021-05-22T21:57:23.5764138Z",
    updatedOn: "2021-05-22T21:57:23.5764138Z",
    createdBy: "68f66d4c-c0eb-4009-819b-e5315d677d70",
    updatedBy: "68f66d4c-c0eb-4009-819b-e5315d677d70",
  },
  id: `/providers/Microsoft.Authorization/roleDefinitions/${name}`,
  type: "Microsoft.Authorization/roleDefinitions",
  name,
});
const GUID = "17adabda-4bf1-4f4e-8c97-1f0cab6dea1c";
const KEY = `/subscriptions/${id}/providers/${TYPE}/${GUID}`;

test("a role is known by its GUID in the subscription, and what it allows is kept", async () => {
  const outcome = await read({
    value: [
      role(GUID.toUpperCase(), [
        {
          actions: ["Microsoft.Authorization/*/read", "Microsoft.CostManagement/exports/*"],
          notActions: ["Microsoft.CostManagement/exports/delete"],
          dataActions: ["Microsoft.Storage/*"],
          notDataActions: [],
        },
        { actions: null, condition: "@Resource[x] StringEquals 'Jane Doe'", conditionVersion: "2.0" },
        { actions: ["*/read"], condition: "" },
      ]),
    ],
  });
  expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
  expect(outcome.items).toMatchObject([
    {
      key: KEY,
      body: {
        type: TYPE,
        name: GUID.toUpperCase(),
        properties: {
          permissions: [
            {
              actions: ["Microsoft.Authorization/*/read", "Microsoft.CostManagement/exports/*"],
              notActions: ["Microsoft.CostManagement/exports/delete"],
            },
            { actions: [], notActions: [], hasCondition: true },
            { actions: ["*/read"], notActions: [] },
          ],
        },
      },
    },
  ]);
  expect(JSON.stringify(outcome.items)).not.toContain("Jane");
  expect(JSON.stringify(outcome.items)).not.toContain("68f66d4c");
});

test("permissions that are missing or null stay missing; others than documented leave one role unread", async () => {
  const outcome = await read({
    value: [
      role("a", undefined),
      role("b", null),
      role("c", "*"),
      role("d", [{ actions: "*" }]),
      role("e", []),
      role("8311e382-0749-4cb8-b61a-304f252e45ec", [{ actions: ["*"] }], "BuiltInRole"),
    ],
  });
  const said = outcome.items.map((item) => ("body" in item ? item.body["properties"] : item.problem.code));
  expect(said).toEqual([{}, {}, "unexpected-shape", "unexpected-shape", { permissions: [] }]);
});

test("no role is an answer; a cut file, a page of several and another answer are not all", async () => {
  expect((await read({ value: [] })).unit(UNIT)).toMatchObject({ complete: true, listed: 0 });
  expect((await read('{"value":[')).unit(UNIT)).toMatchObject({ complete: false, listed: 0 });
  expect((await read({ value: [], nextLink: "https://management.azure.com/next" })).unit(UNIT)).toMatchObject({
    complete: false,
    problem: { code: "truncated" },
  });
  for (const answer of [[], {}, { value: [{ name: "a" }] }, { value: [{ ...role("a b", []) }] }])
    expect(await refusal(read(answer))).toContain("found another answer");
});

test("the script asks for custom roles alone", () => {
  expect(FORMATS["az-custom-roles"].exports(id, [TYPE], [])[0]?.run).toEqual([
    "az_one",
    `/subscriptions/${id}/providers/Microsoft.Authorization/roleDefinitions`,
    "2022-04-01&$filter=type%20eq%20%27CustomRole%27",
  ]);
});
