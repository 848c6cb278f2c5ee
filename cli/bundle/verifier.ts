// Makes our verifier one file, from the sources that verify here: the same sources give the same bytes in every folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

const root = join(import.meta.dirname, "../..");

/** Nothing newer than this version of Node knows is in the program; it was tried with Node 24. */
const TARGET = "node20";

/**
 * Modules here only define things, so those that nothing needs are left out: buckets are read by the installed program alone. The one name `z`
 * of zod holds on to its messages in fifty languages, so the names in it are imported each by itself.
 */
const sources: Plugin = {
  name: "sources",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/^import \{ z \} from "zod";$/m, 'import * as z from "zod";'),
      loader: "ts",
    }));
  },
};

const HEAD = `#!/usr/bin/env node
// Verifies a Tidemark evidence ledger: the verifier of Tidemark as one file. Apache-2.0; zod in it is MIT, (c) Colin McDonnell.
//     node tidemark-verify.mjs evidence --trust trust.txt --from TIME --to TIME [--json]
// It was tried with Node 24, and only reads. Exit 0 INTACT, 1 BROKEN, 2 INCOMPLETE, 4 STRAY, 3 where something can't be read.
`;

/** Text of the program. Rejects with the error of the bundler. */
export async function verifierFile(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "cli/verify/alone.ts")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: TARGET,
    format: "esm",
    mainFields: ["module", "main"],
    legalComments: "none",
    charset: "utf8",
    preserveSymlinks: true,
    logLevel: "silent",
    plugins: [sources],
  });
  const [file] = outputFiles;
  if (file === undefined)
    throw new Error("esbuild made no file of cli/verify/alone.ts. Install the packages again: npm ci");
  // Comments name the folders of modules, which lie elsewhere in another installation.
  return HEAD + file.text.replace(/^\/\/ [\w.@-]+\/\S*\.(?:ts|js|mjs|cjs|json)\n/gm, "");
}
