// `tidemark found`: makes the ledger of a deployment, once: its genesis, the salt of its names, and the trust file.
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../audit/example-data.ts";
import { deployedConfig, placesOf, TRUST_KEY } from "../config/places.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import { formatTrust } from "../evidence-schema/trust.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import { createLedger, Ledger } from "../ledger/ledger.ts";
import { SALT, NamesStore, type NamesPlace } from "../ledger/names.ts";
import { putSame, type Store } from "../ledger/store.ts";
import { parseS3Place } from "../ledger/stores/s3/place.ts";
import { EXIT, UsageError } from "./exit.ts";
import { genesisOf, refuseOtherCompany } from "./home.ts";
import { loadConfig } from "./load-config.ts";
import type { Output } from "./output.ts";

export const summary =
  "found                                                      make the ledger of a deployment, once, and its trust file";

export const options = {
  config: { type: "string" },
  trust: { type: "string", default: "trust.txt" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { config, notice } = await loadConfig(values.config);
  if (notice !== null) out.line(notice);
  const deployed = deployedConfig(config);
  if (deployed === null)
    throw new UsageError("found: the config has no deployment, expected one (see docs/runbook.md)");
  const places = placesOf(deployed);
  const { store, names, work, signer } = await openPlaces(places, deployed);
  const { verifierKey } = await signer();
  const salt = await saltOf(names);
  const isNew = (await store.list("genesis.json")).length === 0;
  if (isNew) await createLedger(store, genesisOf(config, salt, formatTimestamp(Date.now())));
  const ledger = await Ledger.open(store);
  refuseOtherCompany(places.ledger, ledger, config);
  const trust = formatTrust({
    ledger: ledger.id,
    logs: [{ key: parseVerifierKey(verifierKey), url: null }],
    witnesses: [],
    groups: [],
    quorum: "none",
    stampers: [],
  });
  await keepTrust(values.trust, trust);
  // What the daily verification trusts; the auditor is handed the file itself.
  await putSame(work, TRUST_KEY, Buffer.from(trust));
  if (isExample(ledger.genesis)) out.line(EXAMPLE_NOTICE);
  out.line(`${isNew ? "Founded" : "Found"} ${places.ledger}`);
  out.line(`  ledger  ${ledger.id}`);
  out.line(`  key     ${verifierKey}`);
  out.line(`  lock    ${config.ledger.mode}, ${config.ledger.retentionDays} days`);
  out.line(
    `Hand ${values.trust} to the auditor today, by another way than the ledger: who has it needs to trust nobody here.`,
  );
  out.result({ v: 1, founded: isNew, place: places.ledger, ledger: ledger.id, key: verifierKey, trust: values.trust });
  return EXIT.done;
}

// Cut short by then, the salt is there already, and is the one that the genesis commits to.
async function saltOf(names: NamesPlace): Promise<string> {
  const there = await names.read(SALT);
  return there === null ? NamesStore.create(names) : sha256Hex(there);
}

/** Never replaces a file: what an auditor was handed must not change under the same name. */
async function keepTrust(path: string, trust: string): Promise<void> {
  try {
    await writeFile(path, trust, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if ((await readFile(path, "utf8")) !== trust)
      throw new UsageError(`found: ${path} is there and is another ledger's, expected none, or this ledger's`, {
        cause: error,
      });
  }
}

// Loaded where it is needed: the clients take a while.
async function openPlaces(
  places: ReturnType<typeof placesOf>,
  { deployment, ledger }: NonNullable<ReturnType<typeof deployedConfig>>,
) {
  const [{ S3Client }, { KMSClient }, { openS3 }, { namesInS3 }, { openKms }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-kms"),
    import("../ledger/stores/s3.ts"),
    import("../ledger/stores/names-s3.ts"),
    import("../ledger/signers/kms.ts"),
  ]);
  const client = new S3Client({ region: deployment.region, retryMode: "adaptive" });
  const store: Store = await openS3(client, parseS3Place(places.ledger), ledger);
  // It holds no evidence: nothing there is locked.
  const work = await openS3(client, parseS3Place(places.work), { mode: "local", retentionDays: 0 });
  const kms = new KMSClient({ region: deployment.region });
  return {
    store,
    work,
    names: namesInS3(client, parseS3Place(places.names)),
    signer: () => openKms(kms, places.key, ledger.origin),
  };
}
