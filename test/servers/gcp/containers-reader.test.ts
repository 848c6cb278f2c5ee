// Reads folders and the organization of the sample with the real clients: the policy of each, and when it is not read.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { GCP_ACTIONS } from "../../../collectors/gcp/actions.ts";
import { openGoogle } from "../../../collectors/registry/google.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { json } from "../../support/clouds/wire/asked.ts";
import { detailsOf, readTypes, rereadKeys, type Read } from "../../support/clouds/read-types.ts";
import { CUSTOMER, FOLDER, HOME_READER, ORGANIZATION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import {
  FOLDER_SCOPE,
  ORGANIZATION_SCOPE,
  OTHER_PROJECT,
  own,
  PEOPLE,
  person,
  PROJECT,
  readerOf,
  restore,
} from "../../support/google/owners.ts";
import { PROJECT_TYPES } from "../../support/google/projects.ts";
import { loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
afterEach(() => {
  restore(google);
  google.log.clear();
});

const TYPE = "Tidemark::ResourceManager::ContainerPolicy";
const ANCESTORS = "Tidemark::ResourceManager::AncestorPolicy";
const KEY = `tidemark:gcp/${encodeURIComponent(FOLDER)}/${encodeURIComponent(`container-policy/${FOLDER}`)}`;
const UNIT = unitOf(TYPE, "global");

const read = (scope = FOLDER_SCOPE, reader = readerOf([scope])): Promise<Read> =>
  readTypes(reader, scope, { types: [TYPE] });
const asked = (): string[] =>
  google.log.requests.filter(({ path }) => path.endsWith(":getIamPolicy")).map(({ path }) => path);

describe("a folder", () => {
  test("has its own policy, with references of people, and none from above or below", async () => {
    own(google, FOLDER, person("felix.neumann"));
    own(google, ORGANIZATION, person("priya.raman"));
    const folder = await read();
    expect(detailsOf(folder)).toEqual([]);
    expect([...folder.items.keys()]).toEqual([KEY]);
    expect(folder.items.get(KEY)).toMatchObject({
      unit: UNIT,
      body: { Type: "folder", Bindings: [{ Role: "roles/owner", Members: [{ Kind: "user" }] }] },
    });
    expect(JSON.stringify([...folder.items.values()])).not.toContain("felix");
    expect(folder.reading.sources).toMatchObject([
      { source: "google-container-policy", lane: `google-container ${FOLDER}`, lagSeconds: 0 },
    ]);
    expect(asked()).toEqual([`/v3/${FOLDER}:getIamPolicy`]);
  });

  test("takes what a project below was told last, and projects ask each as of their own reading", async () => {
    const reader = readerOf([PROJECT, OTHER_PROJECT, FOLDER_SCOPE]);
    await readTypes(reader, PROJECT, { types: [ANCESTORS] });
    const last = await readTypes(reader, OTHER_PROJECT, { types: [ANCESTORS] });
    const folder = (await read(FOLDER_SCOPE, reader)).items.get(KEY);
    expect(asked().filter((path) => path.includes(FOLDER))).toHaveLength(2);
    const there = [...last.items.values()].find(({ key }) => key.endsWith(encodeURIComponent(FOLDER)));
    const bindingsOf = (item: unknown): unknown => (item as { body: { Bindings: unknown } }).body.Bindings;
    expect(bindingsOf(there)).toEqual(bindingsOf(folder));
    expect(JSON.stringify(bindingsOf(folder))).toContain("allAuthenticatedUsers");
    expect(there?.dataTime).toBe(folder?.dataTime);
  });

  test("is asked anew where its policy is read again by name, and so is it for a project", async () => {
    const reader = readerOf([PROJECT, FOLDER_SCOPE]);
    const before = await read(FOLDER_SCOPE, reader);
    own(google, FOLDER, "allUsers");
    const { named } = await rereadKeys(reader, FOLDER_SCOPE, [{ key: KEY, unit: UNIT }]);
    expect(named).toMatchObject([
      { key: KEY, answer: { snapshot: { body: { Bindings: [{ Role: "roles/owner" }] } } } },
    ]);
    expect(JSON.stringify(before.items.get(KEY))).not.toContain("allUsers");
    const key = `tidemark:${PROJECT.replace("/projects/", "/projects%2F")}/${encodeURIComponent(`ancestor-policy/${FOLDER}`)}`;
    const again = await rereadKeys(reader, PROJECT, [{ key, unit: unitOf(ANCESTORS, "global") }]);
    expect(JSON.stringify(again.named)).toContain("allUsers");
  });

  test.each<[string, () => void, string]>([
    [
      "another shape",
      () => google.faults.answer({ service: "resourcemanager", path: /folders/ }, json(200, { roles: [] })),
      `unexpected-shape: the IAM policy of ${FOLDER} is not in the documented form`,
    ],
    [
      "no answer: it was deleted",
      () =>
        google.faults.answer(
          { service: "resourcemanager", path: /folders/ },
          json(404, { error: { code: 404, status: "NOT_FOUND", message: "Requested entity was not found." } }),
        ),
      "unavailable: resourcemanager.folders.getIamPolicy failed with NOT_FOUND",
    ],
    [
      "a refusal",
      () => google.faults.deny({ service: "resourcemanager", path: /folders/ }),
      "denied: resourcemanager.folders.getIamPolicy (PERMISSION_DENIED)",
    ],
  ])("whose policy has %s is unread, with the cause", async (_what, prepare, detail) => {
    prepare();
    const folder = await read();
    expect(detailsOf(folder)).toEqual([detail]);
    expect([...folder.items.values()].filter((item) => "body" in item)).toEqual([]);
  });

  test("has no other type: such a unit says so", async () => {
    const types = PROJECT_TYPES.filter((type) => type !== "Tidemark::IAM::OrganizationRole");
    const all = await readTypes(readerOf([FOLDER_SCOPE]), FOLDER_SCOPE, { types });
    expect(Object.keys(all.problems).toSorted()).toEqual(types.toSorted());
    expect(new Set(Object.values(all.problems).map(({ code }) => code))).toEqual(new Set(["not-supported"]));
  });
});

test("an organization has its policy, by the permission that its source declares", async () => {
  const organization = await read(ORGANIZATION_SCOPE);
  expect(detailsOf(organization)).toEqual([]);
  expect([...organization.items.values()]).toMatchObject([{ body: { Type: "organization" } }]);
  const declared = GCP_ACTIONS.find(({ scopes }) => scopes === "containers");
  expect(declared?.actions.map(({ action }) => action)).toEqual([
    "resourcemanager.folders.getIamPolicy",
    "resourcemanager.folders.get",
    "resourcemanager.organizations.getIamPolicy",
    "resourcemanager.organizations.get",
  ]);
  expect(asked()).toEqual([`/v3/${ORGANIZATION}:getIamPolicy`]);
});

describe("an empty policy, which Google may tell of what is not there,", () => {
  const empty = (of: string): void => {
    google.faults.answer(
      { service: "resourcemanager", path: new RegExp(`${of}:getIamPolicy`) },
      json(200, { etag: "ACAB" }),
    );
  };

  test.each([FOLDER_SCOPE, ORGANIZATION_SCOPE])("is the policy of %s, which is there", async (scope) => {
    empty(scope.slice("gcp/".length));
    const read = await readTypes(readerOf([scope]), scope, { types: [TYPE] });
    expect(detailsOf(read)).toEqual([]);
    expect([...read.items.values()]).toMatchObject([{ body: { Bindings: [] } }]);
    expect(google.log.requests.map(({ path }) => path)).toContain(`/v3/${scope.slice("gcp/".length)}`);
  });

  test("is none of a folder that is not there: the cause is the permission that would show it", async () => {
    empty("folders/999");
    const gone = await read("gcp/folders/999");
    expect(detailsOf(gone)).toEqual(["denied: resourcemanager.folders.get (IAM_PERMISSION_DENIED)"]);
    expect([...gone.items.keys()]).toEqual([]);
  });

  test("is none if the answer about the folder is about another", async () => {
    empty(FOLDER);
    google.faults.answer({ service: "resourcemanager", path: `/v3/${FOLDER}` }, json(200, { name: "folders/1" }));
    expect(detailsOf(await read())).toEqual([
      `unexpected-shape: the answer to resourcemanager.folders.get is not about ${FOLDER}`,
    ]);
  });
});

test.each([FOLDER_SCOPE, ORGANIZATION_SCOPE, "gcp/folders/999"])(
  "%s is denied to an identity without a role there, with the permission, and a folder that is not there says the same",
  async (scope) => {
    const reader = openGoogle({
      login: loginOf({ serviceAccount: HOME_READER }),
      parent: ORGANIZATION,
      customer: CUSTOMER,
      administrator: null,
      scopes: [scope],
      clock: Date.now,
    });
    const kind = scope.split("/")[1] ?? "";
    expect(detailsOf(await read(scope, reader))).toEqual([
      `denied: resourcemanager.${kind}.getIamPolicy (IAM_PERMISSION_DENIED)`,
    ]);
  },
);

test("groups that own a folder without any enrolled project are read, where no listing tells them too", async () => {
  own(google, FOLDER, "group:operators@northlight.example");
  google.faults.deny({ service: "cloudasset" });
  const people = await readTypes(readerOf([FOLDER_SCOPE, PEOPLE]), PEOPLE, {
    types: ["Tidemark::Workspace::GroupMembers"],
  });
  expect(detailsOf(people)).toEqual([]);
  expect([...people.items.values()]).toHaveLength(1);
});
