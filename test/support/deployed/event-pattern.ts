// Whether an event matches a pattern of EventBridge, as far as our patterns go; what it does not know it refuses.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

type Json = unknown;
type Members = { readonly [member: string]: Json };

const isObject = (value: Json): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `event` whole, as a bus is given it. Throws TypeError on an operator that this does not know. */
export function eventMatches(pattern: Json, event: Json): boolean {
  return Object.entries(pattern as Members).every(([member, wanted]) => {
    if (member === "$or") return (wanted as readonly Json[]).some((each) => eventMatches(each, event));
    const found = valueOf(event, member);
    if (Array.isArray(wanted)) return leafMatches(wanted, found);
    return isObject(wanted) && eventMatches(wanted, found);
  });
}

/** In a list of objects each is looked into: the member is that of any of them. */
function valueOf(event: Json, member: string): Json {
  if (Array.isArray(event)) {
    const all = event.map((each) => valueOf(each, member)).filter((each) => each !== undefined);
    return all.length === 0 ? undefined : all.flat();
  }
  return isObject(event) && Object.hasOwn(event, member) ? event[member] : undefined;
}

/** The values of a leaf are alternatives; where the event has a list, one of it is enough. */
function leafMatches(wanted: readonly Json[], found: Json): boolean {
  const values = Array.isArray(found) ? (found as readonly Json[]) : [found];
  return wanted.some((each) => values.some((value) => valueMatches(each, value)));
}

function valueMatches(wanted: Json, value: Json): boolean {
  if (!isObject(wanted)) return value !== undefined && wanted === value;
  const [[operator, operand] = ["", null], ...more] = Object.entries(wanted);
  if (more.length > 0) throw new TypeError(`found ${JSON.stringify(wanted)}, expected one operator`);
  switch (operator) {
    case "exists":
      return (value !== undefined) === operand;
    case "prefix":
      return typeof value === "string" && value.startsWith(operand as string);
    case "anything-but":
      // Something has to be there to be anything but that.
      return value !== undefined && ![operand].flat().includes(value);
    case "wildcard":
      return typeof value === "string" && wildcard(operand as string).test(value);
    default:
      throw new TypeError(`found ${operator} in a pattern, which this matcher does not know`);
  }
}

const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
    "s",
  );
