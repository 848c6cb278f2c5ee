// Runs `tidemark end-ledger`: closes a ledger for good, and names the one that goes on.
import { parseArgs } from "node:util";
import { GENESIS_KEY, noteKey } from "../../evidence-schema/keys/object-key.ts";
import { parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import { parseNote } from "../../evidence-schema/log/signed-note.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import type { Config } from "../../config/schema.ts";
import { EndedLedger } from "../../ledger/operator/operator-request.ts";
import { endLedger } from "../../ledger/operator/end-ledger.ts";
import { realClock } from "../clock.ts";
import { askSealer } from "../deployed/ask-sealer.ts";
import { openDeployedHome } from "../deployed/home.ts";
import { deploymentOf } from "../deployed/places.ts";
import { EXIT, UsageError } from "../exit.ts";
import { DEFAULT_LEDGER, homeOf, openHome } from "../places/home.ts";
import { openToRead } from "../places/open-store.ts";
import type { Output } from "../output.ts";
import { ownBy, runByHand } from "../places/own-by.ts";
import { configFor, givenReason } from "../reason.ts";

export const summary =
  "end-ledger --successor LEDGER|none --reason TEXT           end a ledger for good; nothing can be added afterwards";

export const options = {
  successor: { type: "string" },
  reason: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { successor: place } = values;
  const reason = givenReason("end-ledger", values.reason);
  if (place === undefined)
    throw new UsageError(
      "end-ledger: expected --successor LEDGER, the ledger that continues this one, or --successor none",
    );
  const config = await configFor(reason, values.config, out);
  const { index, time, successor, isNew } = await end(values.ledger, config, { place, reason });
  out.line(`${isNew ? "Ended" : "Already ended:"} ${values.ledger}, entry ${index} of the log, at ${time}`);
  out.line(`  successor   ${successor ?? "none"}`);
  out.line();
  out.line(
    "Nothing can be added to this ledger any more. Keep the ledger, its trust file and its names as long as somebody may ask about its period.",
  );
  if (place !== "none")
    out.line(
      `To verify the successor together with this ledger: tidemark verify --ledger ${place} --earlier ${values.ledger} --earlier-trust FILE`,
    );
  out.result({ v: 1, index, time, successor, isNew });
  return EXIT.done;
}

type Ending = { readonly place: string; readonly reason: string };

/** A deployment's ledger is ended by the function that has its keys, any other one here. */
async function end(from: string, config: Config, { place, reason }: Ending): Promise<EndedLedger> {
  const successorOf = (ledger: Ledger) => (place === "none" ? null : successorIn(place, ledger));
  const deployed = deploymentOf(config, from);
  if (deployed !== null) {
    const { ledger, names, places, principal } = await openDeployedHome(deployed, undefined, { evenEnded: true });
    const request = { act: "end-ledger", successor: await successorOf(ledger), reason, principal } as const;
    await names.flush();
    return askSealer(places, request, EndedLedger);
  }
  const { ledger, signer, names } = await openHome(homeOf(from), config, { evenEnded: true });
  const successor = await successorOf(ledger);
  const ending = { successor, reason, by: ownBy(names), run: runByHand("end") };
  const { index, leaf, isNew } = await endLedger(ledger, signer, realClock, ending);
  await names.flush();
  return { index, isNew, time: leaf.time, successor: leaf.successor };
}

/** The id of the ledger in `place`, which must say that it continues this one, and from a tree that this one had. */
async function successorIn(place: string, ledger: Ledger): Promise<string> {
  const { id, genesis } = await Ledger.open(await openToRead(place));
  const { continues } = genesis;
  if (continues?.ledger !== ledger.id)
    throw new UsageError(
      `end-ledger: ${place} continues ${continues?.ledger ?? "no ledger"}, expected ${ledger.id} in its ${GENESIS_KEY}. Create the successor with tidemark start --continues LEDGER --reason TEXT (in a deployment tidemark create-ledger)`,
    );
  const note = await ledger.store.get(noteKey(continues.size - 1));
  const root = note === null ? null : parseCheckpoint(parseNote(note).text).root.toString("hex");
  if (root !== continues.root)
    throw new UsageError(
      `end-ledger: ${place} continues size ${continues.size} with root ${continues.root}, but this ledger has ${root ?? "no checkpoint"} at that size. Create the successor again with tidemark start --continues LEDGER --reason TEXT`,
    );
  return id;
}
