// Builds each function as one file with only what it needs, and the company's config in it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { assetClient } from "./asset-client.ts";
import type { FunctionName, OfFunctions } from "./names.ts";

/** `digests`: hex SHA-256 of the one file of each. */
export type Bundles = {
  readonly folders: OfFunctions<string>;
  readonly digests: OfFunctions<string>;
};

/** The function whose code holds the digests of the others' code. */
const SEALER: FunctionName = "seal-run";

/** A bundle larger than this takes longer to start than anybody wants to wait. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Folders of the bundles of `functions`, each with `index.mjs`, made anew below `into`. The same sources give the same bytes.
 * `config`: the file of the company's config.
 */
export async function bundleFunctions(
  config: string,
  functions: readonly FunctionName[],
  into: string,
): Promise<Bundles> {
  rmSync(into, { recursive: true, force: true });
  const folders: { [name: string]: string } = {};
  // The sealing function comes last: each seal names its bundle's digest, and the bundle holds the digests of the others.
  for (const name of functions.toSorted((a, b) => Number(a === SEALER) - Number(b === SEALER))) {
    const footer = name === SEALER ? { footer: { js: `// ${JSON.stringify(digestsOf(folders))}` } } : {};
    folders[name] = join(into, name);
    const { metafile } = await build({
      entryPoints: [join(import.meta.dirname, "..", "functions", `${name}.ts`)],
      outfile: join(into, name, "index.mjs"),
      bundle: true,
      minify: true,
      platform: "node",
      target: "node24",
      format: "esm",
      mainFields: ["module", "main"],
      legalComments: "none",
      metafile: true,
      logLevel: "warning",
      // Some packages are CommonJS and ask for Node's modules as such.
      banner: {
        js: "import{createRequire as tidemarkCreateRequire}from'node:module';const require=tidemarkCreateRequire(import.meta.url);",
      },
      ...footer,
      plugins: [
        assetClient,
        {
          name: "tidemark-config",
          setup: (bundler) => bundler.onResolve({ filter: /^#tidemark\.config$/ }, () => ({ path: config })),
        },
      ],
    });
    const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
    if (bytes > MAX_BYTES)
      throw new Error(`function ${name}: found a bundle of ${bytes} bytes, expected at most ${MAX_BYTES}`);
  }
  return bundlesIn(folders as Bundles["folders"]);
}

/** Bundles that are made already. */
export const bundlesIn = (folders: Bundles["folders"]): Bundles => ({
  folders,
  digests: digestsOf(folders) as Bundles["digests"],
});

const digestsOf = (folders: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(folders).map(([name, folder]) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, "index.mjs")))
        .digest("hex"),
    ]),
  );
