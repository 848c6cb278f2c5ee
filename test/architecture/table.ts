// The layout's table: which folder may import what, and the words that pure folders must not contain.

/** What one folder may do. */
export interface Rule {
  /** Files of this repository, as globs from its root. A folder may always import itself, unless `rooms` says less. */
  readonly imports: readonly string[];
  /** Packages by name; a name that ends in "/" stands for every package of that scope. */
  readonly packages: readonly string[] | "any";
  /** Modules of Node. */
  readonly builtins: readonly string[] | "any";
  /** Files of the folder that may import more packages than the rest of it. */
  readonly except?: { readonly files: readonly string[]; readonly packages: readonly string[] };
  readonly words?: Readonly<Record<string, RegExp>>;
}

/** An import whose name is not a literal, in the place of a package name. */
export const computed = "import(<computed>)";

const clock = { clock: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/ };
const later = { async: /\basync\s*(?:function\b|[*(<]|[\w$]+\s*(?:=>|[(<]))|\bawait\b|\bPromise\s*[.<(]/ };
const outside = { outside: /\bMath\.random\b|\bfetch\s*\(|\bprocess\.\w|\bgetBuiltinModule\b/ };

const sdks = ["@aws-sdk/", "@smithy/", "@azure/", "@azure-rest/", "@google-cloud/", "google-auth-library"];
const model = ["evidence-schema/**", "checks/**", "controls/**", "config/**"];
/** What it takes to read evidence, and to say whether it verifies. */
const evidence = ["ledger/store.ts", "ledger/read/**", "ledger/verify/report.ts"];
const runtime = [...model, "collectors/**", "ledger/**", "observation/**", "alerts/**", "audit/**"];

export const table: Readonly<Record<string, Rule>> = {
  "evidence-schema": {
    imports: [],
    packages: ["zod"],
    builtins: ["node:crypto"],
    words: { ...clock, ...outside },
  },
  checks: {
    imports: ["evidence-schema/**"],
    packages: ["zod"],
    builtins: [],
    words: { ...clock, ...later, ...outside },
  },
  controls: { imports: ["evidence-schema/**", "checks/**"], packages: ["zod"], builtins: "any" },
  config: { imports: ["evidence-schema/**", "checks/**", "controls/**"], packages: ["zod", computed], builtins: "any" },
  collectors: { imports: ["evidence-schema/**"], packages: ["zod", "csv-parse", "p-queue", ...sdks], builtins: "any" },
  ledger: {
    imports: ["evidence-schema/**"],
    packages: ["zod"],
    builtins: "any",
    except: {
      files: ["ledger/stores/**", "ledger/signers/kms.ts", "ledger/names/names-s3.ts", "ledger/online/**"],
      packages: sdks,
    },
  },
  observation: {
    imports: [...model, "ledger/**", "collectors/port.ts", "collectors/unread-unit.ts", "package.json"],
    packages: ["zod"],
    builtins: "any",
  },
  // Messages are questions asked of records, rendered (docs/adr/0008-deployed.md).
  alerts: {
    imports: [...model, ...evidence, "audit/**"],
    packages: ["zod"],
    builtins: "any",
    except: { files: ["alerts/channels/**"], packages: sdks },
  },
  audit: {
    imports: [...model, ...evidence],
    // @noble/hashes takes SHA-256 of a line at once, which browsers alone do not: CHECK-ME runs there.
    packages: ["zod", "luxon", "@noble/hashes"],
    builtins: "any",
    except: {
      files: ["audit/report/page/**", "audit/handover/bundle/start-here.ts"],
      packages: ["htm", "preact", "preact-render-to-string"],
    },
  },
  cli: { imports: [...runtime, "examples/quarter/make-quarter.ts", "package.json"], packages: "any", builtins: "any" },
  functions: { imports: runtime, packages: "any", builtins: "any" },
  infra: {
    imports: [
      "evidence-schema/**",
      "config/**",
      "collectors/**/actions.ts",
      "collectors/microsoft/clouds.ts",
      "collectors/google/apis.ts",
      "ledger/online/actions.ts",
    ],
    packages: ["aws-cdk-lib", "constructs", "cdk-nag", "esbuild", "zod", computed],
    builtins: "any",
    // The text of a module that a bundle gets.
    except: { files: ["infra/asset-client.ts"], packages: ["google-gax", "google-logging-utils"] },
  },
  examples: { imports: ["config/**", "checks/**", "controls/**"], packages: "any", builtins: "any" },
};

/** Folders that may import anything. */
export const free = ["test", "scripts", "bench"];

/** What writes evidence, or lies beside it for writers. */
const writers = ["ledger/write/**", "ledger/seal/**", "ledger/operator/**", "ledger/signers/**", "ledger/names/**"];

/** What must not depend on the writers, not even through another file. */
const readers = ["ledger/read/**", "ledger/verify/**", "ledger/online/**", "alerts/**", "audit/**"];

/** What one room of a folder may import: of its folder, and of packages and modules of Node where that is less than the folder's. */
export type Room = { readonly imports: readonly string[]; readonly isPure?: boolean };

const live = ["collectors/*.ts", "collectors/live/**"];
const made = ["aws", "azure", "entra", "gcp", "workspace"].flatMap((cloud) => [
  `collectors/${cloud}/item/**`,
  `collectors/${cloud}/answers/**`,
]);
const cliRooms = [
  "bundle",
  "collecting",
  "demo",
  "deployed",
  "disclosure",
  "doctor",
  "failures",
  "handover",
  "init",
  "operator",
  "pages",
  "places",
  "query",
  "report",
  "setup",
  "times",
  "verify",
  "workbook",
];

/** The item and the answers of a cloud: pure, and without another cloud. */
const items = (cloud: string): Readonly<Record<string, Room>> =>
  Object.fromEntries(
    made
      .filter((room) => room.startsWith(`collectors/${cloud}/`))
      .map((room) => [room, { imports: ["collectors/*.ts", `collectors/${cloud}/**`], isPure: true }]),
  );

/**
 * Rooms of a folder that may import only some of the others: the first that a file lies in counts. Every file of a folder
 * that is named here lies in one.
 */
export const rooms: Readonly<Record<string, Room>> = {
  "collectors/*.ts": { imports: ["collectors/*.ts"], isPure: true },
  ...items("aws"),
  ...items("azure"),
  ...items("entra"),
  ...items("gcp"),
  ...items("workspace"),
  "collectors/live/**": { imports: live },
  "collectors/tokens/**": { imports: [...live, "collectors/tokens/**"] },
  "collectors/microsoft/**": { imports: [...live, "collectors/tokens/**", "collectors/microsoft/**"] },
  "collectors/google/**": { imports: [...live, "collectors/tokens/**", "collectors/google/**"] },
  "collectors/aws/**": { imports: [...live, "collectors/aws/**"] },
  "collectors/azure/**": { imports: [...live, "collectors/microsoft/**", "collectors/azure/**"] },
  "collectors/entra/**": {
    imports: [...live, "collectors/microsoft/**", "collectors/azure/actions.ts", "collectors/entra/**"],
  },
  "collectors/gcp/**": {
    imports: [...live, "collectors/google/**", "collectors/azure/actions.ts", "collectors/gcp/**"],
  },
  "collectors/workspace/**": {
    imports: [
      ...live,
      "collectors/google/**",
      "collectors/azure/actions.ts",
      "collectors/gcp/inventory/**",
      "collectors/workspace/**",
    ],
  },
  "collectors/exports/**": { imports: ["collectors/*.ts", "collectors/exports/**", ...made] },
  "collectors/registry/**": {
    imports: [...live, "collectors/{aws,microsoft,azure,entra,google,gcp,workspace}/**", "collectors/registry/**"],
  },
  "evidence-schema/*.ts": { imports: ["evidence-schema/*.ts"] },
  "evidence-schema/bytes/**": { imports: ["evidence-schema/*.ts", "evidence-schema/bytes/**"] },
  "evidence-schema/keys/**": { imports: ["evidence-schema/*.ts", "evidence-schema/{bytes,keys}/**"] },
  "evidence-schema/*/**": { imports: ["evidence-schema/**"] },
  // Commands import no commands.
  "cli/commands/**": { imports: ["cli/*.ts", ...cliRooms.map((room) => `cli/${room}/**`)] },
  "cli/**": { imports: ["cli/**"] },
  // The quarter's ledger is made by the project's own writers, at a place where the program finds it.
  "examples/quarter/**": { imports: ["examples/quarter/**", ...runtime, "cli/places/**"] },
  "examples/**": { imports: ["examples/**"] },
};

/** Pairs of places of which the first must not reach the second, not even through other files. */
export const apart: readonly {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly what: string;
}[] = [
  { from: readers, to: writers, what: "a writer" },
  {
    from: ["collectors/registry/lanes.ts", "collectors/registry/listings.ts"],
    to: [
      "collectors/aws/reader.ts",
      "collectors/aws/direct/**",
      "collectors/aws/config/**",
      "collectors/{azure,entra,gcp}/{reader,lanes}.ts",
      "collectors/{azure,entra,gcp}/sources/**",
    ],
    what: "what reads a cloud",
  },
  {
    from: ["collectors/registry/lanes.ts"],
    to: ["collectors/aws/client/session.ts", "collectors/{microsoft,google}/client/**"],
    what: "a client of a cloud",
  },
];
