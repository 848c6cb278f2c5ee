// Each function as one file with only what it needs, and the company's config in it.
import { build } from "esbuild";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { FUNCTIONS, type FunctionName } from "./names.ts";

export type Bundles = { readonly [name in FunctionName]: string };

/** A bundle larger than this takes longer to start than anybody wants to wait. */
const MAX_BYTES = 3 * 1024 * 1024;

/** Folders of the bundles, each with `index.mjs`, made anew below `into`. The same sources give the same bytes. */
export async function bundleFunctions(config: string, into: string): Promise<Bundles> {
  rmSync(into, { recursive: true, force: true });
  const folders: { [name: string]: string } = {};
  for (const name of FUNCTIONS) {
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
      plugins: [
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
  return folders as Bundles;
}
