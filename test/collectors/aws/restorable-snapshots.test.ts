// Whom RDS is asked about, of a listing with every kind of snapshot, and what is made of its answers.
import { afterEach, expect, test } from "vitest";
import { credentialsAtHand } from "../../../collectors/aws/client/session.ts";
import { openAws } from "../../../collectors/aws/reader.ts";
import type { Item } from "../../../collectors/port.ts";
import { NO_CREDENTIALS, withEnvironment } from "../../support/environment.ts";
import { identity, queryError, startWire, xml, type Wire } from "../../support/servers/wire.ts";

const ID = "111111111111";
const REGION = "eu-central-1";

let wire: Wire | null = null;
let restore: (() => void) | null = null;
afterEach(async () => {
  restore?.();
  await wire?.stop();
});

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

test.each(KINDS)("$type: manual ones that are not encrypted, one call each", async (kind) => {
  const arnOf = (name: string): string => `arn:aws:rds:${REGION}:${ID}:${kind.arn}:${name}`;
  const listed = SNAPSHOTS.map(
    ([name, type, encrypted]) =>
      `<${kind.element}><${kind.id}>${name}</${kind.id}><${kind.element}Arn>${arnOf(name)}</${kind.element}Arn><SnapshotType>${type}</SnapshotType><${kind.encrypted}>${encrypted}</${kind.encrypted}></${kind.element}>`,
  ).join("");
  const asked: string[] = [];
  const attributes = (name: string, values: string): string =>
    `<${kind.call}AttributesResponse><${kind.call}AttributesResult><${kind.element}AttributesResult><${kind.id}>${name}</${kind.id}><${kind.element}Attributes><${kind.element}Attribute><AttributeName>restore</AttributeName><AttributeValues>${values}</AttributeValues></${kind.element}Attribute></${kind.element}Attributes></${kind.element}AttributesResult></${kind.call}AttributesResult></${kind.call}AttributesResponse>`;
  wire = await startWire(({ call, form }) => {
    if (call === "GetCallerIdentity") return identity(ID);
    if (call === "DescribeRegions") return xml("<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>");
    if (call === `${kind.call}s`)
      return xml(
        `<${call}Response><${call}Result><${kind.list}>${listed}</${kind.list}></${call}Result></${call}Response>`,
      );
    const name = form.get(kind.id) ?? "";
    asked.push(name);
    if (name === "gone") return queryError(`${kind.element}NotFoundFault`, "not found", 404);
    if (name === "refused") return queryError("AccessDenied", "not authorized", 403);
    return xml(attributes(name, name === "open" ? "<AttributeValue>all</AttributeValue>" : ""));
  });
  restore = withEnvironment({ ...NO_CREDENTIALS, ...wire.env });
  const account = {
    id: ID,
    regions: [REGION],
    role: null,
    externalId: null,
    lane: "direct",
    aggregator: null,
  } as const;
  const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: Date.now });
  const items = new Map<string, Item>();
  const people = { person: () => "nobody", remember: () => undefined };
  const { units } = await reader.read(
    { scope: `aws/${ID}`, units: [{ type: kind.type, region: REGION }], ...people },
    (item) => items.set(item.key, item),
  );
  expect(asked.toSorted()).toEqual(["gone", "open", "refused", "shut"]);
  expect(units).toMatchObject([{ complete: false, problem: { code: "denied" } }]);
  const of = (name: string): unknown => {
    const item = items.get(arnOf(name));
    return item !== undefined && "body" in item ? item.body[`${kind.element}Attributes`] : item;
  };
  expect(of("open")).toEqual([{ AttributeName: "restore", AttributeValues: ["all"] }]);
  expect(of("shut")).toEqual([{ AttributeName: "restore", AttributeValues: [] }]);
  // What the listing told of it is kept, for the checks that need no more.
  expect(items.get(arnOf("refused"))).toMatchObject({ body: { [kind.encrypted]: false } });
  expect(items.has(arnOf("gone"))).toBe(false);
  for (const name of ["refused", "encrypted", "nightly", "backup"]) expect([name, of(name)]).toEqual([name, undefined]);
  expect(items.size).toBe(SNAPSHOTS.length - 1);
});
