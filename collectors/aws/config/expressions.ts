/** The queries that ask for whole items of many types. */

/** https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html */
const LONGEST = 4096;

// `*` is what items have at the top; what is within has to be named. https://docs.aws.amazon.com/config/latest/developerguide/query-components.html
const PROPERTIES = "*, configuration, supplementaryConfiguration, tags, configurationItemStatus";

/** As few expressions as name all of `types`, each no longer than a query may be. */
export function expressionsFor(types: readonly string[]): string[] {
  const expressions: string[] = [];
  let among: string[] = [];
  for (const type of types) {
    if (among.length > 0 && expressionFor([...among, type]).length > LONGEST) {
      expressions.push(expressionFor(among));
      among = [];
    }
    among.push(type);
  }
  return among.length === 0 ? expressions : [...expressions, expressionFor(among)];
}

/** What is asked for items of `types`. */
const expressionFor = (types: readonly string[]): string =>
  `SELECT ${PROPERTIES} WHERE resourceType IN (${types.map((type) => `'${type}'`).join(", ")})`;
