// The formats of Azure, Google Cloud, Entra and Workspace: what is emitted, what confirms a scope, what is not all there is.
import { describe, expect, test } from "vitest";
import { InputError } from "../../../collectors/exports/input-error.ts";
import { AT, entry, makeDirectory, manifest, readUnits, type Outcome } from "./fixture.ts";

type Members = { readonly [member: string]: unknown };

async function read(members: Members, content: unknown, units: readonly string[]): Promise<Outcome> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const directory = await makeDirectory({ "export.json": manifest(entry({ file: "f.json", ...members })), "f.json": text });
  return readUnits(directory, members["scope"] as string, units);
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

describe("az graph query", () => {
  const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
  const STORAGE = "microsoft.storage/storageaccounts@global";
  const NSG = "microsoft.network/networksecuritygroups@global";
  const graph = { format: "az-graph", scope: `azure/${id}`, types: ["microsoft.storage/storageaccounts", "microsoft.network/networksecuritygroups"] };
  const subscription = { id: `/subscriptions/${id}`, name: "Production", type: "microsoft.resources/subscriptions", subscriptionId: id, properties: { state: "Enabled" } };
  const account = {
    id: `/subscriptions/${id}/resourceGroups/RG/providers/Microsoft.Storage/storageAccounts/nlprod`,
    name: "nlprod",
    type: "Microsoft.Storage/storageAccounts",
    subscriptionId: id.toUpperCase(),
    location: "germanywestcentral",
    tags: { Team: "data", Count: 3 },
    systemData: { createdAt: "2025-01-15T08:09:30.4410000Z", createdBy: "jane.doe@northlight.example" },
    properties: { encryption: { keySource: "Microsoft.Storage" }, creationTime: "2025-01-15T08:09:31.1234567Z", share: 0.25 },
  };
  const answer = (data: readonly unknown[], members: Members = {}): Members => ({ count: data.length, data, skip_token: null, total_records: data.length, ...members });

  test("a row comes with Resource Manager's properties, without who made it", async () => {
    const { items, unit } = await read(graph, answer([account, subscription]), [STORAGE, NSG]);
    expect(items).toEqual([
      {
        key: account.id.toLowerCase(),
        incarnation: "2025-01-15T08:09:31.123Z",
        unit: STORAGE,
        source: "one",
        dataTime: AT,
        region: "germanywestcentral",
        name: "nlprod",
        createdAt: "2025-01-15T08:09:30.441Z",
        labels: { Team: "data" },
        body: { id: account.id, name: "nlprod", type: "microsoft.storage/storageaccounts", location: "germanywestcentral", subscriptionId: id.toUpperCase(), properties: { ...account.properties, share: "0.25" } },
      },
    ]);
    expect(unit(STORAGE)).toMatchObject({ complete: true, listed: 1, dataTime: AT });
    expect(unit(NSG)).toMatchObject({ complete: true, listed: 0, dataTime: AT, problem: null });
  });

  const incomplete: readonly (readonly [what: string, content: unknown, code: string, detail: string])[] = [
    ["without the subscription's own row", answer([account]), "denied", "no row of the subscription itself in f.json"],
    ["of nothing", answer([]), "denied", "no row of the subscription itself in f.json"],
    ["with a skip_token", answer([account, subscription], { skip_token: "ew0K" }), "truncated", "skip_token in f.json: there are more pages"],
    ["with fewer rows than total_records", answer([account, subscription], { total_records: 3 }), "truncated", "count and total_records in f.json are not its rows"],
    ["without counts", { data: [account, subscription] }, "truncated", "count and total_records in f.json are not its rows"],
    ["that ends early", JSON.stringify(answer([account, subscription])).slice(0, -30), "truncated", "f.json ends before its closing bracket"],
    ["that is empty", "", "truncated", "f.json ends before its closing bracket"],
  ];
  test.each(incomplete)("an answer %s is not complete", async (_, content, code, detail) => {
    const { unit } = await read(graph, content, [STORAGE, NSG]);
    for (const each of [STORAGE, NSG]) expect(unit(each)).toMatchObject({ complete: false, problem: { code, detail } });
  });

  test("a row whose properties are gone is listed and unread", async () => {
    const { items } = await read(graph, answer([{ ...account, properties: null }, subscription]), [STORAGE]);
    expect(items).toEqual([{ key: account.id.toLowerCase(), unit: STORAGE, source: "one", dataTime: AT, problem: { code: "unexpected-shape", detail: "properties is no object" } }]);
  });

  test("another subscription's row, or one without a key, is refused", async () => {
    const other = { ...account, subscriptionId: "00000000-0000-4000-8000-000000000000" };
    expect(await refusal(read(graph, answer([subscription, other]), [STORAGE]))).toMatch(/^f\.json: byte \d+: found a row of another subscription, expected subscription 6f1c2b9e/);
    expect(await refusal(read(graph, answer([{ ...account, id: undefined }]), [STORAGE]))).toBe("f.json: byte 19: found a row without id, type or subscriptionId, expected a row of Azure Resource Graph");
  });

  test("the array that older versions of the extension print is refused", async () => {
    expect(await refusal(read(graph, [account], [STORAGE]))).toBe('f.json: byte 0: found "[", expected an array "data" in an object');
  });
});

describe("gcloud asset list", () => {
  const number = "481516234201";
  const BUCKET = "storage.googleapis.com/Bucket@global";
  const FIREWALL = "compute.googleapis.com/Firewall@global";
  const list = { format: "gcloud-asset-list", scope: `gcp/projects/${number}`, types: ["storage.googleapis.com/Bucket", "compute.googleapis.com/Firewall"] };
  const asset = (name: string, assetType: string, data: unknown): Members => ({ ancestors: [`projects/${number}`, "organizations/1"], assetType, name, resource: { data, location: "europe-west3", version: "v1" }, updateTime: "2026-08-01T00:00:00Z" });
  const project = asset(`//cloudresourcemanager.googleapis.com/projects/${number}`, "cloudresourcemanager.googleapis.com/Project", { projectId: "nl-prod", projectNumber: number });
  const firewall = asset("//compute.googleapis.com/projects/nl-prod/global/firewalls/ssh", "compute.googleapis.com/Firewall", { id: "6941643738688327881", name: "ssh", creationTimestamp: "2024-11-12T02:20:03.777-08:00", sourceRanges: ["10.0.0.0/8"] });
  const bucket = asset("//storage.googleapis.com/nl-b", "storage.googleapis.com/Bucket", { id: "nl-b", name: "nl-b", timeCreated: "2024-11-13T08:00:01.000Z", labels: { team: "data" }, size: 12345678901234567890n.toString() });

  test("assets come with the project's number in their keys", async () => {
    const { items, unit } = await read(list, [firewall, bucket, project], [BUCKET, FIREWALL]);
    expect(items).toMatchObject([
      { key: `//compute.googleapis.com/projects/${number}/global/firewalls/ssh`, incarnation: "6941643738688327881", createdAt: "2024-11-12T10:20:03.777Z", region: "europe-west3", name: "ssh" },
      { key: "//storage.googleapis.com/nl-b", incarnation: "2024-11-13T08:00:01.000Z", labels: { team: "data" }, body: { name: "nl-b" } },
    ]);
    expect([unit(BUCKET).complete, unit(FIREWALL).complete]).toEqual([true, true]);
    expect(JSON.stringify(items[1])).not.toContain('"labels":{"team":"data"},"size"');
  });

  test("a list without the project, or that ends early, is not complete", async () => {
    expect((await read(list, [bucket], [BUCKET])).unit(BUCKET)).toMatchObject({ complete: false, listed: 1, problem: { code: "denied", detail: "no asset of the project itself in f.json" } });
    expect((await read(list, [], [BUCKET])).unit(BUCKET)).toMatchObject({ complete: false, problem: { code: "denied" } });
    expect((await read(list, JSON.stringify([project, bucket]).slice(0, -1), [BUCKET])).unit(BUCKET)).toMatchObject({ complete: false, listed: 1, problem: { code: "truncated" } });
  });

  test("another project's asset, and one that does not say whose it is, are refused", async () => {
    const other = { ...bucket, ancestors: ["projects/2", "organizations/1"] };
    expect(await refusal(read(list, [project, other], [BUCKET]))).toMatch(/found an asset of another project, expected projects\/481516234201$/);
    expect(await refusal(read(list, [{ ...bucket, ancestors: undefined }], [BUCKET]))).toBe("f.json: byte 1: found an asset without name, assetType or ancestors, expected an asset of Cloud Asset Inventory");
  });

  test("an asset without content is listed and unread", async () => {
    expect((await read(list, [project, { ...bucket, resource: undefined }], [BUCKET])).items).toMatchObject([{ key: "//storage.googleapis.com/nl-b", problem: { code: "unexpected-shape" } }]);
  });
});

describe("userRegistrationDetails", () => {
  const tenant = "435db7b7-46e6-4674-82d8-193e11fadc02";
  const UNIT = "microsoft.graph/userRegistrationDetails@global";
  const entra = { format: "entra-registration-details", scope: `entra/${tenant}`, types: ["microsoft.graph/userRegistrationDetails"] };
  const user = { id: "86462606-FDE0-4FC4-9E0C-A20EB73E54C6", userPrincipalName: "Jane.Doe@Northlight.example", userDisplayName: "Jane Doe", isAdmin: true, isMfaRegistered: true, isMfaCapable: true, methodsRegistered: ["softwareOneTimePasscode", "microsoftAuthenticatorPush"], userType: "member", lastUpdatedDateTime: "2026-08-20T04:12:33.4100000Z", defaultMfaMethod: "push" };

  test("a person is a key, what is registered, and a domain", async () => {
    const { items, names, unit } = await read(entra, { "@odata.context": "c", value: [user] }, [UNIT]);
    const key = `entra:${tenant}/users/86462606-fde0-4fc4-9e0c-a20eb73e54c6`;
    expect(items).toMatchObject([
      {
        key,
        name: null,
        dataTime: "2026-08-20T04:12:33.410Z",
        body: { id: user.id, isAdmin: true, isMfaRegistered: true, isMfaCapable: true, userType: "member", methodsRegistered: ["microsoftAuthenticatorPush", "softwareOneTimePasscode"], UserDomain: "northlight.example" },
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
    expect([...names]).toEqual([[key, "Jane Doe"]]);
    expect(unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
  });

  test("a page with a nextLink is not all", async () => {
    const { unit } = await read(entra, { value: [user], "@odata.nextLink": "https://graph.microsoft.com/next" }, [UNIT]);
    expect(unit(UNIT)).toMatchObject({ complete: false, listed: 1, problem: { code: "truncated", detail: "@odata.nextLink in f.json: there are more pages" } });
  });

  test("a person without an id is refused without naming anybody", async () => {
    expect(await refusal(read(entra, { value: [{ ...user, id: "jane.doe@northlight.example" }] }, [UNIT]))).not.toMatch(/jane/i);
  });
});

describe("Directory users", () => {
  const UNIT = "admin.directory/users@global";
  const workspace = { format: "workspace-users", scope: "workspace/C01nl4h2x", types: ["admin.directory/users"] };
  const user = { kind: "admin#directory#user", id: "114522752583947996869", primaryEmail: "jane.doe@northlight.example", name: { fullName: "Jane Doe" }, isAdmin: true, isDelegatedAdmin: false, isEnrolledIn2Sv: false, isEnforcedIn2Sv: true, suspended: false, archived: false, creationTime: "2024-11-10T09:00:00.000Z", customerId: "C01nl4h2x", emails: [{ address: "jane.doe@northlight.example" }], recoveryEmail: "jane@private.example", lastLoginTime: "2026-08-31T09:15:00.000Z" };

  test("a person is a key and flags", async () => {
    const { items, names } = await read(workspace, { kind: "admin#directory#users", users: [user] }, [UNIT]);
    expect(items).toMatchObject([{ key: "workspace:C01nl4h2x/users/114522752583947996869", incarnation: user.id, name: null, createdAt: "2024-11-10T09:00:00.000Z" }]);
    expect("body" in items[0]! && Object.keys(items[0].body)).toEqual(["id", "isAdmin", "isDelegatedAdmin", "isEnrolledIn2Sv", "isEnforcedIn2Sv", "suspended", "archived", "creationTime"]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
    expect([...names.values()]).toEqual(["Jane Doe"]);
  });

  test("a page with a token is not all, and another customer's user is refused", async () => {
    expect((await read(workspace, { users: [user], nextPageToken: "t" }, [UNIT])).unit(UNIT)).toMatchObject({ complete: false, problem: { code: "truncated" } });
    expect(await refusal(read(workspace, { users: [{ ...user, customerId: "C999" }] }, [UNIT]))).toBe("f.json: byte 10: found a user of another customer, expected customer C01nl4h2x");
  });
});
