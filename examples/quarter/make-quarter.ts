// Makes the ledger of the example company's quarter, with key, names and trust file: the story, by the project's own writers.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { genesisOf, type Home } from "../../cli/places/home.ts";
import { trustOf } from "../../cli/places/trust-file.ts";
import { readConfig } from "../../config/define-config.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { SALT } from "../../evidence-schema/keys/person.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openKeyFile } from "../../ledger/signers/key-file.ts";
import { StoreError } from "../../ledger/store.ts";
import { createLedger } from "../../ledger/write/create-ledger.ts";
import { companyAt, ORIGIN, type Moment } from "./company.ts";
import { Estate } from "./exports/estate.ts";
import { keepingChains } from "./kept-chains.ts";
import { MemoryStore } from "./memory-store.ts";
import { KEY_WORDS, publicSalt, publicSigningKey } from "./public-key.ts";
import { storyReader } from "./exports/reader.ts";
import { StoryRuns } from "./runs.ts";
import { StoryClock } from "./story-clock.ts";
import { prepare, scenes, type Scene } from "./story.ts";

/** The quarter that the story tells of, as a period is named. */
export const QUARTER = "2026-Q3";

const BEGINS = "2026-06-30T06:00:00.000Z";
const ENDS = "2026-10-07T06:00:00.000Z";
/** Slots that nobody ran. */
const MISSED = new Set(["2026-08-30T06:00:00.000Z"]);
const DAY_MS = 86_400_000;
/** Milliseconds from a slot to its run, and from a change to what is done about it: nothing is read at its very instant. */
const TO_BEGIN_MS = 20_000;

const AT_FIRST: Moment = { maxKeyAgeDays: 365, isBucketAccepted: false, isScheduled: true };

export type Making = {
  /** Where the ledger is made, and what lies beside it. */
  readonly home: Home;
  /** Told of each slot and scene as it is done, by its instant. */
  readonly onRun?: (at: string) => void;
  /** Scenes in order of time; the story's own where left out. */
  readonly told?: readonly Scene[];
};

type Step = { readonly at: string; readonly scene?: Scene };

/** Slots and scenes in order of time; a scene of a slot's minute comes before the slot. */
function stepsOf(told: readonly Scene[]): readonly Step[] {
  const slots: Step[] = [];
  for (let ms = parseTimestamp(BEGINS); ms <= parseTimestamp(ENDS); ms += DAY_MS)
    slots.push({ at: formatTimestamp(ms) });
  const tellings = told.map((scene) => ({ at: instantOf(scene), scene }));
  return [...tellings, ...slots.filter(({ at }) => !MISSED.has(at))].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
}

const instantOf = ({ at }: Scene): string => `${at}:00.000Z`;

/**
 * Makes the quarter. The same bytes come of it on every machine, at every time. The ledger is there as a whole or not at all:
 * cut short, it is made again. Rejects with StoreError where the home belongs to another ledger.
 */
export async function makeQuarter({ home, onRun, told = scenes }: Making): Promise<void> {
  const exports = mkdtempSync(join(tmpdir(), "tidemark-quarter-"));
  try {
    keep(home.key, publicSigningKey(), 0o600);
    keep(join(home.names, SALT), publicSalt(), 0o600);
    const clock = new StoryClock(parseTimestamp(BEGINS));
    const store = new MemoryStore(clock.now);
    const salt = sha256Hex(publicSalt());
    const config = readConfig(companyAt(AT_FIRST), "company.ts");
    const id = await createLedger(store, genesisOf(config, salt, BEGINS));
    const signer = await openKeyFile(home.key, ORIGIN);
    const names = await NamesStore.open(namesDirectory(home.names), salt);
    const estate = new Estate(exports, parseTimestamp(BEGINS));
    prepare(estate, BEGINS);
    let listsRoles = false;
    const reader = storyReader(estate, clock, () => listsRoles);
    const runs = new StoryRuns(
      { ledger: keepingChains(await Ledger.open(store)), signer, clock, reader, names },
      AT_FIRST,
    );
    for (const { at, scene } of stepsOf(told)) {
      clock.moveTo(parseTimestamp(at));
      scene?.edit?.(estate, at);
      if (scene?.moment !== undefined) runs.change(scene.moment);
      listsRoles = scene?.listsRoles ?? listsRoles;
      clock.moveTo(parseTimestamp(at) + TO_BEGIN_MS);
      if (scene === undefined) await runs.atSlot(at);
      else if (scene.event !== undefined) await runs.onEvent(scene.event);
      else if (scene.runByHand === true) await runs.byHand();
      onRun?.(at);
    }
    await names.flush();
    keep(home.trust, `${TRUST_NOTE}${trustOf(id, signer.verifierKey)}`, 0o644);
    store.writeTo(home.ledger);
  } finally {
    rmSync(exports, { recursive: true, force: true });
  }
}

const TRUST_NOTE = `# EXAMPLE. The signing key is public: its seed is the SHA-256 of the words "${KEY_WORDS}".
# Everybody can sign as this log, so a signature by this key proves nothing.
`;

/** Writes a file; one that is there already must have the same bytes. */
function keep(path: string, text: string | Buffer, mode: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: mode === 0o600 ? 0o700 : 0o755 });
  if (existsSync(path) && !readFileSync(path).equals(Buffer.from(text)))
    throw new StoreError(
      `${path} belongs to another ledger and is never overwritten. Choose another place with --ledger`,
    );
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}
