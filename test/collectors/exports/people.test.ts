// People of Entra and Workspace: a key and flags, never a name.
import { describe, expect, test } from "vitest";
import { readIamPolicy } from "../../../collectors/gcp/item/iam-policy.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { readExport, refusal } from "./fixture.ts";

describe("userRegistrationDetails", () => {
  const tenant = "435db7b7-46e6-4674-82d8-193e11fadc02";
  const UNIT = "microsoft.graph/userRegistrationDetails@global";
  const entra = {
    format: "entra-registration-details",
    scope: `entra/${tenant}`,
    types: ["microsoft.graph/userRegistrationDetails"],
  };
  const user = {
    id: "86462606-FDE0-4FC4-9E0C-A20EB73E54C6",
    userPrincipalName: "Jane.Doe@Northlight.example",
    userDisplayName: "Jane Doe",
    isAdmin: true,
    isMfaRegistered: true,
    isMfaCapable: true,
    methodsRegistered: ["softwareOneTimePasscode", "microsoftAuthenticatorPush"],
    userType: "member",
    lastUpdatedDateTime: "2026-08-20T04:12:33.4100000Z",
    defaultMfaMethod: "push",
  };

  test("a person is a key, what is registered, and a domain", async () => {
    const { items, names, unit } = await readExport(entra, { "@odata.context": "c", value: [user] }, [UNIT]);
    const key = `entra:${tenant}/users/86462606-fde0-4fc4-9e0c-a20eb73e54c6`;
    expect(items).toMatchObject([
      {
        key,
        name: null,
        dataTime: "2026-08-20T04:12:33.410Z",
        body: {
          id: user.id,
          isAdmin: true,
          isMfaRegistered: true,
          isMfaCapable: true,
          userType: "member",
          methodsRegistered: ["microsoftAuthenticatorPush", "softwareOneTimePasscode"],
          UserDomain: "northlight.example",
        },
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
    expect([...names]).toEqual([[key, "Jane Doe"]]);
    expect(unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
  });

  test("a page with a nextLink is not all", async () => {
    const { unit } = await readExport(entra, { value: [user], "@odata.nextLink": "https://graph.microsoft.com/next" }, [
      UNIT,
    ]);
    expect(unit(UNIT)).toMatchObject({
      complete: false,
      listed: 1,
      problem: { code: "truncated", detail: "f.json has @odata.nextLink, so pages of the answer are missing" },
    });
  });

  test("a person who is listed twice may stand for another who is not", async () => {
    const { items, unit } = await readExport(entra, { value: [user, user] }, [UNIT]);
    expect(items.length).toBe(1);
    expect(unit(UNIT)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
  });

  test("a person without an id is refused without naming anybody", async () => {
    expect(
      await refusal(readExport(entra, { value: [{ ...user, id: "jane.doe@northlight.example" }] }, [UNIT])),
    ).not.toMatch(/jane/i);
  });
});

describe("Directory users", () => {
  const UNIT = "admin.directory/users@global";
  const ACTIVITY = "Tidemark::Workspace::UserActivity@global";
  const types = ["admin.directory/users", "Tidemark::Workspace::UserActivity"];
  const workspace = { format: "workspace-users", scope: "workspace/C01nl4h2x", types };
  const user = {
    kind: "admin#directory#user",
    id: "114522752583947996869",
    primaryEmail: "jane.doe@northlight.example",
    name: { fullName: "Jane Doe" },
    isAdmin: true,
    isDelegatedAdmin: false,
    isEnrolledIn2Sv: false,
    isEnforcedIn2Sv: true,
    suspended: false,
    archived: false,
    creationTime: "2024-11-10T09:00:00.000Z",
    customerId: "C01nl4h2x",
    emails: [{ address: "jane.doe@northlight.example" }],
    recoveryEmail: "jane@private.example",
    lastLoginTime: "2026-08-31T09:15:00.000Z",
  };

  test("a person is a key and flags", async () => {
    const { items, names } = await readExport(workspace, { kind: "admin#directory#users", users: [user] }, [UNIT]);
    expect(items).toMatchObject([
      {
        key: "workspace:C01nl4h2x/users/114522752583947996869",
        incarnation: user.id,
        name: null,
        createdAt: "2024-11-10T09:00:00.000Z",
      },
    ]);
    expect("body" in items[0]! && Object.keys(items[0].body)).toEqual([
      "id",
      "isAdmin",
      "isDelegatedAdmin",
      "isEnrolledIn2Sv",
      "isEnforcedIn2Sv",
      "suspended",
      "archived",
      "creationTime",
      "References",
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
    expect([...names.values()]).toEqual(["Jane Doe"]);
  });

  test("the last sign-in is an item of its own, to the week", async () => {
    const { items, names, unit } = await readExport(workspace, { users: [user] }, [UNIT, ACTIVITY]);
    expect([unit(UNIT), unit(ACTIVITY)]).toMatchObject([{ complete: true }, { complete: true, listed: 1 }]);
    const person = "workspace:C01nl4h2x/users/114522752583947996869";
    const key = `tidemark:workspace/C01nl4h2x/user-activity%2F${encodeURIComponent(person)}`;
    expect(items.find((item) => item.key === key)).toMatchObject({
      incarnation: user.id,
      body: { id: user.id, suspended: false, archived: false, LastLoginWeek: "2026-08-31T00:00:00.000Z" },
    });
    expect(JSON.stringify(items)).not.toMatch(/jane|doe|09:15:00/i);
    expect([...names]).toEqual([[person, "Jane Doe"]]);
  });

  test("who never signed in has the zero of the clock", async () => {
    const never = { ...user, lastLoginTime: "1970-01-01T00:00:00.000Z" };
    const { items } = await readExport(workspace, { users: [never] }, [ACTIVITY]);
    expect(items).toMatchObject([{ body: { LastLoginWeek: "1970-01-01T00:00:00.000Z" } }]);
  });

  test("a person who is listed twice may stand for another who is not", async () => {
    const { items, unit } = await readExport(workspace, { users: [user, user] }, [UNIT]);
    expect(items.length).toBe(1);
    expect(unit(UNIT)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
  });

  test("each address of a person is a reference, as in IAM bindings and whatever its case; without an address there is none", async () => {
    const addresses = { aliases: ["JD@northlight.example"], nonEditableAliases: ["jane.doe@northlight.example.test"] };
    const told = await readExport(workspace, { users: [{ ...user, ...addresses }] }, [UNIT]);
    const bound = ["jane.doe@northlight.example", "JD@northlight.example", "jane.doe@northlight.example.test"];
    const policy = { bindings: [{ role: "roles/owner", members: bound.map((address) => `user:${address}`) }] };
    const people = {
      person: (of: string, value: string) => `person:${sha256Hex(`${of}/${value}`)}`,
      remember: () => undefined,
    };
    const members = JSON.stringify(readIamPolicy(policy, people));
    const references = "body" in told.items[0]! ? (told.items[0].body["References"] as string[]) : [];
    expect(references).toHaveLength(3);
    expect(references.filter((reference) => !members.includes(reference))).toEqual([]);
    const { primaryEmail: _address, ...nameless } = user;
    const { items } = await readExport(workspace, { users: [nameless] }, [UNIT]);
    expect("body" in items[0]! && "References" in items[0].body).toBe(false);
  });

  test("a page with a token is not all, and another customer's user is refused", async () => {
    expect((await readExport(workspace, { users: [user], nextPageToken: "t" }, [UNIT])).unit(UNIT)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    expect(await refusal(readExport(workspace, { users: [{ ...user, customerId: "C999" }] }, [UNIT]))).toBe(
      "f.json: byte 10: found a user of another customer, expected customer C01nl4h2x",
    );
  });
});
