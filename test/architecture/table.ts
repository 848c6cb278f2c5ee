// The layout's table: which folder may import what, and the words that pure folders must not contain.

/** What one folder may do. */
export interface Rule {
  /** Files of this repository, as globs from its root. A folder may always import itself. */
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

const sdks = ["@aws-sdk/", "@smithy/", "@azure/", "@google-cloud/", "google-auth-library"];
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
  audit: { imports: [...model, ...evidence], packages: ["zod"], builtins: "any" },
  cli: { imports: [...runtime, "package.json"], packages: "any", builtins: "any" },
  functions: { imports: runtime, packages: "any", builtins: "any" },
  infra: {
    imports: ["evidence-schema/**", "config/**", "collectors/**/actions.ts", "ledger/online/actions.ts"],
    packages: ["aws-cdk-lib", "constructs", "cdk-nag", "esbuild", "zod", computed],
    builtins: "any",
  },
  examples: { imports: ["config/**", "checks/**", "controls/**"], packages: "any", builtins: "any" },
};

/** Folders that may import anything. */
export const free = ["test", "scripts", "bench"];

/** What writes evidence, or lies beside it for writers. */
export const writers = [
  "ledger/write/**",
  "ledger/seal/**",
  "ledger/operator/**",
  "ledger/signers/**",
  "ledger/names/**",
];

/** What must not depend on the writers, not even through another file. */
export const readers = ["ledger/read/**", "ledger/verify/**", "ledger/online/**", "alerts/**", "audit/**"];

/** Within collectors: what makes an item of an answer knows neither files nor other clouds. */
const shared = ["collectors/*.ts", "collectors/live/**"];

/** Rooms of a folder that may import only some of the others. A room may always import itself. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  "collectors/live/**": ["collectors/*.ts"],
  "collectors/aws/**": shared,
  "collectors/azure/**": shared,
  "collectors/entra/**": shared,
  "collectors/gcp/**": shared,
  "collectors/workspace/**": shared,
  "collectors/exports/**": [...shared, "collectors/{aws,azure,entra,gcp,workspace}/**"],
  "evidence-schema/bytes/**": ["evidence-schema/*.ts"],
  "evidence-schema/keys/**": ["evidence-schema/*.ts", "evidence-schema/bytes/**"],
};
