// Rows of scanners: each is answered, planned or left out, and no id, parameter or reason dangles.
import { describe, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { LEFT_OUT } from "../../scripts/coverage/left-out.ts";
import { PLANNED } from "../../scripts/coverage/planned.ts";
import { parameterName, readRows, rowsOf, stateOf, type Row } from "../../scripts/coverage/rows.ts";

const rows = readRows();
const planned = Object.values(PLANNED).flat();

/** Planned without a row: auditors and users ask for them. */
const WITHOUT_ROW = [
  "internet-egress-limited",
  "kubernetes-audit-logs-on",
  "versions-supported",
  "web-entry-points-have-waf",
];

test("there are 422 rows, each once", () => {
  expect(rows).toHaveLength(422);
  expect(new Set(rows.map(({ cloud, row }) => `${cloud} ${row}`)).size).toBe(422);
});

test("each row's check exists or is planned, and no check is both", () => {
  const known = new Set([...checks.map(({ id }) => id), ...planned]);
  expect(rows.filter(({ check }) => check !== null && !known.has(check))).toEqual([]);
  expect(new Set(planned).size).toBe(planned.length);
  expect(checks.filter(({ id }) => planned.includes(id)).map(({ id }) => id)).toEqual([]);
});

test("each planned check and each reason has a row", () => {
  const asked = new Set(rows.map(({ check }) => check));
  expect(planned.filter((id) => !asked.has(id)).sort()).toEqual(WITHOUT_ROW);
  const reasons = new Set(rows.map(({ leftOut }) => leftOut));
  expect(Object.keys(LEFT_OUT).filter((reason) => !reasons.has(reason as never))).toEqual([]);
});

test("a value that a row asks for is one that the parameter takes", () => {
  const given = rows.flatMap(({ check: id, parameter, row }) => {
    const check = checks.find((each) => each.id === id);
    const [name = "", value] = /^(\w+)=(.*)$/.exec(parameter ?? "")?.slice(1) ?? [];
    return check === undefined || !(name in check.parameters.shape) ? [] : [{ check, row, name, value }];
  });
  expect(given.length).toBeGreaterThan(5);
  for (const { check, row, name, value = "" } of given) {
    const list = /^\[(.*)\]$/.exec(value)?.[1]?.split(",");
    const said: unknown = list ?? (/^(?:true|false|\d+(?!\.))$/.test(value) ? JSON.parse(value) : value);
    expect([row, check.parameters.safeParse({ [name]: said }).success]).toEqual([row, true]);
  }
});

describe("a row is answered", () => {
  const row = (members: Partial<Row> = {}): Row => ({
    cloud: "aws",
    row: "a_row",
    check: "databases-encrypted-at-rest",
    parameter: null,
    type: null,
    leftOut: null,
    ...members,
  });
  test.each([
    [row(), "answered"],
    [row({ parameter: "requireCustomerKey=true" }), "answered"],
    [row({ type: "AWS::RDS::DBInstance" }), "answered"],
    [row({ parameter: "requireAnother" }), "planned"],
    [row({ type: "AWS::Nothing::Known" }), "planned"],
    [row({ check: "not-written" }), "planned"],
    [row({ check: null, leftOut: "some" }), "left out"],
  ])("%o: %s", (given, expected) => expect(stateOf(given, checks)).toBe(expected));

  test.each([
    "aws\trow\tcheck\t\t\tsome",
    "aws\trow\t\t\t\t",
    "aws\t\tcheck\t\t\t",
    "ibm\trow\tcheck\t\t\t",
    "aws\trow\t\t\t\tno-reason",
  ])("a line of another form is refused: %j", (line) => {
    expect(() => rowsOf(`cloud\trow\tcheck\tparameter\ttype\tleft out\n${line}\n`)).toThrow(TypeError);
    expect(() => rowsOf(line)).toThrow(TypeError);
  });

  test("by the name of its parameter", () => {
    expect(["days=7", "events", "allowedPorts=[tcp/443]"].map(parameterName)).toEqual([
      "days",
      "events",
      "allowedPorts",
    ]);
  });
});
