// Patterns of policies: actions, resources and ARNs. In a pattern that is matched here wildcards are the two marks below, so
// that an asterisk that a policy variable stands for is an asterisk.

const MANY = "\uE000";
const ONE = "\uE001";

/** Turns `*` and `?` of a policy's text into wildcards. */
export const withWildcards = (text: string): string => text.replaceAll("*", MANY).replaceAll("?", ONE);

// As the policy says it, for messages.
const asWritten = (pattern: string): string => pattern.replaceAll(MANY, "*").replaceAll(ONE, "?");

const expression = (pattern: string, many: string, one: string): string =>
  pattern
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll(MANY, many)
    .replaceAll(ONE, one);

/** Patterns are few and asked often: what `make` makes of each is made once. */
function once<Made>(make: (pattern: string) => Made): (pattern: string) => Made {
  const made = new Map<string, Made>();
  return (pattern) => {
    const known = made.get(pattern) ?? make(pattern);
    made.set(pattern, known);
    return known;
  };
}

const compile = (source: string): RegExp => new RegExp(`^${source}$`, "su");

const textExpression = once((pattern) => compile(expression(pattern, ".*", ".")));

/** Whether a pattern matches the whole of a text, case and all. */
export const matchesText = (pattern: string, text: string): boolean => textExpression(pattern).test(text);

/**
 * Prefix and name compare without regard to case:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export const matchesAction = (pattern: string, action: string): boolean =>
  matchesText(actionPattern(pattern), action.toLowerCase());

const actionPattern = once((pattern) => {
  if (pattern !== "*" && !/^[\w-]+:[\w*?]+$/.test(pattern))
    throw new TypeError(`found action ${pattern}, expected * or service:name, the name with wildcards or without`);
  return withWildcards(pattern).toLowerCase();
});

// The six parts of an ARN; the last one has colons of its own. Null: text is none.
function arnParts(text: string): readonly string[] | null {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || resource.length === 0) return null;
  return [arn, partition, service, region, account, resource.join(":")] as string[];
}

/**
 * As ArnEquals and ArnLike do: each of the six parts by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 * @throws TypeError where one of them is no ARN: what IAM does then is not documented
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  if (patterns === null || parts === null)
    throw new TypeError(
      `found ${patterns === null ? asWritten(pattern) : arn} in an ARN operator, expected an ARN of six parts`,
    );
  return patterns.every((each, i) => matchesText(each, parts[i] as string));
}

/**
 * As Resource does: case-sensitive; a wildcard stays within its part, but an asterisk that ends one may go past the colon; fields
 * that an ARN lacks at its end are asterisks. `*` alone is every resource, and the only pattern for calls that name none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const matchesResource = (pattern: string, resource: string): boolean =>
  pattern === MANY || resourceExpressions(pattern).some((each) => each.test(resource));

const resourceExpressions = once((pattern) => {
  const parts = pattern.split(":");
  const [arn, , service = ""] = parts;
  if (arn !== "arn" || parts.length < 3 || service.includes(MANY) || service.includes(ONE))
    throw new TypeError(`found resource ${asWritten(pattern)}, expected * or an ARN that names its service`);
  const completed = [...parts, ...Array<string>(Math.max(0, 6 - parts.length)).fill(MANY)];
  return [parts, completed].map((each) => compile(each.map(partOfResource).join(":")));
});

// The sixth part of an ARN may have colons, which are parts of the pattern too.
function partOfResource(part: string, i: number): string {
  if (i >= 5) return expression(part, ".*", ".");
  const isOpen = part.endsWith(MANY);
  return expression(isOpen ? part.slice(0, -1) : part, "[^:]*", "[^:]") + (isOpen ? ".*" : "");
}
