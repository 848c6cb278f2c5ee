// Reads groups that own projects live: which ones, by the policies of projects and of all above them, and everybody in them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Item, Snapshot } from "../../../collectors/port.ts";
import { openGoogle } from "../../../collectors/registry/google.ts";
import { GROUP_MEMBERS } from "../../../collectors/workspace/answers/group-members.ts";
import { detailsOf, readTypes, type Read } from "../../support/clouds/read-types.ts";
import { CUSTOMER_SCOPE, customerOf } from "../../support/google/customer.ts";
import type { Asset, Group } from "../../support/google/estate/estate.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import {
  CUSTOMER,
  DEVELOPMENT,
  FOLDER,
  ORGANIZATION,
  PRODUCTION,
  READER,
} from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
const assets = new Map<string, Asset>();
beforeAll(async () => {
  google = await startHere();
  for (const asset of google.estate.inventory("IAM_POLICY")) assets.set(asset.name, asset);
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  google.settings.page = 1000;
  const { groups, grants, projects } = sampleEstate();
  Object.assign(google.estate, { groups, grants, projects });
  for (const asset of assets.values()) google.estate.put(asset);
});

/** Adds a binding of roles/owner to the policy of a container. */
function own(container: string, ...members: string[]): void {
  const name = `//cloudresourcemanager.googleapis.com/${container}`;
  const asset = assets.get(name)!;
  const { bindings } = asset["iamPolicy"] as { readonly bindings: readonly object[] };
  google.estate.put({ ...asset, iamPolicy: { bindings: [...bindings, { role: "roles/owner", members }] } } as Asset);
}

const read = (options: Parameters<typeof customerOf>[0] = {}): Promise<Read> =>
  readTypes(customerOf(options), CUSTOMER_SCOPE, { types: [GROUP_MEMBERS] });
const keyOf = (id: string): string => `tidemark:workspace/${CUSTOMER}/google-group%2F${id}`;
const membersIn = (item: Item | undefined) =>
  ((item as Snapshot | undefined)?.body["Members"] as { readonly Type: string }[] | undefined)?.map(({ Type }) => Type);
const group = (id: string, ...members: Group["members"]): Group => ({
  name: `groups/${id}`,
  key: `${id}@northlight.example`,
  members,
});
const user = (name: string) => ({ id: `${name}@northlight.example`, type: "USER" }) as const;
const inner = (id: string) => ({ id: `${id}@northlight.example`, type: "GROUP" }) as const;

test.each([null, ORGANIZATION])(
  "where no project is enrolled, no group can own one: nobody is asked (parent %s)",
  async (parent) => {
    const reader = openGoogle({
      login: loginOf(),
      parent,
      customer: CUSTOMER,
      administrator: null,
      scopes: [CUSTOMER_SCOPE],
      clock: Date.now,
    });
    const { reading, items } = await readTypes(reader, CUSTOMER_SCOPE, { types: [GROUP_MEMBERS] });
    expect(reading.units).toMatchObject([{ complete: true, listed: 0, problem: null, dataTime: expect.any(String) }]);
    expect(items.size).toBe(0);
    expect(google.log.requests).toEqual([]);
  },
);

describe("groups that own", () => {
  test("are those of projects, folders and the organization, under a condition too; a deleted one and other roles are not", async () => {
    own(DEVELOPMENT.name, "group:Operators@northlight.example");
    own(ORGANIZATION, "deleted:group:gone@northlight.example?uid=1");
    const name = `//cloudresourcemanager.googleapis.com/${FOLDER}`;
    const conditional = { role: "roles/owner_withcond_2b17", members: ["group:analytics@northlight.example"] };
    google.estate.put({ ...assets.get(name)!, iamPolicy: { bindings: [conditional] } } as Asset);
    const { items, reading } = await read();
    expect([...items.keys()].toSorted()).toEqual([keyOf("01analytics"), keyOf("02operators")]);
    expect(reading.units).toMatchObject([{ complete: true, source: "cloud-identity" }]);
    // Two listings for all projects: policies, and nothing of single projects.
    expect(google.log.of("cloudasset").map(({ path }) => path)).toEqual([`/v1/${ORGANIZATION}/assets`]);
    expect(google.log.of("resourcemanager")).toEqual([]);
    for (const item of items.values()) expect(JSON.stringify(item)).not.toMatch(/northlight\.example/);
  });

  test("are those with the newer basic role Admin too, under a condition or not", async () => {
    const bound = (container: string, role: string, member: string): void => {
      const asset = assets.get(`//cloudresourcemanager.googleapis.com/${container}`)!;
      google.estate.put({ ...asset, iamPolicy: { bindings: [{ role, members: [member] }] } } as Asset);
    };
    bound(DEVELOPMENT.name, "roles/admin", "group:operators@northlight.example");
    bound(FOLDER, "roles/admin_withcond_2b17", "group:analytics@northlight.example");
    bound(PRODUCTION.name, "roles/administrator", "group:readers@northlight.example");
    const { items } = await read();
    expect([...items.keys()].toSorted()).toEqual([keyOf("01analytics"), keyOf("02operators")]);
  });

  test.each([
    ["without a parent", null],
    ["where the parent may not be listed", "folders/1"],
    ["where a policy lies above the parent", FOLDER],
  ])("are the same %s", async (_name, parent) => {
    own(PRODUCTION.name, "group:operators@northlight.example");
    own(ORGANIZATION, "group:analytics@northlight.example");
    const { items } = await read({ parent });
    expect([...items.keys()].toSorted()).toEqual([keyOf("01analytics"), keyOf("02operators")]);
    expect(google.log.of("resourcemanager").filter(({ path }) => path.includes(ORGANIZATION))).toHaveLength(1);
  });

  test("a policy that may not be read: those of the others are read, and the cause says that there may be more", async () => {
    own(PRODUCTION.name, "group:operators@northlight.example");
    google.faults.deny({ service: "resourcemanager", path: new RegExp(`${FOLDER}:getIamPolicy`) });
    const { items, problems } = await read({ parent: null });
    expect([...items.keys()]).toEqual([keyOf("02operators")]);
    expect(problems[GROUP_MEMBERS]).toEqual({
      code: "denied",
      detail: "resourcemanager.folders.getIamPolicy (PERMISSION_DENIED)",
    });
  });

  test("nobody's group: the unit is complete and empty", async () => {
    const { items, problems } = await read();
    expect([items.size, problems]).toEqual([0, {}]);
  });
});

describe("members of a group", () => {
  test("are everybody in groups in it, each once, also where groups are in one another, page by page", async () => {
    google.settings.page = 1;
    google.estate.groups = [
      group("a", user("ada"), inner("b")),
      group("b", user("ada"), user("bob"), inner("a"), inner("c")),
      group("c", { id: "ci@build.iam.gserviceaccount.com", type: "SERVICE_ACCOUNT" }, inner("b")),
    ];
    own(PRODUCTION.name, "group:a@northlight.example");
    const { items } = await read();
    expect(membersIn(items.get(keyOf("a")))).toEqual(["SERVICE_ACCOUNT", "USER", "USER"]);
    expect(google.log.of("groups").filter(({ path }) => path.endsWith(":lookup"))).toHaveLength(3);
    expect(google.log.of("groups").some(({ path }) => path.includes("searchTransitive"))).toBe(false);
    for (const { path, query } of google.log.of("groups"))
      if (path.endsWith("/memberships")) expect(query).toContain("view=FULL");
  });

  test("more than 500 are not read, whether in the group or in groups in it", async () => {
    const many = (count: number, letter: string) => Array.from({ length: count }, (_, i) => user(`${letter}${i}`));
    google.estate.groups = [
      group("full", ...many(500, "a")),
      group("big", ...many(501, "a")),
      group("sum", ...many(300, "a"), inner("rest")),
      group("rest", ...many(201, "b")),
    ];
    own(PRODUCTION.name, ...["full", "big", "sum"].map((id) => `group:${id}@northlight.example`));
    const read500 = await read();
    expect(membersIn(read500.items.get(keyOf("full")))).toHaveLength(500);
    expect(detailsOf(read500)).toEqual([
      "truncated: the group has more than 500 members, and Tidemark does not read so many",
    ]);
    expect(read500.problems).toEqual({});
  });

  test("without the privilege each group is unread, with its cause and without its address", async () => {
    own(PRODUCTION.name, "group:operators@northlight.example");
    google.estate.grants = google.estate.grants.map((grant) =>
      grant.principal === READER && grant.at.startsWith("customers/")
        ? { ...grant, permissions: ["admin.users.read"] }
        : grant,
    );
    const denied = await read();
    expect(detailsOf(denied)).toEqual(["denied: admin.groups.read (PERMISSION_DENIED)"]);
    expect([...denied.items.keys()].map(decodeURIComponent)).toEqual([
      `tidemark:workspace/${CUSTOMER}/google-group/person:gcp:${"operators@northlight.example".length}`,
    ]);
  });

  test("one that can't be looked up for a while makes the unit incomplete: it may be one that was read before", async () => {
    own(PRODUCTION.name, "group:operators@northlight.example", "group:analytics@northlight.example");
    google.faults.answer({ service: "groups", path: /:lookup$/ }, ({ query }) =>
      query.get("groupKey.id")?.startsWith("operators") === true
        ? { status: 403, body: JSON.stringify({ error: { code: 403, status: "PERMISSION_DENIED" } }) }
        : { status: 200, body: JSON.stringify({ name: "groups/01analytics" }) },
    );
    const { items, problems } = await read();
    expect(problems[GROUP_MEMBERS]).toMatchObject({ code: "denied" });
    // The other group was seen, and stays current.
    expect(items.has(keyOf("01analytics"))).toBe(true);
  });

  test("a group of another domain in a group, and an answer of another form, hide no other group", async () => {
    google.estate.groups = [group("a", inner("elsewhere")), group("b", user("bob"))];
    own(PRODUCTION.name, "group:a@northlight.example", "group:b@northlight.example");
    const { items } = await read();
    expect(items.get(keyOf("a"))).toMatchObject({ problem: { code: "denied" } });
    expect(membersIn(items.get(keyOf("b")))).toEqual(["USER"]);
    google.faults.answer({ service: "groups", path: /\/a\/memberships$/ }, { status: 200, body: '{"memberships":7}' });
    google.estate.groups = [group("a"), group("b", user("bob"))];
    const again = await read();
    expect(again.items.get(keyOf("a"))).toMatchObject({ problem: { code: "unexpected-shape" } });
    expect(membersIn(again.items.get(keyOf("b")))).toEqual(["USER"]);
  });
});
