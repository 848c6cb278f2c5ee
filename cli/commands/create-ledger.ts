// Runs `tidemark create-ledger`: makes a deployment's ledger, once: its genesis, the salt of its names, the trust file.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { deployedConfig, placesOf } from "../../config/deployed/places.ts";
import { trustKey } from "../../config/deployed/trust-keys.ts";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { foundLedger } from "../../ledger/write/create-ledger.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { continuedLine, continuesOf, continuesOptions } from "../operator/continues.ts";
import { TRUST_FILE } from "../deployed/home.ts";
import { openDeployedPlaces } from "../deployed/places.ts";
import { putSameInWork } from "../deployed/work-bucket.ts";
import { EXIT, UsageError } from "../exit.ts";
import { genesisOf, refuseOtherCompany } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { refuseOtherPast } from "../places/make-home.ts";
import type { Output } from "../output.ts";
import { keepTrust, trustOf } from "../places/trust-file.ts";

export const summary =
  "create-ledger                                              create the ledger of a deployment and its trust file";

export const options = {
  config: { type: "string" },
  trust: { type: "string", default: TRUST_FILE },
  json: { type: "boolean", default: false },
  ...continuesOptions,
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { config } = await loadConfig(values.config, out);
  const deployed = deployedConfig(config);
  if (deployed === null)
    throw new UsageError(
      "create-ledger: the config has no member deployment. Add deployment as docs/runbook.md shows, or run tidemark start for a local ledger",
    );
  const place = placesOf(deployed).ledger;
  const { store, names, work, publicKeys } = await openDeployedPlaces(deployed);
  // The log begins with the first key; a further one is added to it by rotate-key.
  const [{ verifierKey }] = (await publicKeys()) as [{ verifierKey: string }];
  const continues = await continuesOf(values, config);
  // A create-ledger that was cut short goes on with the salt that it made. A ledger that is there gets no new salt.
  const isNew =
    (await store.get(GENESIS_KEY)) === null &&
    (await foundLedger(
      store,
      genesisOf(config, await NamesStore.found(names), formatTimestamp(Date.now()), continues),
    ));
  const ledger = await Ledger.open(store);
  refuseOtherCompany(place, ledger, config);
  refuseOtherPast(place, ledger, continues, values["continues-size"] !== undefined);
  await NamesStore.open(names, ledger.genesis.salt);
  const trust = trustOf(ledger.id, verifierKey);
  await keepTrust(values.trust, trust);
  // The daily verification trusts this copy; the auditor is handed the file itself.
  await putSameInWork(work, trustKey(1), Buffer.from(trust));
  if (isExample(ledger.genesis)) out.line(EXAMPLE_NOTICE);
  out.line(`${isNew ? "Created" : "Already exists:"} ${place}`);
  out.line(`  ledger  ${ledger.id}`);
  out.line(`  key     ${verifierKey}`);
  out.line(`  lock    ${config.ledger.mode}, ${config.ledger.retentionDays} days`);
  if (continues !== null) out.line(continuedLine(continues, { earlier: values.continues, place }));
  out.line(
    `Send ${values.trust} to your auditor today, by e-mail or in person, not through the evidence bucket. The file lets the auditor verify the ledger without trusting your company.`,
  );
  out.result({ v: 1, created: isNew, place, ledger: ledger.id, key: verifierKey, trust: values.trust });
  return EXIT.done;
}
