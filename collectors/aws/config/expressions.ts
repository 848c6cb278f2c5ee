// Writes the queries that ask AWS Config for whole items of many types.

/** https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html */
const LONGEST = 4096;

// `*` is what items have at the top; what is within has to be named. https://docs.aws.amazon.com/config/latest/developerguide/query-components.html
const PROPERTIES = "*, configuration, supplementaryConfiguration, tags, configurationItemStatus";

/** The account and region that a query to an aggregator is about. The aggregator's items are of many accounts and regions. */
export type Of = { readonly account: string; readonly region: string };

/** As few expressions as name all of `types`, each no longer than a query may be. */
export function expressionsFor(types: readonly string[], of: Of | null = null): string[] {
  const expressions: string[] = [];
  let among: string[] = [];
  for (const type of types) {
    if (among.length > 0 && expressionFor([...among, type], of).length > LONGEST) {
      expressions.push(expressionFor(among, of));
      among = [];
    }
    among.push(type);
  }
  return among.length === 0 ? expressions : [...expressions, expressionFor(among, of)];
}

// AWS Config records a resource that an account has once in one region. Its items name that region, or `global`.
function expressionFor(types: readonly string[], of: Of | null): string {
  const among = types.map((type) => `'${type}'`).join(", ");
  const where = of === null ? "" : ` AND accountId = '${of.account}' AND awsRegion IN ('${of.region}', 'global')`;
  return `SELECT ${PROPERTIES} WHERE resourceType IN (${among})${where}`;
}
