// Makes the JSON Schema (2020-12) of what a ledger holds, from the zod schemas that readers use.
import { z } from "zod";
import { EVENTS } from "../alerts/events/event-schema.ts";
import { endLeaf, genesis, keyLeaf, seal } from "../evidence-schema/log/log-schema.ts";
import { roster, schedule, tests } from "../evidence-schema/documents/document-schema.ts";
import { ACTS, chainRecord, RUN_RECORDS } from "../evidence-schema/record/record-schema.ts";

const ABOUT = "Generated from evidence-schema/**/*-schema.ts. Says shapes only: FORMAT.md has the rules.";

function toJsonSchema(schema: z.ZodType): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(schema, { unrepresentable: "any", io: "input" });
}

const text = (title: string, schema: object): string =>
  `${JSON.stringify({ $comment: ABOUT, title, ...schema }, null, 2)}\n`;

/** One line of a chain: its own members, and the body that its type asks for. Unknown types have any body. */
function recordSchema(): string {
  const bodies = Object.entries({
    ...RUN_RECORDS,
    ...Object.fromEntries(Object.entries(ACTS).map(([type, body]) => [type, { body }])),
  });
  const allOf = bodies.map(([type, { body }]) => {
    const { $schema: _$schema, ...shape } = toJsonSchema(body);
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word
    return { if: { properties: { type: { const: type } } }, then: { properties: { body: shape } } };
  });
  return text("One line of a Tidemark chain", { ...toJsonSchema(chainRecord), allOf });
}

/** Of each event, by its detail type: what is in `detail`. */
function eventsSchema(): string {
  const $defs = Object.fromEntries(
    Object.entries(EVENTS).map(([type, schema]) => {
      const { $schema: _$schema, ...shape } = toJsonSchema(schema);
      return [type, shape];
    }),
  );
  const about =
    "Generated from alerts/events/event-schema.ts. By detail-type: the detail of events whose source is tidemark.";
  return `${JSON.stringify({ $comment: about, $schema: "https://json-schema.org/draft/2020-12/schema", title: "Events of Tidemark", $defs }, null, 2)}\n`;
}

export const jsonSchemas = [
  { path: "alerts/events.schema.json", make: eventsSchema },
  {
    path: "evidence-schema/json-schema/genesis.json",
    make: () => text("genesis.json of a Tidemark ledger", toJsonSchema(genesis)),
  },
  {
    path: "evidence-schema/json-schema/schedule.json",
    make: () => text("Schedule document of a Tidemark ledger", toJsonSchema(schedule)),
  },
  {
    path: "evidence-schema/json-schema/roster.json",
    make: () => text("Roster document of a Tidemark ledger", toJsonSchema(roster)),
  },
  {
    path: "evidence-schema/json-schema/tests.json",
    make: () => text("Tests document of a Tidemark ledger", toJsonSchema(tests)),
  },
  { path: "evidence-schema/json-schema/seal.json", make: () => text("Seal of a Tidemark ledger", toJsonSchema(seal)) },
  {
    path: "evidence-schema/json-schema/key.json",
    make: () => text("Key leaf of a Tidemark ledger", toJsonSchema(keyLeaf)),
  },
  {
    path: "evidence-schema/json-schema/end.json",
    make: () => text("End leaf of a Tidemark ledger", toJsonSchema(endLeaf)),
  },
  { path: "evidence-schema/json-schema/record.json", make: recordSchema },
] as const;
