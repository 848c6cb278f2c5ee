// `tidemark found`: makes the ledger of a deployment, once: its genesis, the salt of its names, and the trust file.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../audit/example-data.ts";
import { deployedConfig, placesOf, TRUST_KEY } from "../config/places.ts";
import { GENESIS_KEY } from "../evidence-schema/object-key.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import { foundLedger, Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { putSame, type Store } from "../ledger/store.ts";
import { parseS3Place } from "../ledger/stores/s3/place.ts";
import { continuedLine, continuesOf, continuesOptions } from "./continues.ts";
import { EXIT, UsageError } from "./exit.ts";
import { genesisOf, refuseOtherCompany } from "./home.ts";
import { loadConfig } from "./load-config.ts";
import { refuseOtherPast } from "./make-home.ts";
import type { Output } from "./output.ts";
import { keepTrust, trustOf } from "./trust-file.ts";

export const summary =
  "found                                                      make the ledger of a deployment, once, and its trust file";

export const options = {
  config: { type: "string" },
  trust: { type: "string", default: "trust.txt" },
  json: { type: "boolean", default: false },
  ...continuesOptions,
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
  const continues = await continuesOf(values, config);
  // A founding that was cut short goes on with the salt that it made; a ledger that is there gets no new one.
  const isNew =
    (await store.get(GENESIS_KEY)) === null &&
    (await foundLedger(
      store,
      genesisOf(config, await NamesStore.found(names), formatTimestamp(Date.now()), continues),
    ));
  const ledger = await Ledger.open(store);
  refuseOtherCompany(places.ledger, ledger, config);
  refuseOtherPast(places.ledger, ledger, continues, values["continues-size"] !== undefined);
  await NamesStore.open(names, ledger.genesis.salt);
  const trust = trustOf(ledger.id, verifierKey);
  await keepTrust(values.trust, trust);
  // What the daily verification trusts; the auditor is handed the file itself.
  await putSame(work, TRUST_KEY, Buffer.from(trust));
  if (isExample(ledger.genesis)) out.line(EXAMPLE_NOTICE);
  out.line(`${isNew ? "Founded" : "Found"} ${places.ledger}`);
  out.line(`  ledger  ${ledger.id}`);
  out.line(`  key     ${verifierKey}`);
  out.line(`  lock    ${config.ledger.mode}, ${config.ledger.retentionDays} days`);
  if (continues !== null) out.line(continuedLine(continues, { earlier: values.continues, place: places.ledger }));
  out.line(
    `Hand ${values.trust} to the auditor today, by another way than the ledger: who has it needs to trust nobody here.`,
  );
  out.result({ v: 1, founded: isNew, place: places.ledger, ledger: ledger.id, key: verifierKey, trust: values.trust });
  return EXIT.done;
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
