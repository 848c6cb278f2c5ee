// Reads a resource policy of AWS from its JSON text as lists: a slice can read them without maps of unknown keys.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { principalWithoutName, withoutNames, withoutNamesOf } from "./names-in-policies.ts";
import { scalar, UNREADABLE, unquote, type Spelling } from "./spelling.ts";
import type { People } from "../../port.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. A single value may stand without its list.
// Strict: an element that is not known may narrow the statement, and must not be passed over.
const Texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const Value = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const Values = z.union([Value.transform((value) => [value]), z.array(Value)]);
const Principals = z.union([
  z.literal("*").transform((all): Readonly<Record<string, string[]>> => ({ [all]: [all] })),
  z.record(z.string(), Texts),
]);

const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Principal: Principals.optional(),
  NotPrincipal: Principals.optional(),
  Action: Texts.optional(),
  NotAction: Texts.optional(),
  Resource: Texts.optional(),
  NotResource: Texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), Values)).optional(),
});

const Policy = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([Statement.transform((statement) => [statement]), z.array(Statement)]),
});

type Statement = z.infer<typeof Statement>;

/**
 * `{"Statements":[…]}` with every set as a sorted list, and people as references; UNREADABLE where `text` is no such
 * policy. Sid, Id and Version say nothing about access and are left out. The order of statements is kept.
 */
export function policyDocument(text: Json, people: People): Json {
  const parsed = Policy.safeParse(unquote(text));
  if (!parsed.success) return UNREADABLE;
  return { Statements: parsed.data.Statement.map((statement) => statementOf(statement, people)) };
}

/** A policy that is a member of a resource: its JSON text, which services leave out or leave empty where there is none. */
export const resourcePolicy: Spelling = (raw, people) => {
  const text = scalar(raw);
  return text === undefined || text === "" ? undefined : policyDocument(text, people);
};

function statementOf(statement: Statement, people: People): Json {
  const plain = (texts: readonly string[] | undefined): Json | undefined =>
    texts === undefined ? undefined : setOf(texts.map((text) => withoutNames(text, people)));
  return withoutAbsent({
    Effect: statement.Effect,
    Principals: principalsOf(statement.Principal, people),
    NotPrincipals: principalsOf(statement.NotPrincipal, people),
    Actions: plain(statement.Action),
    NotActions: plain(statement.NotAction),
    Resources: plain(statement.Resource),
    NotResources: plain(statement.NotResource),
    Conditions: conditionsOf(statement.Condition, people),
  });
}

function principalsOf(principals: Statement["Principal"], people: People): Json | undefined {
  if (principals === undefined) return undefined;
  return byName(principals).map(([Type, values]) => ({
    Type,
    Values: setOf(values.map((value) => principalWithoutName(value, people))),
  }));
}

function conditionsOf(conditions: Statement["Condition"], people: People): Json | undefined {
  if (conditions === undefined) return undefined;
  return byName(conditions).flatMap(([Operator, keys]) =>
    byName(keys).map(([Key, values]) => ({
      Operator,
      Key,
      Values: setOf(values.map((value) => withoutNamesOf(Key, value, people))),
    })),
  );
}

const setOf = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();

function byName<T>(members: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function withoutAbsent(members: { readonly [name: string]: Json | undefined }): Json {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}
