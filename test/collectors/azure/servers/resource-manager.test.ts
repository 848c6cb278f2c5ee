// The real client asks Resource Manager of the test servers: by permission, by path and by version.
import { ResourceManagementClient } from "@azure/arm-resources";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startAzure, type Azure } from "../../../support/azure/azure.ts";
import { sampleEstate } from "../../../support/azure/estate/sample/index.ts";
import {
  GROUP,
  idOf,
  LIMITED,
  LIMITED_GROUP,
  PRODUCTION,
  READER,
  resource,
  scopeOf,
  SHARED,
  TENANT,
} from "../../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../../support/azure/estate/sample/people.ts";
import { assignment, ROLES } from "../../../support/azure/estate/sample/roles.ts";
import { POSTGRES_PARAMETERS } from "../../../../collectors/azure/answers/server-parameters.ts";
import { SQL_AUDITING } from "../../../../collectors/azure/answers/sql-auditing.ts";
import { SQL_BACKUP_RETENTION } from "../../../../collectors/azure/answers/sql-backup-retention.ts";
import { SQL_ENCRYPTION } from "../../../../collectors/azure/answers/sql-encryption.ts";
import { STORAGE_CONTAINERS } from "../../../../collectors/azure/answers/storage-containers.ts";
import { subscriptionDiagnosticSettingsIn } from "../../../../collectors/azure/answers/subscription-diagnostic-settings.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { all, armOf, credentialOf, get } from "./clients.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.settings.armPage = 1000;
});

const ACCOUNT = idOf(PRODUCTION, "rg-web", "Microsoft.Storage/storageAccounts", "nlwebsite");
const SERVER = idOf(PRODUCTION, "rg-data", "Microsoft.Sql/servers", "nl-sql");
const reader = () => armOf(azure);
const limited = () => armOf(azure, credentialOf(azure, LIMITED));
const assignments = (scope: string, filter: string): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${encodeURIComponent(filter)}`;
const names = (list: readonly { readonly [name: string]: unknown }[]): string[] =>
  list.map((each) => String(each["name"]).slice(-2));

describe("resources", () => {
  test("are listed in pages and without properties, and come with them by id", async () => {
    azure.settings.armPage = 4;
    const { value, pages } = await all(reader(), `/subscriptions/${PRODUCTION}/resources?api-version=2025-04-01`);
    const there = sampleEstate().resources.filter(({ id }) => id.includes(PRODUCTION)).length;
    expect(pages).toBe(Math.ceil(there / 4));
    expect(value.length).toBe(there);
    expect(value.some((each) => "properties" in each)).toBe(false);
    const one = await get(reader(), `${ACCOUNT}?api-version=2023-05-01`);
    expect(one.body).toMatchObject({ id: ACCOUNT, properties: { creationTime: "2025-03-02T09:14:27.6583180Z" } });
  });

  test("are read by the client of arm-resources too", async () => {
    const client = new ResourceManagementClient(credentialOf(azure), PRODUCTION, { endpoint: azure.arm });
    const ids: string[] = [];
    for await (const { id } of client.resources.list({ top: 5 })) ids.push(id ?? "");
    expect(ids).toContain(SERVER);
    expect((await client.resources.getById(SERVER.slice(1), "2021-11-01")).name).toBe("nl-sql");
  });

  test.each([
    ["no version", ACCOUNT, "400", "MissingApiVersionParameter"],
    ["a version that the type has not", `${ACCOUNT}?api-version=1999-01-01`, "400", "NoRegisteredProviderFound"],
    [
      "a type that the provider has not",
      `${scopeOf(PRODUCTION, "rg-web")}/providers/Microsoft.Storage/cupboards/one?api-version=2023-05-01`,
      "404",
      "InvalidResourceType",
    ],
    ["a name that is not there", `${ACCOUNT}x?api-version=2023-05-01`, "404", "ResourceNotFound"],
    [
      "what lies below a resource that is not there",
      `${SERVER}x/firewallRules?api-version=2021-11-01`,
      "404",
      "ParentResourceNotFound",
    ],
    [
      "a subscription that is not there",
      "/subscriptions/00000000-0000-4000-8000-000000000000?api-version=2022-12-01",
      "404",
      "SubscriptionNotFound",
    ],
  ])("%s", async (_, path, status, code) => {
    const got = await get(reader(), path);
    expect([got.status, got.body.error?.code]).toEqual([status, code]);
  });

  test("have other versions where a test says so", async () => {
    azure.settings.apiVersions = { "microsoft.storage/storageaccounts": ["2030-01-01"] };
    expect((await get(reader(), `${ACCOUNT}?api-version=2030-01-01`)).status).toBe("200");
    expect((await get(reader(), `${ACCOUNT}?api-version=2023-05-01`)).status).toBe("400");
    azure.settings.apiVersions = {};
  });

  test("come, change and go while the servers run", async () => {
    const id = idOf(SHARED, "rg-files", "Microsoft.Storage/storageAccounts", "nlnew");
    const path = `${id}?api-version=2023-05-01`;
    const body = resource(SHARED, "rg-files", "Microsoft.Storage/storageAccounts", "nlnew", {
      properties: { minimumTlsVersion: "TLS1_0" },
    });
    azure.estate.put(body);
    expect((await get(reader(), path)).body).toEqual(body);
    azure.estate.put({ ...body, properties: { minimumTlsVersion: "TLS1_2" } });
    expect((await get(reader(), path)).body).toMatchObject({ properties: { minimumTlsVersion: "TLS1_2" } });
    azure.estate.remove(id);
    expect((await get(reader(), path)).status).toBe("404");
  });
});

describe("what lies below a resource", () => {
  test("fits what the collectors read", async () => {
    const below = async (
      subject: string,
      { path, apiVersion, body }: typeof SQL_AUDITING,
    ): Promise<object | undefined> =>
      body((await get(reader(), `${subject}${path}?api-version=${apiVersion}`)).body as Json, subject.toLowerCase());
    expect(await below(ACCOUNT, STORAGE_CONTAINERS)).toMatchObject({
      WebContainer: true,
      Containers: [
        { name: "downloads", publicAccess: "Blob" },
        { name: "press", publicAccess: "Container" },
      ],
    });
    expect(await below(SERVER, SQL_AUDITING)).toMatchObject({ state: "Enabled", retentionDays: 400 });
    expect(await below(`${SERVER}/databases/appointments`, SQL_ENCRYPTION)).toMatchObject({ state: "Enabled" });
    expect(await below(`${SERVER}/databases/appointments`, SQL_BACKUP_RETENTION)).toMatchObject({ retentionDays: 14 });
    const postgres = idOf(PRODUCTION, "rg-data", "Microsoft.DBforPostgreSQL/flexibleServers", "nl-pg");
    expect(await below(postgres, POSTGRES_PARAMETERS)).toMatchObject({
      Parameters: [{ name: "require_secure_transport", value: "on" }, { name: "ssl_min_protocol_version" }],
    });
    const settings = await get(
      reader(),
      `${scopeOf(PRODUCTION)}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`,
    );
    expect(subscriptionDiagnosticSettingsIn(settings.body as Json, PRODUCTION)).toMatchObject([
      { body: { Settings: [{ name: "to-security" }] } },
    ]);
  });

  test("comes in pages, is empty where nothing is set, and has its elements by name", async () => {
    azure.settings.armPage = 1;
    const rules = `${SERVER}/firewallRules`;
    expect(await all(reader(), `${rules}?api-version=2021-11-01`)).toMatchObject({
      pages: 2,
      value: [{ name: "office" }, { name: "migration" }],
    });
    expect((await get(reader(), `${rules}/office?api-version=2021-11-01`)).body).toMatchObject({ name: "office" });
    const none = `${scopeOf(SHARED)}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`;
    expect((await get(reader(), none)).body).toEqual({ value: [] });
  });
});

describe("a caller with a role at one resource group", () => {
  test("sees the subscription and that group's resources alone", async () => {
    expect((await all(limited(), "/subscriptions?api-version=2022-12-01")).value).toMatchObject([
      { subscriptionId: PRODUCTION },
    ]);
    const { value } = await all(limited(), `/subscriptions/${PRODUCTION}/resources?api-version=2025-04-01`);
    expect(new Set(value.map((each) => String(each["id"]).split("/")[4]))).toEqual(new Set([LIMITED_GROUP]));
  });

  test("is refused all else in the words of the documentation", async () => {
    const { status, body } = await get(limited(), `${ACCOUNT}?api-version=2023-05-01`);
    expect(status).toBe("403");
    expect(body.error).toEqual({
      code: "AuthorizationFailed",
      message: `The client '${LIMITED.objectId}' with object id '${LIMITED.objectId}' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/read' over scope '${ACCOUNT}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    });
    const shared = await get(limited(), `/subscriptions/${SHARED}?api-version=2022-12-01`);
    expect([shared.status, shared.body.error?.code]).toEqual(["403", "AuthorizationFailed"]);
  });

  test("may not list roles where its role leaves that out", async () => {
    const { status, body } = await get(limited(), assignments(scopeOf(PRODUCTION, LIMITED_GROUP), "atScope()"));
    expect([status, body.error?.message.includes("'Microsoft.Authorization/roleAssignments/read'")]).toEqual([
      "403",
      true,
    ]);
  });

  test("may write nothing", async () => {
    const { status } = await reader().pathUnchecked(`${ACCOUNT}?api-version=2023-05-01`).delete();
    expect(status).toBe("403");
    expect((await get(reader(), `${ACCOUNT}?api-version=2023-05-01`)).status).toBe("200");
  });
});

describe("role assignments", () => {
  test("hold at and below their scope: from the tenant's root, a management group, the subscription", async () => {
    const at = async (scope: string, filter: string): Promise<string[]> =>
      names((await all(reader(), assignments(scope, filter))).value);
    expect(await at(scopeOf(PRODUCTION), "atScope()")).toEqual(["01", "02", "03", "04"]);
    expect(await at(scopeOf(SHARED), "atScope()")).toEqual(["01", "02", "03"]);
    expect(await at(scopeOf(PRODUCTION), "")).toEqual(["01", "02", "03", "04", "05"]);
  });

  test("are asked for one principal with its groups, or without", async () => {
    const of = async (filter: string): Promise<string[]> =>
      names((await all(reader(), assignments(scopeOf(PRODUCTION), filter))).value);
    expect(await of(`atScope() and assignedTo('${READER.objectId}')`)).toEqual(["02"]);
    // He is in a group that is in the group that owns all.
    expect(await of(`atScope() and assignedTo('${PEOPLE.jonas}')`)).toEqual(["03", "04"]);
    expect(await of(`principalId eq '${PEOPLE.jonas}'`)).toEqual(["04"]);
    expect((await get(reader(), assignments(scopeOf(PRODUCTION), "anything()"))).body.error?.code).toBe(
      "InvalidFilter",
    );
  });

  test("give rights at once, and through groups", async () => {
    const added = assignment(
      "a1000000-0000-4000-8000-000000000009",
      scopeOf(SHARED),
      ROLES.reader,
      LIMITED.objectId,
      "ServicePrincipal",
    );
    azure.estate.put(added);
    expect((await get(limited(), `/subscriptions/${SHARED}?api-version=2022-12-01`)).status).toBe("200");
    azure.estate.remove(added.id);
    expect((await get(limited(), `/subscriptions/${SHARED}?api-version=2022-12-01`)).status).toBe("403");
  });

  test("name definitions, and eligibilities are beside them", async () => {
    const definition = await get(
      reader(),
      `${scopeOf(PRODUCTION)}/providers/Microsoft.Authorization/roleDefinitions/${ROLES.reader}?api-version=2022-04-01`,
    );
    expect(definition.body).toMatchObject({
      properties: { roleName: "Reader", permissions: [{ actions: ["*/read"] }] },
    });
    const eligible = `${scopeOf(SHARED)}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=atScope()`;
    expect((await all(reader(), eligible)).value).toMatchObject([{ properties: { principalId: PEOPLE.jonas } }]);
  });
});

test("a management group has what is below it, one step or all steps", async () => {
  const root = `/providers/Microsoft.Management/managementGroups/${GROUP}`;
  const { body } = await get(reader(), `${root}?api-version=2020-05-01&$expand=children&$recurse=true`);
  expect(body).toMatchObject({
    name: GROUP,
    properties: {
      tenantId: TENANT,
      details: { parent: { name: TENANT } },
      children: [{ name: PRODUCTION }, { name: SHARED }],
    },
  });
  expect(names((await all(reader(), `${root}/descendants?api-version=2020-05-01`)).value)).toEqual([
    PRODUCTION.slice(-2),
    SHARED.slice(-2),
  ]);
  const denied = await get(
    reader(),
    `/providers/Microsoft.Management/managementGroups/${TENANT}?api-version=2020-05-01`,
  );
  expect([denied.status, denied.body.error?.code]).toEqual(["403", "AuthorizationFailed"]);
});

describe("faults", () => {
  const path = `${ACCOUNT}?api-version=2023-05-01`;

  test("deny, throttle and answer otherwise, for as long as they are told", async () => {
    azure.log.clear();
    const lift = azure.faults.deny({ service: "arm", path: /storageAccounts/ });
    expect((await get(reader(), path)).body.error?.code).toBe("AuthorizationFailed");
    lift();
    azure.faults.throttle({ service: "arm", path: ACCOUNT }, { times: 1, retryAfter: 7 });
    const throttled = await get(reader(), path);
    expect([throttled.status, throttled.headers["retry-after"]]).toEqual(["429", "7"]);
    azure.faults.answer(
      { service: "arm", path: ACCOUNT },
      { status: 200, headers: { "content-type": "application/json" }, body: "[]" },
      1,
    );
    expect((await get(reader(), path)).body).toEqual([]);
    expect((await get(reader(), path)).status).toBe("200");
    expect(azure.log.of("arm").map(({ status }) => status)).toEqual([403, 429, 200, 200]);
  });

  test("delay answers", async () => {
    azure.faults.delay({ service: "arm", path: /storageAccounts/ }, 40);
    const begun = performance.now();
    expect((await get(reader(), path)).status).toBe("200");
    expect(performance.now() - begun).toBeGreaterThan(35);
  });

  test("cut the connection in the middle of an answer", async () => {
    azure.log.clear();
    azure.faults.cut({ service: "arm", path: ACCOUNT });
    await expect(get(reader(), path)).rejects.toThrow();
    expect(azure.log.of("arm")).toMatchObject([{ path: ACCOUNT, status: null }]);
  });
});
