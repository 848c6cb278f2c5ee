// Histories rewritten by one who can hash and not sign, cut back by one who can do neither, and odd questions.
import { onSeal, records } from "../forge/edit.ts";
import { forge, type Objects } from "../forge/forge.ts";
import { STRANGER } from "../forge/keys.ts";
import type { Plan } from "../forge/plan.ts";
import { at, BUCKETS, CREATED, DATA } from "../forge/small.ts";
import { closed, complete, coverage, judged, observation, opened } from "../forge/statements.ts";
import { KEYS, NOW, UNWATCHED, WATCHED, watched } from "./base.ts";
import { type Tampering, tampering } from "./tampering.ts";

/** The ledger that would be there had the second run found another thing. */
const OTHERWISE: Plan = records(WATCHED, "a1", () => [
  opened({ trigger: "slot", slot: at("10:00") }),
  observation(DATA, BUCKETS, [judged("encrypted", "pass")], { projection: { sse: null } }),
  coverage([complete(BUCKETS, at("10:00:50"))]),
  closed(),
]);

/** Takes the objects of another ledger whose keys begin so. */
const taking =
  (plan: Plan, ...prefixes: readonly string[]) =>
  (objects: Objects): void => {
    for (const [key, bytes] of forge(plan).objects) {
      if (prefixes.some((prefix) => key.startsWith(prefix))) objects.set(key, bytes);
    }
  };

const sealsOf = (plan: Plan) => (objects: Objects) => {
  for (const [key, bytes] of forge(plan).objects) if (/^log\/.*json$/.test(key)) objects.set(key, bytes);
};

const SIGNED_BY_A_STRANGER = ["s1", "s2"].reduce(
  (plan, name) => onSeal(plan, name, (seal) => ({ ...seal, note: { signers: [STRANGER] } })),
  OTHERWISE,
);

const rewrites: readonly Tampering[] = [
  tampering("a segment and all after it rewritten, no seal", "L5", taking(OTHERWISE, "records/")),
  tampering("segments and seals rewritten, no note", "N3", (objects) => {
    taking(OTHERWISE, "records/")(objects);
    sealsOf(OTHERWISE)(objects);
  }),
  tampering(
    "segments, seals and notes rewritten under another key",
    "N2",
    taking(SIGNED_BY_A_STRANGER, "records/", "log/"),
  ),
  tampering("only the seals rewritten", "N3", sealsOf(OTHERWISE)),
];

/** What the newest seal brought. */
const NEWEST = [KEYS.seal2, KEYS.note2, KEYS.last, KEYS.abandoned];
const cut =
  (...keys: readonly string[]) =>
  (objects: Objects) =>
    keys.forEach((key) => objects.delete(key));

const cutBacks: readonly Tampering[] = [
  tampering("untouched", "", () => undefined, 0),
  tampering("newest seal removed", "W1 W4", cut(KEYS.seal2), 2),
  tampering("newest note removed", "W1 W2 W4", cut(KEYS.note2), 2),
  tampering("newest seal and note removed", "W1 W2", cut(KEYS.seal2, KEYS.note2), 2),
  tampering("everything of the newest seal removed", "W1", cut(...NEWEST), 2),
  {
    ...tampering("everything of the newest seal removed, and there are no slots", "", () => undefined, 0),
    says: /removal of the newest runs/,
    forged() {
      const forged = watched(UNWATCHED);
      cut(...NEWEST)(forged.objects);
      return forged;
    },
  },
  tampering(
    "all but genesis removed",
    "W6",
    (objects) => cut(...[...objects.keys()].filter((key) => key !== KEYS.genesis))(objects),
    2,
  ),
];

const asking = (name: string, rules: string, exit: Tampering["exit"], asked: Partial<Tampering>): Tampering => ({
  ...tampering(name, rules, () => undefined, exit),
  ...asked,
});

const trusting = (name: string, rules: string, trust: Plan["trust"]): Tampering => ({
  ...tampering(name, rules, () => undefined),
  forged: () => ({ ...watched(), trust: forge({ ...WATCHED, ...(trust === undefined ? {} : { trust }) }).trust }),
});

const odd: readonly Tampering[] = [
  tampering("an empty directory", "G1", (objects) => objects.clear()),
  trusting("the trust file of another ledger", "G2", ([, ...lines]) => [`ledger ${"0".repeat(64)}`, ...lines]),
  trusting("the trust file of another key", "N2", ([ledger, , ...lines]) => [
    ledger as string,
    `log ${STRANGER.vkey}`,
    ...lines,
  ]),
  asking("an empty period", "", 3, { from: at("10:00"), to: at("10:00") }),
  asking("a period that ends before it begins", "", 3, { from: at("11:00"), to: at("10:00") }),
  asking("a period before the ledger", "W6", 2, { from: "2026-02-01T00:00:00.000Z", to: "2026-02-02T00:00:00.000Z" }),
  asking("a period that begins before the ledger", "W6", 2, { from: "2026-02-01T00:00:00.000Z", to: at("10:00") }),
  asking("a period after the newest seal", "W6", 2, { from: at("11:06"), now: at("11:10") }),
  asking("a period that begins before the first seal", "W6", 2, { from: CREATED, to: at("11:05"), now: NOW }),
  asking("a period that ends where the ledger begins", "", 3, { to: CREATED }),
  asking("the period of the ledger", "", 0, { from: at("09:05"), to: at("11:05"), now: NOW }),
  asking("a slot later", "W1", 2, { now: at("12:15") }),
];

export const rewriteTamperings: readonly Tampering[] = [...rewrites, ...cutBacks, ...odd];
