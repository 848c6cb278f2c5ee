// The lie that hides a valid segment behind a restart: the project's own writer restarts over garbage in the segment's place,
// and then the segment is put back and named as what was abandoned.
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { readRoster } from "../../../../evidence-schema/documents/document-schema.ts";
import { segmentKey } from "../../../../evidence-schema/keys/object-key.ts";
import { unreadUnit } from "../../../../collectors/unread-unit.ts";
import type { Reader } from "../../../../collectors/port.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { readCanonical } from "../../../../evidence-schema/record/record-line.ts";
import { Ledger } from "../../../../ledger/read/ledger.ts";
import type { Store } from "../../../../ledger/store.ts";
import { observe } from "../../../../observation/run.ts";
import { LOG, type Signer } from "../../forge/keys.ts";
import { memoryStore } from "../../memory-store.ts";
import { PEOPLE } from "../actors/run-options.ts";
import { MODEL_TRUST } from "../simulation/world.ts";
import { ASKING, type Asking, LANES } from "../estate/checks.ts";
import { scheduleOf } from "../estate/company.ts";
import { lastOfScopes, lie, type Lie, listedIn, openedOf, sealsOf } from "./lie.ts";
import { takenApart, type Body } from "./manuscript.ts";
import { signedAnew } from "./signed-anew.ts";

export const ABANDONED_LIE: Lie = lie("a restart hides a valid segment", "C7", async (manuscript, random) => {
  const occasions = lastOfScopes(manuscript).filter(({ segment }) => openedOf(segment).body["restarts"] === undefined);
  const isEnded = manuscript.leaves.some(({ body }) => body["kind"] === "end");
  if (occasions.length === 0 || isEnded) return false;
  const { row, segment } = random.pick(occasions);
  row.segments = row.segments.filter((each) => each !== segment);
  Object.assign(row, { view: "failed", problem: "it could not be read" });
  const objects = signedAnew(manuscript);
  const key = segmentKey(segment.scope, segment.gen, openedOf(segment).seq);
  const hidden = manuscript.original.get(key) as Buffer;
  objects.set(key, Buffer.from("garbage"));
  const [signer = LOG] = sealsOf(manuscript).at(-1)?.signers ?? [];
  await restartedOver(objects, segment.scope, { now: manuscript.now, signer });
  const after = takenApart({ objects, now: manuscript.now });
  // The run that restarts the scope records its deployment too, on the chain of the acts.
  const restart = listedIn(after).findLast(({ segment: each }) => each.scope === segment.scope);
  if (restart === undefined || openedOf(restart.segment).body["restarts"] === undefined) return false;
  after.objects.set(key, hidden);
  const { body } = openedOf(restart.segment);
  const named = [{ key, object: sha256Hex(hidden) }];
  openedOf(restart.segment).body = { ...body, restarts: { ...(body["restarts"] as Body), abandoned: named } };
  manuscript.leaves.splice(0, manuscript.leaves.length, ...after.leaves);
  manuscript.objects.clear();
  for (const [name, bytes] of after.objects) manuscript.objects.set(name, bytes);
  return true;
});

/** Restarts a scope by hand, as an operator would who can read nothing in the clouds. */
async function restartedOver(
  objects: Map<string, Buffer>,
  scope: string,
  { now, signer }: { readonly now: string; readonly signer: Signer },
): Promise<void> {
  const clock = { now: () => Date.parse(now), wait: () => Promise.resolve() };
  const store: Store = {
    ...memoryStore(objects),
    clock: () => Promise.resolve(clock.now()),
    put: (key, bytes) => {
      if (objects.has(key)) return Promise.resolve("exists");
      objects.set(key, bytes);
      return Promise.resolve("created");
    },
  };
  const ledger = await Ledger.open(store);
  const { enrolled, excluded } = await rosterOf(ledger);
  const { checks } = ASKING[0] as Asking;
  await observe({
    ledger,
    signer: {
      name: signer.name,
      verifierKey: signer.vkey,
      trusted: MODEL_TRUST.trust,
      sign: (text) => Promise.resolve(signer.sign(text)),
    },
    clock,
    reader: NOTHING,
    checks,
    labels: [],
    scopes: enrolled,
    excluded,
    schedule: scheduleOf(3600, 600),
    by: { principal: "role/operator", software: "tidemark 0.0.0", code: "c".repeat(64) },
    code: { v: 1, kind: "code", sources: [] },
    run: "hidden",
    slot: null,
    restarts: new Map([[scope, { reason: "the disk was bad", principal: "role/operator" }]]),
    only: new Set([scope]),
    ...PEOPLE,
  });
}

async function rosterOf(ledger: Ledger): Promise<ReturnType<typeof readRoster>> {
  const newest = await ledger.newestSeal();
  return readRoster(
    readCanonical((await ledger.store.get(`documents/roster/${newest?.seal.documents.roster}.json`)) as Buffer),
  );
}

const NOTHING: Reader = {
  lanes: LANES,
  scopes: [],
  read: ({ units }) =>
    Promise.resolve({
      sources: [],
      queries: {},
      units: units.map(({ type, region }) =>
        unreadUnit(unitOf(type, region), "none", { code: "denied", detail: "test:List" }),
      ),
      named: [],
      calls: {},
    }),
};
