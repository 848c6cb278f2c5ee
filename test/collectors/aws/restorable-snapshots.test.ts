// Whom RDS is asked about, of a listing with every kind of snapshot, and what is made of its answers.
import { expect, test } from "vitest";
import { ID, readDirect } from "../../support/servers/direct-lane.ts";
import { queryError, xml, type WireAnswer, type WireRequest } from "../../support/servers/wire.ts";

const REGION = "eu-central-1";

type Kind = {
  readonly type: string;
  readonly call: string;
  readonly list: string;
  readonly element: string;
  readonly id: string;
  readonly encrypted: string;
  readonly arn: string;
};

const KINDS: readonly Kind[] = [
  {
    type: "AWS::RDS::DBSnapshot",
    call: "DescribeDBSnapshot",
    list: "DBSnapshots",
    element: "DBSnapshot",
    id: "DBSnapshotIdentifier",
    encrypted: "Encrypted",
    arn: "snapshot",
  },
  {
    type: "AWS::RDS::DBClusterSnapshot",
    call: "DescribeDBClusterSnapshot",
    list: "DBClusterSnapshots",
    element: "DBClusterSnapshot",
    id: "DBClusterSnapshotIdentifier",
    encrypted: "StorageEncrypted",
    arn: "cluster-snapshot",
  },
];

/** Name, type and encryption of each. */
const SNAPSHOTS = [
  ["open", "manual", "false"],
  ["shut", "manual", "false"],
  ["gone", "manual", "false"],
  ["refused", "manual", "false"],
  ["encrypted", "manual", "true"],
  ["nightly", "automated", "false"],
  ["backup", "awsbackup", "false"],
] as const;

const arnOf = (kind: Kind, name: string): string => `arn:aws:rds:${REGION}:${ID}:${kind.arn}:${name}`;

/** The listing of all snapshots; `attributes` answers about one of them, by its name. */
function answerOf(kind: Kind, attributes: (name: string) => WireAnswer): (request: WireRequest) => WireAnswer {
  const listed = SNAPSHOTS.map(
    ([name, type, encrypted]) =>
      `<${kind.element}><${kind.id}>${name}</${kind.id}><${kind.element}Arn>${arnOf(kind, name)}</${kind.element}Arn><SnapshotType>${type}</SnapshotType><${kind.encrypted}>${encrypted}</${kind.encrypted}></${kind.element}>`,
  ).join("");
  return ({ call, form }) =>
    call === `${kind.call}s`
      ? xml(`<${call}Response><${call}Result><${kind.list}>${listed}</${kind.list}></${call}Result></${call}Response>`)
      : attributes(form.get(kind.id) ?? "");
}

test.each(KINDS)("$type: manual ones that are not encrypted, one call each", async (kind) => {
  const asked: string[] = [];
  const attributes = (name: string, values: string): string =>
    `<${kind.call}AttributesResponse><${kind.call}AttributesResult><${kind.element}AttributesResult><${kind.id}>${name}</${kind.id}><${kind.element}Attributes><${kind.element}Attribute><AttributeName>restore</AttributeName><AttributeValues>${values}</AttributeValues></${kind.element}Attribute></${kind.element}Attributes></${kind.element}AttributesResult></${kind.call}AttributesResult></${kind.call}AttributesResponse>`;
  const answer = answerOf(kind, (name) => {
    asked.push(name);
    if (name === "gone") return queryError(`${kind.element}NotFoundFault`, "not found", 404);
    if (name === "refused") return queryError("AccessDenied", "not authorized", 403);
    return xml(attributes(name, name === "open" ? "<AttributeValue>all</AttributeValue>" : ""));
  });
  const { reading, items: read } = await readDirect(kind.type, answer, { region: REGION, isRegional: true });
  const items = new Map(read.map((item) => [item.key, item]));
  expect(asked.toSorted()).toEqual(["gone", "open", "refused", "shut"]);
  expect(reading.units).toMatchObject([{ complete: false, problem: { code: "denied" } }]);
  const of = (name: string): unknown => {
    const item = items.get(arnOf(kind, name));
    return item !== undefined && "body" in item ? item.body[`${kind.element}Attributes`] : item;
  };
  expect(of("open")).toEqual([{ AttributeName: "restore", AttributeValues: ["all"] }]);
  expect(of("shut")).toEqual([{ AttributeName: "restore", AttributeValues: [] }]);
  // What the listing told of it is kept, for the checks that need no more.
  expect(items.get(arnOf(kind, "refused"))).toMatchObject({ body: { [kind.encrypted]: false } });
  expect(items.has(arnOf(kind, "gone"))).toBe(false);
  for (const name of ["refused", "encrypted", "nightly", "backup"]) expect([name, of(name)]).toEqual([name, undefined]);
  expect(items.size).toBe(SNAPSHOTS.length - 1);
});

test.each(KINDS)("$type: answers that the deadline ends are out of time, and RDS refused none", async (kind) => {
  const { reading, items } = await readDirect(
    kind.type,
    answerOf(kind, () => "never"),
    { region: REGION, isRegional: true, seconds: 1.5 },
  );
  expect(reading.units).toMatchObject([{ complete: false, problem: { code: "out-of-time" } }]);
  expect(items).toHaveLength(SNAPSHOTS.length);
});
