// Makes quick readers of schemas: each says yes, or gives what zod would, without zod's cost of saying why not.
import type { z } from "zod";

/** Gives what the schema would make of the value; REFUSED where the schema would not take it; LEFT where zod must say. */
type Reads = (value: unknown) => unknown;

/** No JSON values, so that null and false can be what was read. */
const REFUSED = Symbol("refused");
const LEFT = Symbol("left to zod");

/** Objects are given back as they are, with all their members, or cut down to those that the schema names. */
type Mode = "whole" | "cut";

const readers: { readonly [mode in Mode]: WeakMap<z.ZodType, Reads> } = { whole: new WeakMap(), cut: new WeakMap() };

function readerOf(schema: z.ZodType, mode: Mode): Reads {
  let reads = readers[mode].get(schema);
  if (reads === undefined) readers[mode].set(schema, (reads = compile(schema, mode)));
  return reads;
}

/** Whether `value` plainly has the shape of `schema`. False says nothing: the schema decides, and tells what is wrong. */
export function plainlyAccepts(schema: z.ZodType, value: unknown): boolean {
  return isRead(readerOf(schema, "whole")(value));
}

/** As `schema.safeParse`, which it leaves to zod wherever the answer is not plain. */
export function readAs<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  const data = readerOf(schema, "cut")(value);
  return isRead(data) ? { success: true, data: data as T } : schema.safeParse(value);
}

function compile(schema: z.core.$ZodType, mode: Mode): Reads {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const reads = withoutChecks(def, mode);
  const checks = (def.checks ?? []).map((check) => checkOf(check as z.core.$ZodChecks));
  if (checks.length === 0) return reads;
  if (checks.some((check) => check === null)) return leave;
  // A check on any other type would have to run on the value that was read.
  if (def.type !== "string" && def.type !== "number" && def.type !== "unknown") return leave;
  return (value) => {
    const read = reads(value);
    return !isRead(read) || checks.every((holds) => holds?.(value) === true) ? read : REFUSED;
  };
}

const isRead = (read: unknown): boolean => read !== REFUSED && read !== LEFT;
const leave: Reads = () => LEFT;
const scalar =
  (holds: (value: unknown) => boolean): Reads =>
  (value) =>
    holds(value) ? value : REFUSED;

function withoutChecks(def: z.core.$ZodTypes["_zod"]["def"], mode: Mode): Reads {
  if ("coerce" in def && def.coerce === true) return leave;
  switch (def.type) {
    case "string":
      // A format of its own (z.email) is a check that stands elsewhere.
      return "format" in def ? leave : scalar((value) => typeof value === "string");
    case "number":
      return "format" in def && def.format === "safeint" ? scalar(Number.isSafeInteger) : leave;
    case "unknown":
      return (value) => value;
    case "boolean":
      return scalar((value) => typeof value === "boolean");
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "custom":
      return scalar((value) => def.fn(value) === true);
    case "nullable": {
      const inner = compile(def.innerType, mode);
      return (value) => (value === null ? null : inner(value));
    }
    case "optional": {
      const inner = compile(def.innerType, mode);
      return (value) => (value === undefined ? undefined : inner(value));
    }
    case "union": {
      const options = def.options.map((option) => compile(option, mode));
      return (value) => firstRead(options, value, mode);
    }
    case "intersection": {
      const [left, right] = [compile(def.left, mode), compile(def.right, mode)];
      return mode === "cut"
        ? leave
        : (value) => {
            const read = left(value);
            return isRead(read) ? right(value) : read;
          };
    }
    case "array":
      return itemsOf(compile(def.element, mode), mode);
    case "record":
      return recordOf(def, mode);
    case "object":
      return membersOf(def, mode);
    default:
      return leave;
  }
}

// The condition that a check of a string or number sets; null for those that no schema here has, which are left to zod.
function checkOf(check: z.core.$ZodChecks | z.core.$ZodCustom): ((value: unknown) => boolean) | null {
  const { def } = check._zod;
  switch (def.check) {
    case "min_length":
      return (value) => (value as string).length >= def.minimum;
    case "greater_than": {
      const { value: least, inclusive } = def;
      if (typeof least !== "number") return null;
      return (value) => (value as number) > least || (inclusive && value === least);
    }
    case "string_format": {
      const pattern = "pattern" in def ? def.pattern : undefined;
      if (pattern === undefined || pattern.global || pattern.sticky) return null;
      return (value) => pattern.test(value as string);
    }
    case "custom":
      return (value) => def.fn(value) === true;
    default:
      return null;
  }
}

function oneOf(values: readonly unknown[]): Reads {
  const set = new Set(values);
  return scalar((value) => set.has(value));
}

// An option that is left to zod may cut the value in another way than a later one, but both accept it as a whole.
function firstRead(options: readonly Reads[], value: unknown, mode: Mode): unknown {
  let none: unknown = REFUSED;
  for (const option of options) {
    const read = option(value);
    if (isRead(read)) return read;
    if (read === LEFT && mode === "cut") return LEFT;
    if (read === LEFT) none = LEFT;
  }
  return none;
}

function itemsOf(element: Reads, mode: Mode): Reads {
  return (value) => {
    if (!Array.isArray(value)) return REFUSED;
    const items: unknown[] = [];
    for (let i = 0; i < value.length; i += 1) {
      const item = element(value[i]);
      if (!isRead(item)) return item;
      if (mode === "cut") items.push(item);
    }
    return mode === "cut" ? items : value;
  };
}

function recordOf({ keyType, valueType }: z.core.$ZodRecordDef, mode: Mode): Reads {
  const member = compile(valueType, mode);
  if (mode === "cut" || keyType._zod.def.type !== "string" || keyType._zod.def.checks !== undefined) return leave;
  return (value) => {
    if (!isPlain(value)) return isOther(value) ? LEFT : REFUSED;
    for (const name in value) {
      const read = member(value[name]);
      if (!isRead(read)) return read;
    }
    return value;
  };
}

function membersOf({ shape, catchall }: z.core.$ZodObjectDef, mode: Mode): Reads {
  // In canonical order, so that nobody has to sort what was cut.
  const names = Object.keys(shape).sort();
  const members = names.map((name) => compile(shape[name] as z.core.$ZodType, mode));
  const mayLack = names.map((name) => shape[name]?._zod.optin === "optional");
  const strips = catchall === undefined;
  if (mode === "cut" ? !strips : !strips && catchall._zod.def.type !== "unknown") return leave;
  return (value) => {
    if (!isPlain(value)) return isOther(value) ? LEFT : REFUSED;
    const cut: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) {
      const name = names[i] as string;
      const member = (members[i] as Reads)(value[name]);
      // zod has rules of its own for a member that is not there; plain is one that may be absent, as `optional` has it.
      if (value[name] === undefined && !(name in value) && (!isRead(member) || mayLack[i] !== true)) return LEFT;
      if (!isRead(member)) return member;
      if (mode === "cut" && member !== undefined) cut[name] = member;
      else if (mode === "cut" && name in value) return LEFT;
    }
    return mode === "cut" ? cut : value;
  };
}

function isPlain(value: unknown): value is { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// Objects of classes, of which zod takes some.
function isOther(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
