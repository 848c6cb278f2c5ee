// The published JSON Schemas say what the ledger of the example company holds, and refuse what it must not.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { ledgerTexts } from "../support/ledger-texts.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { repository } from "../support/run-cli.ts";

const ajv = new Ajv2020({ strict: false });
const schemaOf = (name: string) =>
  ajv.compile(
    JSON.parse(readFileSync(join(repository, "evidence-schema", "json-schema", `${name}.json`), "utf8")) as object,
  );
const schemas = {
  genesis: schemaOf("genesis"),
  seal: schemaOf("seal"),
  record: schemaOf("record"),
  schedule: schemaOf("schedule"),
  roster: schemaOf("roster"),
  tests: schemaOf("tests"),
  key: schemaOf("key"),
  end: schemaOf("end"),
};

let texts: ReturnType<typeof ledgerTexts>;
beforeAll(async () => {
  texts = ledgerTexts(join(await exampleHome(), "ledger"));
});

type Line = { readonly type: string; readonly body: Record<string, unknown> };
const lines = (): Line[] =>
  texts
    .filter(({ key }) => key.startsWith("records/"))
    .flatMap(({ text }) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Line),
    );

test("every object of a real ledger is of its schema", () => {
  const seen = new Set(lines().map(({ type }) => type));
  expect([...seen].sort()).toEqual([
    "coverage",
    "departure",
    "deployment",
    "finding",
    "observation",
    "run-closed",
    "run-opened",
    "waiver",
  ]);
  for (const line of lines())
    expect(schemas.record(line), JSON.stringify([line.type, schemas.record.errors])).toBe(true);
  for (const { key, text } of texts) {
    if (key === "genesis.json") expect(schemas.genesis(JSON.parse(text))).toBe(true);
    if (/^log\/\d+\.json$/.test(key))
      expect(schemas.seal(JSON.parse(text)), JSON.stringify(schemas.seal.errors)).toBe(true);
    const kind = /^documents\/(roster|tests)\//.exec(key)?.[1] as "roster" | "tests" | undefined;
    if (kind !== undefined) expect(schemas[kind](JSON.parse(text)), JSON.stringify(schemas[kind].errors)).toBe(true);
  }
});

const LEAF = {
  v: 1,
  ledger: "0".repeat(64),
  index: 1,
  time: "2026-09-01T06:00:00.000Z",
  frontier: ["0".repeat(64)],
  void: [],
  by: { principal: "role/tidemark", software: "tidemark 0.0.0", code: "0".repeat(64) },
  reason: "a new year",
};

test.each([
  ["key", { ...LEAF, kind: "key", add: "a+b+c", retire: null, endorsed: "text" }],
  ["end", { ...LEAF, kind: "end", successor: null, endorsed: "text" }],
] as const)("a leaf of kind %s is of its schema, and of no other kind's", (kind, leaf) => {
  expect(schemas[kind](leaf), JSON.stringify(schemas[kind].errors)).toBe(true);
  for (const other of ["seal", kind === "key" ? "end" : "key"] as const) expect(schemas[other](leaf)).toBe(false);
  for (const member of Object.keys(leaf)) {
    const { [member]: _gone, ...without } = leaf as Record<string, unknown>;
    expect(schemas[kind](without), member).toBe(false);
  }
});

describe("a record without one of its members, or with another type in it, is refused", () => {
  const broken: readonly (readonly [string, string, unknown])[] = [
    ["observation", "incarnation", undefined],
    ["observation", "findings", {}],
    ["observation", "since", "2026-09-01"],
    ["departure", "reason", "lost"],
    ["coverage", "asked", []],
    ["run-closed", "root", "ab"],
    ["run-opened", "sources", null],
  ];
  test.each(broken)("%s.%s", (type, member, value) => {
    const line = lines().find((each) => each.type === type) as Line;
    expect(schemas.record({ ...line, body: { ...line.body, [member]: value } })).toBe(false);
  });
});

test("members and record types of a later version are let through", () => {
  const [line] = lines() as [Line];
  expect(schemas.record({ ...line, body: { ...line.body, later: 1 } })).toBe(true);
  expect(schemas.record({ ...line, type: "later", body: {} })).toBe(true);
});
