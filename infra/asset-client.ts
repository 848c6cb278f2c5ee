// Keeps out of bundles the parts of the client of Cloud Asset Inventory that no function runs: it loads all of them.
import type { Plugin } from "esbuild";

/**
 * Tidemark asks the inventory by REST (`fallback: true`), and takes types alone from the client's messages. The client loads
 * gRPC, and every message as code, all the same: 4.0 MB where 2.6 MB are enough, and gRPC looks for files beside itself
 * (`__dirname`), which a module does not have. So the messages are left empty. In the place of google-gax comes its own
 * `google-gax/fallback`, as the client takes it: as the member `fallback`, beside the logging that only the whole has.
 */
export const assetClient: Plugin = {
  name: "tidemark-asset-client",
  setup(bundler) {
    bundler.onResolve({ filter: /\/protos\/protos$/ }, ({ importer, path }) =>
      OF_CLIENT.test(importer) ? { path, namespace: "tidemark-left-out" } : null,
    );
    bundler.onLoad({ filter: /./, namespace: "tidemark-left-out" }, () => ({ contents: "" }));
    bundler.onResolve({ filter: /^google-gax$/ }, ({ importer, path, resolveDir }) =>
      OF_CLIENT.test(importer) ? { path, namespace: "tidemark-gax", pluginData: resolveDir } : null,
    );
    bundler.onLoad({ filter: /./, namespace: "tidemark-gax" }, ({ pluginData }) => ({
      contents: BY_REST,
      resolveDir: pluginData as string,
    }));
  },
};

const OF_CLIENT = /[\\/]@google-cloud[\\/]asset[\\/]/;

const BY_REST = `
const fallback = require("google-gax/fallback");
module.exports = { ...fallback, fallback, loggingUtils: require("google-logging-utils") };
`;
