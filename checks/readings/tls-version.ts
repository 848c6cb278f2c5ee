// Reads versions of TLS in the spellings that settings have for them, and compares them.

export const TLS_VERSIONS = ["1.0", "1.1", "1.2", "1.3"] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

export const isOlder = (a: TlsVersion, b: TlsVersion): boolean => TLS_VERSIONS.indexOf(a) < TLS_VERSIONS.indexOf(b);

/** `1.2`, `TLS1_2`, `TLS_1_2`, `Tls12` and `TLSv1.2`; `Tls` and `TLSv1` are 1.0. Null for anything else. */
export function parseTlsVersion(text: string): TlsVersion | null {
  const spelt = text.trim().toLowerCase();
  if (spelt === "tls" || spelt === "tlsv1") return "1.0";
  const minor = /^(?:tls)?[v_]?1[._]?([0-3])$/.exec(spelt)?.[1];
  return TLS_VERSIONS.find((version) => version === `1.${minor}`) ?? null;
}
