// Reads people of Google Workspace live: by an admin role, in an administrator's name, and as doctor tells which of both works.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { administratorLogin } from "../../../collectors/google/client/administrator-login.ts";
import type { Diagnosis } from "../../../cli/doctor/diagnosis.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import { USERS } from "../../../collectors/workspace/item/user.ts";
import { detailsOf, readTypes } from "../../support/clouds/read-types.ts";
import { googleCompany } from "../../support/google/company.ts";
import { CUSTOMER_SCOPE, customerOf, letPersonReadPeople } from "../../support/google/customer.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import { ADMINISTRATOR, CUSTOMER, ORGANIZATION, READER } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  Object.assign(google.estate, sampleEstate());
  google.settings.page = 1000;
});

const people = { types: [USERS] };
const read = (options: Parameters<typeof customerOf>[0] = {}) => readTypes(customerOf(options), CUSTOMER_SCOPE, people);

test("people are read by the admin role of the service account, page after page, without a name", async () => {
  google.settings.page = 3;
  const { reading, items, names } = await read();
  expect(items.size).toBe(google.estate.users.length);
  const [unit] = reading.units;
  expect(unit).toMatchObject({ complete: true, pages: 3, listed: 7, source: "workspace-directory" });
  expect(reading.sources).toMatchObject([{ principal: READER, endpoint: "admin.googleapis.com" }]);
  const [first] = [...items.values()] as Snapshot[];
  expect(first).toMatchObject({ key: `workspace:${CUSTOMER}/users/286402576421368627807`, name: null });
  expect(names.get(first!.key)).toBe("Amelie Brandt");
  expect(JSON.stringify([reading, ...items.values()])).not.toMatch(/brandt|northlight\.example/i);
  // Custom fields come with the full projection alone.
  for (const { query } of google.log.of("directory")) expect(query).toContain("projection=basic");
  expect(google.log.of("oauth")).toEqual([]);
});

test("in an administrator's name, who is in no record", async () => {
  const { reading, items } = await read({ administrator: ADMINISTRATOR });
  expect(items.size).toBe(7);
  expect(new Set(google.log.of("directory").map(({ principal }) => principal))).toEqual(new Set([ADMINISTRATOR]));
  expect(reading.sources.map(({ principal }) => principal)).toEqual([READER]);
  expect(JSON.stringify(reading)).not.toContain(ADMINISTRATOR);
});

test("a person who signs in acts for nobody", async () => {
  const login = { ...loginOf(), principal: () => Promise.resolve("110248495921238986420") };
  const scopes = ["https://www.googleapis.com/auth/admin.directory.user.readonly"];
  await administratorLogin(login, ADMINISTRATOR, Date.now).headers(scopes);
  expect(google.log.of("oauth")).toEqual([]);
});

describe("what is withheld has a cause", () => {
  test("without the privilege", async () => {
    google.estate.grants = google.estate.grants.filter(({ at }) => !at.startsWith("customers/"));
    expect(detailsOf(await read())).toEqual(["denied: admin.users.read (forbidden)"]);
    expect(detailsOf(await read({ administrator: ADMINISTRATOR }))).toEqual(["denied: admin.users.read (forbidden)"]);
  });

  test("of another customer", async () => {
    const reader = customerOf({ customer: "C0other" });
    expect(detailsOf(await readTypes(reader, "workspace/C0other", people))).toEqual([
      "denied: admin.users.read (forbidden)",
    ]);
    const [user] = google.estate.users;
    google.estate.users = [{ ...user!, customerId: "C0other" }];
    const strayed = await read();
    expect(strayed.items.size).toBe(0);
    expect(strayed.problems[USERS]?.code).toBe("unexpected-shape");
  });

  test("a page that is no list, and a list that breaks off", async () => {
    google.faults.answer({ service: "directory" }, { status: 200, body: JSON.stringify({ users: "none" }) });
    expect(detailsOf(await read())).toEqual(["unexpected-shape: a page of the answer to admin.users.read has no list"]);
    google.faults.clear();
    const first = { users: google.estate.users.slice(0, 3), nextPageToken: "page-3" };
    google.faults.answer({ service: "directory" }, { status: 200, body: JSON.stringify(first) }, 1);
    google.faults.deny({ service: "directory" });
    const broken = await read();
    expect(broken.items.size).toBe(3);
    expect(broken.problems[USERS]?.code).toBe("denied");
  });

  test("a customer that is not enrolled", async () => {
    const reading = await readTypes(customerOf(), "workspace/C0other", people);
    expect(detailsOf(reading)).toEqual(["no-answer: the reader of Google Workspace has no customer for this scope"]);
  });
});

describe("doctor", () => {
  async function told(gcp: object): Promise<Diagnosis> {
    const config = {
      gcp: { parent: ORGANIZATION, customer: CUSTOMER, ...gcp },
      scopes: [PROJECT_SCOPES[0], CUSTOMER_SCOPE].map((scope) => ({ scope })),
    };
    const { stdout, stderr } = await googleCompany(google, { config }).tidemark("doctor", "--json");
    expect(stderr).toBe("");
    return JSON.parse(stdout) as Diagnosis;
  }

  const OWN = "an admin role of the identity that reads";

  test("a sign-in without the scopes for people: how to sign in", async () => {
    const { ways, causes } = await told({});
    const advice =
      "sign in again with the scopes for people and groups: docs/gcp-permissions.md has the command (gcloud auth application-default login --scopes)";
    expect(ways).toEqual([{ way: OWN, cause: "denied: admin.users.read (ACCESS_TOKEN_SCOPE_INSUFFICIENT)", advice }]);
    expect(causes.find(({ detail }) => detail.startsWith("admin.users.read"))).toMatchObject({
      scopes: [CUSTOMER_SCOPE],
      remedy: advice,
    });
  });

  test("without the privilege: its name, and the fallback", async () => {
    letPersonReadPeople(google);
    google.faults.deny({ service: "directory" });
    const { ways } = await told({});
    expect(ways).toEqual([
      {
        way: OWN,
        cause: "denied: admin.users.read (forbidden)",
        advice:
          "give the identity that reads an admin role of Google Workspace with Users > Read of the Admin API privileges, for the whole customer (or delegate to the service account, and name an administrator in gcp.administrator)",
      },
    ]);
  });

  test("with it, an administrator is not needed", async () => {
    letPersonReadPeople(google);
    const { ways, accounts } = await told({ administrator: ADMINISTRATOR });
    expect(ways).toEqual([
      { way: OWN, cause: null, advice: null },
      {
        way: "delegation, for gcp.administrator",
        cause: null,
        advice: "remove gcp.administrator and the delegation: the admin role is enough",
      },
    ]);
    expect(accounts.find(({ scope }) => scope === CUSTOMER_SCOPE)?.complete).toBeGreaterThan(0);
  });
});
