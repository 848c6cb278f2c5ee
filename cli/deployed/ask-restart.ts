// Asks for the restart of a scope that a deployment reads: only its functions can read it, so the next run restarts it.
import { requestedRestart, restartRequest } from "../../observation/restart-request.ts";
import { isBroken } from "../../ledger/write/restart.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import type { DeployedHome } from "./home.ts";
import { nextSlot } from "./next-run.ts";

/** Leaves the request in the work bucket, unless there is one about this break. Throws UsageError where the chain is whole. */
export async function askForRestart(out: Output, home: DeployedHome, scope: string, reason: string): Promise<Json> {
  const { ledger, names, places, principal } = home;
  const loaded = await ledger.loadChain(scope, await ledger.newestSeal());
  if (!isBroken(loaded))
    throw new UsageError(
      `${scope}: the chain is valid up to its last object, so no restart is needed. Run tidemark verify if a run still fails`,
    );
  const { key, bytes } = await restartRequest(ledger, loaded, { reason, principal });
  await names.flush();
  const isNew = (await places.work.put(key, bytes)) === "created";
  const requested = await requestedRestart(ledger, loaded, (name) => places.work.get(name));
  const slot = nextSlot(places.config, Date.now());
  out.line(`${isNew ? "Requested" : "Already requested:"} the restart of ${scope}`);
  out.line(`  reason   ${requested?.reason ?? reason}`);
  out.line(`  behind   ${loaded.broken.objects[0]?.key ?? ""}`);
  out.line(`  request  ${places.work.place}/${key}`);
  out.line();
  out.line(
    `The next run (slot ${slot}) restarts the scope and names the objects that it leaves behind. If somebody puts another`,
  );
  out.line("object there before then, that run is sealed as failed for the scope. Then run this command again.");
  return { v: 1, scope, request: key, isNew, nextSlot: slot };
}
