// Filters of Cloud Logging: what is understood of them, and that nothing else is guessed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesEvery, type Log } from "../../../../checks/logging/audit-logs-kept/log-filter.ts";

const log: Log = {
  id: "cloudaudit.googleapis.com/data_access",
  names: [
    "projects/nl-prod/logs/cloudaudit.googleapis.com%2fdata_access",
    "projects/123/logs/cloudaudit.googleapis.com%2fdata_access",
  ],
};

const own = 'LOG_ID("cloudaudit.googleapis.com/data_access")';
const other = 'LOG_ID("cloudaudit.googleapis.com/activity")';
const unknown = 'resource.type="gce_instance"';

test.each([
  ["nothing", "", true],
  ["space and a comment", "  -- everything\n", true],
  ["its id", own, true],
  ["its id, in lower case", 'log_id("cloudaudit.googleapis.com/data_access")', true],
  ["another id", other, false],
  ["not another id", `NOT ${other}`, true],
  ["not another id, by a hyphen", `-${other}`, true],
  ["not its id", `NOT ${own}`, false],
  ["twice not its id", `NOT NOT ${own}`, true],
  ["either", `${other} OR ${own}`, true],
  ["both", `${other} AND ${own}`, false],
  ["both, side by side", `${own}\n${other}`, false],
  ["all but some", `${own} AND ${unknown}`, null],
  ["all, whatever else", `${own} OR ${unknown}`, true],
  ["none, whatever else", `${other} AND ${unknown}`, false],
  // Were AND the stronger, it would be (own) OR (other AND other): true.
  ["OR before AND", `${own} OR ${other} AND ${other}`, false],
  ["brackets before OR", `${own} OR (${other} AND ${other})`, true],
  ["not in brackets", `NOT (${other} OR ${unknown})`, null],
  ["a comment between", `${own} -- and not\nAND NOT ${other}`, true],
  ["its name", 'logName="projects/nl-prod/logs/cloudaudit.googleapis.com%2Fdata_access"', true],
  ["its name by the number, without quotes", "logName=projects/123/logs/cloudaudit.googleapis.com%2Fdata_access", true],
  ["its name, not encoded", 'logName="projects/nl-prod/logs/cloudaudit.googleapis.com/data_access"', null],
  ["the name of another log", 'logName="projects/nl-prod/logs/cloudaudit.googleapis.com%2Factivity"', false],
  ["the name in another project", 'logName="projects/other/logs/cloudaudit.googleapis.com%2Fdata_access"', false],
  ["not the name of another log", 'logName!="projects/nl-prod/logs/cloudaudit.googleapis.com%2Factivity"', true],
  ["a part of its name", "logName:cloudaudit.googleapis.com", true],
  ["a part of its name, not encoded", 'logName:"cloudaudit.googleapis.com/data_access"', null],
  ["a part of one of its names", 'logName:"projects/nl-prod/"', null],
  ["a part of another name", 'logName:"requests"', false],
  ["one of two parts", 'logName:("activity" OR "data_access")', true],
  ["two parts at once", 'logName:("activity" AND "data_access")', false],
  ["none of two parts", 'logName!=("activity" OR "requests")', null],
  ["a pattern", 'logName=~"cloudaudit"', null],
  ["an order", 'logName>"a"', null],
  ["what every audit log is", 'protoPayload.@type="type.googleapis.com/google.cloud.audit.AuditLog"', true],
  ["the same, in quotes", 'protoPayload."@type"="type.googleapis.com/google.cloud.audit.AuditLog"', true],
  ["what no audit log is", 'protoPayload.@type="type.googleapis.com/google.appengine.logging.v1.RequestLog"', false],
  ["whatever has a name", "logName:*", true],
  ["whatever has a name, in other letters and with spaces", "LOGNAME : *", true],
  ["whatever has a name, in brackets", "(logName:*)", true],
  ["whatever has a name, the star in brackets", "logName:(*)", true],
  ["whatever has a name, or a name", 'logName:(* OR "requests")', true],
  ["whatever has no name", "NOT logName:*", false],
  ["whatever has no name, by a hyphen", "-logName:*", false],
  ["whatever has a name, of some", `logName:* AND ${unknown}`, null],
  ["a star in the name", 'logName:"*"', false],
  ["no star in the name", 'NOT logName:"*"', true],
  ["a name that is a star", "logName=*", null],
  ["a name that is no star", "logName!=*", null],
  ["a name with a star in it", "logName:cloud*", null],
  ["whatever has a payload of audit logs", 'protoPayload:* AND protoPayload."@type":*', true],
  ["whatever was taken in", "timestamp:* AND receiveTimestamp:* AND insertId:* AND resource.type:*", true],
  ["whatever has a payload of another kind", "textPayload:* OR jsonPayload:*", false],
  ["whatever has a field that some have", "labels.team:*", null],
  ["another field", unknown, null],
  ["a field that every object has", 'constructor="x"', null],
  ["not another field", `NOT ${unknown}`, null],
  ["a value alone", '"cloudaudit"', null],
  ["a function", "sample(insertId, 0.5)", null],
  ["a function that is compared", "cast(httpRequest.status)>400", null],
  ["another function, or its id", `source("x") OR ${own}`, true],
  ["brackets that are not closed", `(${own}`, null],
  ["brackets that were not opened", `${own})`, null],
  ["empty brackets", "()", null],
  ["an operator at the end", `${own} AND`, null],
  ["two operators", `${own} AND OR ${own}`, null],
  ["a comparison with nothing", "logName=", null],
  ["quotes that are not closed", 'logName="projects', null],
  ["brackets that go deep", `${"(".repeat(10_000)}${own}${")".repeat(10_000)}`, null],
] as const)("%s", (_name, filter, matches) => {
  expect(matchesEvery(filter, log)).toBe(matches);
});

type Tree = { readonly text: string; readonly matches: boolean | null };
const leaves: readonly Tree[] = [
  { text: own, matches: true },
  { text: other, matches: false },
  { text: unknown, matches: null },
];

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...leaves),
    tie("tree").map(({ text, matches }) => ({ text: `NOT (${text})`, matches: matches === null ? null : !matches })),
    fc.tuple(tie("tree"), tie("tree"), fc.constantFrom(" AND ", " ")).map(([one, two, by]) => {
      const both = [one.matches, two.matches];
      const matches = both.includes(false) ? false : both.includes(null) ? null : true;
      return { text: `(${one.text})${by}(${two.text})`, matches };
    }),
    fc.tuple(tie("tree"), tie("tree")).map(([one, two]) => {
      const both = [one.matches, two.matches];
      const matches = both.includes(true) ? true : both.includes(null) ? null : false;
      return { text: `(${one.text}) OR (${two.text})`, matches };
    }),
  ),
}));

test("what is in brackets comes first, and what is unknown stays so unless the rest decides", () => {
  fc.assert(
    fc.property(tree, ({ text, matches }) => {
      expect(matchesEvery(text, log)).toBe(matches);
    }),
  );
});

test("no text makes it throw", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "-",
    "--",
    '"',
    "\\",
    "=",
    ":",
    "logName",
    own,
    "\n",
    " ",
  );
  const pieces = fc.array(piece).map((some) => some.join(""));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary-ascii" }), pieces), (filter) => {
      expect([true, false, null]).toContain(matchesEvery(filter, log));
    }),
  );
});
