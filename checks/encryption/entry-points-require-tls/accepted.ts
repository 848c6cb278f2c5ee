// Compares the protocols that an entry point accepts with the oldest version of TLS that the company allows.
import { isOlder, parseTlsVersion, TLS_VERSIONS, type TlsVersion } from "../../readings/tls-version.ts";

/** `older`: what is accepted and must not be, in words; `unknown`: a protocol that nobody here knows, or none at all. */
export type Accepted =
  | { readonly is: "enough"; readonly oldest: TlsVersion }
  | { readonly is: "older"; readonly oldest: string }
  | { readonly is: "unknown" };

const SSL = /^(?:protocol-)?ssl(?:v?[23](?:[._]0)?)?$/i;

/** The protocols that are accepted, such as `TLSv1.2`; one that is too old decides, whatever the others are. */
export function acceptedOf(protocols: readonly string[], minimum: TlsVersion): Accepted {
  if (protocols.some((each) => SSL.test(each.trim()))) return { is: "older", oldest: "SSL" };
  const versions = protocols.map(parseTlsVersion);
  const known = versions.filter((version) => version !== null);
  const oldest = TLS_VERSIONS.find((version) => known.includes(version));
  if (oldest !== undefined && isOlder(oldest, minimum)) return { is: "older", oldest: `TLS ${oldest}` };
  return oldest === undefined || known.length < versions.length ? { is: "unknown" } : { is: "enough", oldest };
}

/** Values of a fact in order, with how many there are where not all are shown. */
export function shown(name: string, values: readonly string[]): { readonly [fact: string]: string[] | number } {
  const sorted = values.toSorted();
  return sorted.length > SHOWN
    ? { [name]: sorted.slice(0, SHOWN), [`${name}Count`]: sorted.length }
    : { [name]: sorted };
}
const SHOWN = 20;
