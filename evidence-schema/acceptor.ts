// A quick yes for a schema, without the copies that zod makes of what it parses. Its no means "ask the schema".
import type { z } from "zod";

/** True only where the schema accepts the value. */
type Accepts = (value: unknown) => boolean;

const acceptors = new WeakMap<z.ZodType, Accepts>();

/** Whether `value` plainly has the shape of `schema`. False says nothing: the schema decides, and tells what is wrong. */
export function plainlyAccepts(schema: z.ZodType, value: unknown): boolean {
  let accepts = acceptors.get(schema);
  if (accepts === undefined) acceptors.set(schema, (accepts = acceptorOf(schema)));
  return accepts(value);
}

function acceptorOf(schema: z.core.$ZodType): Accepts {
  const accepts = withoutChecks((schema as z.core.$ZodTypes)._zod.def);
  const checks = (schema._zod.def.checks ?? []).map((check) => checkOf(check as z.core.$ZodChecks));
  if (checks.length === 0) return accepts;
  const [only] = checks;
  if (checks.length === 1 && only !== undefined) return (value) => accepts(value) && only(value);
  return (value) => accepts(value) && checks.every((check) => check(value));
}

const never: Accepts = () => false;

function withoutChecks(def: z.core.$ZodTypes["_zod"]["def"]): Accepts {
  switch (def.type) {
    case "string":
      return (value) => typeof value === "string";
    case "number":
      return "format" in def && def.format === "safeint" ? Number.isSafeInteger : never;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "nullable": {
      const inner = acceptorOf(def.innerType);
      return (value) => value === null || inner(value);
    }
    case "optional": {
      const inner = acceptorOf(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case "array": {
      const element = acceptorOf(def.element);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case "union": {
      const options = def.options.map(acceptorOf);
      return (value) => options.some((option) => option(value));
    }
    case "intersection": {
      const [left, right] = [acceptorOf(def.left), acceptorOf(def.right)];
      return (value) => left(value) && right(value);
    }
    case "record": {
      const member = acceptorOf(def.valueType);
      if (def.keyType._zod.def.type !== "string" || def.keyType._zod.def.checks !== undefined) return never;
      return (value) => isPlain(value) && Object.values(value).every(member);
    }
    case "object":
      return def.catchall === undefined || def.catchall._zod.def.type === "unknown" ? membersOf(def.shape) : never;
    case "custom":
      return (value) => def.fn(value) === true;
    default:
      return never;
  }
}

// What a check of a string or number asks; those that these schemas do not have are left to zod.
function checkOf(check: z.core.$ZodChecks | z.core.$ZodCustom): Accepts {
  const { def } = check._zod;
  switch (def.check) {
    case "min_length":
      return (value) => (value as string).length >= def.minimum;
    case "greater_than": {
      const { value: least, inclusive } = def;
      return typeof least !== "number" ? never : (value) => (value as number) > least || (inclusive && value === least);
    }
    case "string_format": {
      const pattern = "pattern" in def ? def.pattern : undefined;
      return pattern === undefined || pattern.global || pattern.sticky
        ? never
        : (value) => pattern.test(value as string);
    }
    case "custom":
      return (value) => def.fn(value) === true;
    default:
      return never;
  }
}

function oneOf(values: readonly unknown[]): Accepts {
  const set = new Set(values);
  return (value) => set.has(value);
}

function membersOf(shape: { readonly [name: string]: z.core.$ZodType }): Accepts {
  const names = Object.keys(shape);
  const members = Object.values(shape).map(acceptorOf);
  return (value) => {
    if (!isPlain(value)) return false;
    for (let i = 0; i < names.length; i += 1) if (!(members[i] as Accepts)(value[names[i] as string])) return false;
    return true;
  };
}

function isPlain(value: unknown): value is { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
