// Reads custom roles of the sample with the real clients: those of projects, and those of the organization that policies grant.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openGoogle } from "../../../collectors/registry/google.ts";
import type { Item, Snapshot } from "../../../collectors/port.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { json } from "../../support/clouds/wire/asked.ts";
import { detailsOf, readTypes, rereadKeys, type Read } from "../../support/clouds/read-types.ts";
import { googleCompany } from "../../support/google/company.ts";
import type { Asset } from "../../support/google/estate/estate.ts";
import {
  CUSTOMER,
  FOLDER,
  ORGANIZATION,
  ORGANIZATION_ROLE as READING,
  PRODUCTION,
} from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { FOLDER_SCOPE, ORGANIZATION_SCOPE, OTHER_PROJECT, PROJECT, restore } from "../../support/google/owners.ts";
import { loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
afterEach(() => {
  restore(google);
  for (const name of made.splice(0)) google.estate.remove(name);
  google.settings.offIn = {};
  google.log.clear();
});

const ROLE = "iam.googleapis.com/Role";
const ROLE_ABOVE = "Tidemark::IAM::OrganizationRole";
const SETTING = `${ORGANIZATION}/roles/policySetter`;
const SET_POLICY = "resourcemanager.projects.setIamPolicy";

/** Names of assets that a test made. */
const made: string[] = [];

function put(container: string, data: { readonly name: string; readonly [member: string]: unknown }): void {
  const name = `//iam.googleapis.com/${data.name}`;
  made.push(name);
  google.estate.put({
    name,
    assetType: ROLE,
    ancestors: google.estate.ancestors(container),
    updateTime: "2026-05-19T10:12:00.181Z",
    resource: { version: "v1", data },
  } as Asset);
}

/** Adds a binding to the policy of a container. */
function bind(container: string, role: string, member = "user:deniz.aydin@northlight.example"): void {
  const name = `//cloudresourcemanager.googleapis.com/${container}`;
  const asset = google.estate.inventory("IAM_POLICY").find((each) => each.name === name);
  const { bindings = [] } = (asset?.["iamPolicy"] ?? {}) as { readonly bindings?: readonly object[] };
  google.estate.put({ ...asset, iamPolicy: { bindings: [...bindings, { role, members: [member] }] } } as Asset);
}

const scopes = [PROJECT, OTHER_PROJECT, FOLDER_SCOPE, ORGANIZATION_SCOPE];
const reader = () =>
  openGoogle({
    login: loginOf(),
    parent: ORGANIZATION,
    customer: CUSTOMER,
    administrator: null,
    scopes,
    clock: Date.now,
  });
const read = (scope: string, type = ROLE_ABOVE, of = reader()): Promise<Read> =>
  readTypes(of, scope, { types: [type] });
const bodies = ({ items }: Read): unknown[] =>
  [...items.values()].flatMap((item: Item) => ("body" in item ? [(item as Snapshot).body] : []));
const keyOf = (scope: string, role: string): string =>
  syntheticKey("gcp", scope.slice("gcp/".length), `organization-role/${role}`);
const asked = (): string[] => google.log.of("iam").map(({ path }) => path);

describe("roles of a project", () => {
  const own = (id: string): string => `projects/${PRODUCTION.projectId}/roles/${id}`;

  test("have their permissions, and those that were deleted are among them", async () => {
    put(PRODUCTION.name, { name: own("empty"), title: "Empty", stage: "GA" });
    put(PRODUCTION.name, { name: own("gone"), includedPermissions: [SET_POLICY], stage: "GA", deleted: true });
    const roles = await read(PROJECT, ROLE);
    expect(detailsOf(roles)).toEqual([]);
    expect([...roles.items.keys()].toSorted()).toEqual(
      ["accessReviewer", "empty", "gone"].map((id) => `//iam.googleapis.com/${PRODUCTION.name}/roles/${id}`),
    );
    expect(bodies(roles)).toMatchObject([
      { name: own("accessReviewer"), includedPermissions: expect.arrayContaining(["iam.roles.list"]) as string[] },
      { name: own("empty"), includedPermissions: [] },
      { name: own("gone"), includedPermissions: [SET_POLICY], deleted: true },
    ]);
    expect(google.log.of("iam").map(({ query }) => query)).toEqual([expect.stringContaining("view=FULL")]);
  });

  test("read alike by the list and by the inventory, where IAM is off in the project", async () => {
    const listed = await read(PROJECT, ROLE);
    google.settings.offIn = { [PRODUCTION.name]: ["iam"] };
    const late = await read(PROJECT, ROLE);
    expect(detailsOf(late)).toEqual([]);
    const without = ({ items }: Read) => [...items.values()].map((item) => ({ ...item, source: "", dataTime: "" }));
    expect(without(late)).toEqual(without(listed));
  });
});

describe("roles of the organization", () => {
  test("are those that policies grant, under a condition too, without titles, and no others", async () => {
    put(ORGANIZATION, {
      name: SETTING,
      title: "Of Deniz",
      includedPermissions: ["run.services.get", SET_POLICY],
      deleted: true,
    });
    put(ORGANIZATION, { name: `${ORGANIZATION}/roles/nobody`, includedPermissions: [SET_POLICY] });
    bind(FOLDER, `${SETTING}_withcond_0a1b2c3d`);
    bind(PRODUCTION.name, SETTING);
    const roles = await read(PROJECT);
    expect(detailsOf(roles)).toEqual([]);
    expect([...roles.items.keys()].toSorted()).toEqual([keyOf(PROJECT, READING), keyOf(PROJECT, SETTING)].toSorted());
    expect(roles.items.get(keyOf(PROJECT, SETTING))).toMatchObject({
      body: { name: SETTING, includedPermissions: [SET_POLICY, "run.services.get"], deleted: true },
    });
    expect(JSON.stringify([...roles.items.values()])).not.toMatch(/Deniz|Amelie/);
  });

  test("are asked for once for projects, folders and the organization", async () => {
    const one = reader();
    for (const scope of scopes) {
      const roles = await read(scope, ROLE_ABOVE, one);
      expect(detailsOf(roles), scope).toEqual([]);
      // The folder's own policy grants none.
      expect([...roles.items.keys()], scope).toEqual(scope === FOLDER_SCOPE ? [] : [keyOf(scope, READING)]);
    }
    expect(asked().filter((path) => path.includes("/organizations/"))).toEqual([`/v1/${READING}`]);
  });

  test("are asked for anew by name, and one that no policy grants any more is not found", async () => {
    const one = reader();
    await read(ORGANIZATION_SCOPE, ROLE_ABOVE, one);
    google.estate.change(`//iam.googleapis.com/${READING}`, { stage: "DISABLED" });
    for (const scope of [PROJECT, ORGANIZATION_SCOPE]) {
      const keys = [READING, SETTING].map((role) => ({ key: keyOf(scope, role), unit: unitOf(ROLE_ABOVE, "global") }));
      const { named } = await rereadKeys(one, scope, keys);
      expect(named.map(({ answer }) => (typeof answer === "string" ? answer : "read"))).toEqual(["read", "not-found"]);
      expect(named[0]).toMatchObject({ answer: { snapshot: { body: { stage: "DISABLED" } } } });
    }
  });

  test("a role that may not be read has its cause, and hides no other", async () => {
    bind(PRODUCTION.name, SETTING);
    put(ORGANIZATION, { name: SETTING, includedPermissions: [] });
    google.faults.deny({ service: "iam", path: /policySetter$/ });
    for (const scope of [PROJECT, OTHER_PROJECT]) {
      const roles = await read(scope);
      expect(roles.problems).toEqual({});
      expect(detailsOf(roles)).toEqual(scope === PROJECT ? ["denied: iam.roles.get (PERMISSION_DENIED)"] : []);
      expect(bodies(roles)).toMatchObject([{ name: READING }]);
    }
  });

  test("a role that is gone for good is none, and an answer about another role is none", async () => {
    bind(PRODUCTION.name, SETTING);
    expect([...(await read(PROJECT)).items.keys()]).toEqual([keyOf(PROJECT, READING)]);
    google.faults.answer(
      { service: "iam", path: /policySetter$/ },
      json(200, { name: READING, includedPermissions: [] }),
    );
    expect(detailsOf(await read(PROJECT))).toEqual([
      "unexpected-shape: the answer to iam.roles.get has another form than documented",
    ]);
  });

  test.each<[string, () => void, string]>([
    [
      "may not be read",
      () => google.faults.deny({ service: "resourcemanager", path: /organizations\/\d+:getIamPolicy$/ }),
      "denied: resourcemanager.organizations.getIamPolicy (PERMISSION_DENIED)",
    ],
    [
      "has another form",
      () =>
        google.faults.answer(
          { service: "resourcemanager", path: /organizations\/\d+:getIamPolicy$/ },
          json(200, { bindings: 7 }),
        ),
      "",
    ],
  ])("any may be missing where a policy %s", async (_name, prepare, detail) => {
    prepare();
    bind(PRODUCTION.name, SETTING);
    put(ORGANIZATION, { name: SETTING, includedPermissions: [] });
    const roles = await read(PROJECT);
    expect(Object.keys(roles.problems)).toEqual([ROLE_ABOVE]);
    if (detail !== "") expect(detailsOf(roles)).toEqual([detail]);
    expect(bodies(roles)).toMatchObject([{ name: SETTING }]);
    expect(Object.keys((await read(ORGANIZATION_SCOPE)).problems)).toEqual([ROLE_ABOVE]);
  });
});

test("a person whose role of the organization sets policies fails, and is open where the role may not be read", async () => {
  put(ORGANIZATION, { name: SETTING, includedPermissions: [SET_POLICY], stage: "GA" });
  bind(FOLDER, SETTING);
  const company = googleCompany(google);
  const outcomes = async (): Promise<unknown[]> => {
    const { results } = JSON.parse((await company.tidemark("query", "--json")).stdout) as {
      readonly results: readonly {
        readonly check: string;
        readonly resource: string;
        readonly outcome: string;
        readonly because: string;
      }[];
    };
    return results
      .filter(
        ({ check, resource }) =>
          check === "administrator-grants-limited" && resource.endsWith(encodeURIComponent(FOLDER)),
      )
      .map(({ outcome, because }) => `${outcome}: ${because}`);
  };
  expect((await company.tidemark("start")).stderr).toBe("");
  expect(new Set(await outcomes())).toEqual(
    new Set(["fail: by the IAM policy, holders outside of allowedHolders may do everything or give rights: 1"]),
  );
  google.faults.deny({ service: "iam", path: /policySetter$/ });
  await company.tidemark("collect");
  google.faults.clear();
  expect(new Set(await outcomes())).toEqual(new Set([expect.stringMatching(/^indeterminate: .*iam\.roles\.get/)]));
});
