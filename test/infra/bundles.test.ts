// The bundles of every function that there can be: none is too large, and each starts and refuses what is no event of its own.
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleFunctions, type Bundles } from "../../infra/bundles.ts";
import { functionsIn, FUNCTIONS } from "../../infra/names.ts";
import { Lambda } from "../support/deployed/lambda.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { isWhole } from "../support/scale.ts";
import { configOf, large } from "./deployments.ts";

// Ten seconds, of which bundling takes most.
describe.runIf(isWhole)("each bundle", () => {
  let bundles: Bundles;

  beforeAll(async () => {
    const directory = temporaryDirectory();
    const file = join(directory, "tidemark.config.ts");
    writeFileSync(file, `export default ${JSON.stringify(large)};\n`);
    const functions = functionsIn(configOf(large));
    expect(functions.toSorted()).toEqual(FUNCTIONS.toSorted());
    bundles = await bundleFunctions(file, functions, join(directory, "functions"));
  });

  test.each(FUNCTIONS)("%s is one file of less than 3.5 MB", (name) => {
    const folder = bundles.folders[name] as string;
    expect(readdirSync(folder)).toEqual(["index.mjs"]);
    expect(statSync(join(folder, "index.mjs")).size).toBeLessThan(4_194_304);
  });

  test.each(FUNCTIONS)("%s starts", async (name) => {
    const places = { LEDGER: "s3://ledger/ledger", NAMES: "s3://names", WORK: "s3://work" };
    const lambda = new Lambda({
      name: `tidemark-${name}`,
      code: bundles.folders[name] as string,
      memoryMb: 1024,
      timeoutSeconds: 60,
      environment: { ...places, KEYS: "k", TOPIC: "t", BUS: "b", CODE: "{}", AWS_REGION: "eu-central-1" },
    });
    try {
      // Each event is an object: a text shows that the handler is there, and that nothing was called.
      await expect(lambda.invoke("start")).rejects.toThrow(/invalid_type|expected object|Invalid input/);
    } finally {
      await lambda.stop();
    }
  });
});
