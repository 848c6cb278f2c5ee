// Keys of key vaults in exports: the key of each, what of it stays behind, and answers that are none.
import { expect, test } from "vitest";
import { AT, bodyOf, readExport, refusal } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const vault = `/subscriptions/${id}/resourceGroups/RG/providers/Microsoft.KeyVault/vaults/Shop`;
const TYPE = "microsoft.keyvault/vaults/keys";
const unit = `${TYPE}@global`;

const read = (...lines: readonly object[]): ReturnType<typeof readExport> =>
  readExport(
    { format: "az-vault-keys", scope: `azure/${id}`, types: [TYPE] },
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    [unit],
  );

const subject = `${vault}/keys/Orders`;
const answer = (members: object = {}): object => ({
  id: subject,
  name: "Orders",
  type: "Microsoft.KeyVault/vaults/keys",
  location: "westeurope",
  tags: { owner: "jane.doe@example.com" },
  properties: {
    attributes: {
      enabled: true,
      exp: 1798761600,
      created: 1598533051,
      updated: 1598533051,
      recoveryLevel: "Purgeable",
    },
    kty: "RSA",
    keyOps: ["sign"],
    keyUri: "https://shop.vault.azure.net:443/keys/Orders",
    release_policy: { data: "c2VjcmV0" },
    ...members,
  },
});

const rotationPolicy = {
  attributes: { created: 1598533051, updated: 1598533051, expiryTime: "P2Y" },
  lifetimeActions: [{ trigger: { timeAfterCreate: "P90D" }, action: { type: "rotate" } }],
};

test("a key by its own id, with when it ends and rotates, and without what it is for", async () => {
  const outcome = await read({ subject, answer: answer({ rotationPolicy }) });
  expect(outcome.items).toMatchObject([{ key: subject.toLowerCase(), name: "Orders", dataTime: AT, incarnation: "" }]);
  expect(bodyOf(outcome)).toEqual({
    properties: {
      kty: "RSA",
      attributes: { enabled: true, exp: 1798761600 },
      rotationPolicy: {
        attributes: { expiryTime: "P2Y" },
        lifetimeActions: [{ trigger: { timeAfterCreate: "P90D" }, action: { type: "rotate" } }],
      },
    },
  });
  expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
});

test("no vault, no key", async () => {
  expect((await read()).unit(unit)).toMatchObject({ complete: true, listed: 0 });
});

test.each([
  ["another key", { ...answer(), id: `${vault}/keys/Other` }],
  ["no attributes", answer({ attributes: undefined })],
  ["a policy of another form", answer({ rotationPolicy: "P90D" })],
])("an answer with %s is none", async (_name, other) => {
  const { items } = await read({ subject, answer: other });
  expect(items).toMatchObject([{ key: subject.toLowerCase(), problem: { code: "unexpected-shape" } }]);
});

test("a key that may not be read is unread, by its name", async () => {
  const error = `ERROR: Forbidden({"error":{"code":"AuthorizationFailed","message":"The client 'jane' with object id 'x' does not have authorization to perform action 'Microsoft.KeyVault/vaults/keys/read' over scope"}})`;
  const { items } = await read({ subject, exitStatus: 1, error });
  expect(items).toMatchObject([{ key: subject.toLowerCase(), problem: { code: "denied" } }]);
  expect(JSON.stringify(items)).not.toContain("jane");
});

test.each([
  ["a vault", vault],
  ["a key of another subscription", subject.replace(id, id.replace("6f1c", "7f1c"))],
])("%s is refused", async (_name, other) => {
  expect(await refusal(read({ subject: other, answer: answer() }))).toContain("expected the subject of the call");
});
