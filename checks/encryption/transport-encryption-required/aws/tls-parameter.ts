// Names the parameter that makes a database engine of RDS refuse connections without TLS, and the parameter's default.

export type TlsParameter = {
  readonly name: string;
  /** Whether the engine requires TLS where the parameter has no value; null where the default is not known. */
  readonly byDefault: boolean | null;
  /** Engine and first version that has the parameter, where this version is an older one, such as `MariaDB before 10.5`. */
  readonly missingBefore: string | null;
};

type Version = readonly [major: number, minor: number];

const atLeast = ([major, minor]: Version, [wantedMajor, wantedMinor]: Version): boolean =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);

/** On from one version on, off up to another; null in between, where no release was seen. */
const since =
  (on: Version, off: Version) =>
  (version: Version): boolean | null =>
    atLeast(version, on) ? true : atLeast(off, version) ? false : null;

const ENGINES: readonly {
  readonly engine: RegExp;
  readonly name: string;
  readonly byDefault: (version: Version) => boolean | null;
  /** The first version that has the parameter, where versions of RDS are documented to lack it. */
  readonly first?: { readonly engine: string; readonly version: Version };
}[] = [
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
  { engine: /^postgres$/, name: "rds.force_ssl", byDefault: since([15, 0], [14, Infinity]) },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
  { engine: /^aurora-postgresql$/, name: "rds.force_ssl", byDefault: since([17, 0], [16, Infinity]) },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/ssl-certificate-rotation-sqlserver.html
  { engine: /^sqlserver-/, name: "rds.force_ssl", byDefault: since([Infinity, 0], [16, Infinity]) },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
  { engine: /^mysql$/, name: "require_secure_transport", byDefault: since([9, 7], [8, 4]) },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
  { engine: /^aurora-mysql$/, name: "require_secure_transport", byDefault: since([Infinity, 0], [8, 0]) },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
  {
    engine: /^mariadb$/,
    name: "require_secure_transport",
    byDefault: since([11, 8], [11, 4]),
    first: { engine: "MariaDB", version: [10, 5] },
  },
  // https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html
  { engine: /^docdb$/, name: "tls", byDefault: () => true },
];

/** Null for engines that require TLS elsewhere or not at all: Oracle by option groups, Db2, RDS Custom. */
export function tlsParameter(engine: string, engineVersion: string | undefined): TlsParameter | null {
  const found = ENGINES.find((one) => one.engine.test(engine));
  if (found === undefined) return null;
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(engineVersion ?? "") ?? [];
  const version: Version = [Number(major), Number(minor ?? 0)];
  const { name, first } = found;
  const isOld = first !== undefined && major !== undefined && !atLeast(version, first.version);
  return {
    name,
    byDefault: found.byDefault(version),
    missingBefore: isOld ? `${first.engine} before ${first.version.join(".")}` : null,
  };
}
