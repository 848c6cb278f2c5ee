// N5, W10 and L11: what was kept of the log elsewhere, and what others stamped of it.
import { cosignatureKey, noteKey, sealKey, timestampKey } from "../../../evidence-schema/keys/object-key.ts";
import { onSeal } from "../forge/edit.ts";
import { forge, type Objects, rootsOf } from "../forge/forge.ts";
import { impostor, LOG, type Signer, STRANGER, WITNESS_A, WITNESS_B } from "../forge/keys.ts";
import { cosignatureBytes } from "../forge/note.ts";
import type { ObjectPlan, Plan } from "../forge/plan.ts";
import { ACTS, at, followedBy, GENESIS, ONE, seal } from "../forge/small.ts";
import { broken, incomplete, type LedgerVector, respelled, tampered, unread, valid } from "./vector.ts";
import { FOUR, windowed } from "./whole.ts";
import { BETWEEN } from "./windows.ts";

const line = (size: number, root: string): string => `checkpoint ${size} ${root}`;
const OTHER = Buffer.alloc(32, 7).toString("base64");

/** The plan with these checkpoints in its trust file: sizes of its own tree, or lines. */
const keeping = (plan: Plan, ...checkpoints: readonly (number | string)[]): Plan => ({
  ...plan,
  trust: (lines, roots) => [
    ...lines,
    ...checkpoints.map((each) => (typeof each === "string" ? each : line(each, roots[each] as string))),
  ],
});
const since11 = { from: at("11:00") };
const rootOf = (size: number): string => rootsOf(FOUR)[size] as string;
const noteOf = (index: number, plan = FOUR): string => (forge(plan).objects.get(noteKey(index)) as Buffer).toString();
const otherwise: Plan = onSeal(FOUR, "s1", (plan) => ({ ...plan, time: at("10:03") }));

/** The log has another origin than its key has a name. */
const RENAMED: Plan = onSeal({ ...ACTS, genesis: { ...GENESIS, origin: "ledger.example/other" } }, "s0", (plan) => ({
  ...plan,
  note: { origin: "ledger.example/other" },
}));

const leafOf = (objects: Objects, index: number): Buffer => objects.get(sealKey(index)) as Buffer;

/** A seal, a void leaf whose frontier is that of no leaves, and two seals more. */
const VOID_SECOND: Plan = followedBy(
  ONE,
  seal("s1", "r", at("10:02"), { bad: true, body: (body) => ({ ...body, frontier: [] }) }),
  seal("s2", "t2", at("11:02")),
  seal("s3", "t3", at("12:02")),
);

const checkpoints: readonly LedgerVector[] = [
  broken(
    "N5",
    "other-root",
    "the checkpoint that the trust file keeps has another root than the log",
    keeping(FOUR, line(2, OTHER)),
  ),
  broken(
    "N5",
    "one-of-two",
    "one of two kept checkpoints has another root than the log",
    keeping(FOUR, 3, line(2, OTHER)),
  ),
  broken(
    "N5",
    "in-window",
    "a kept checkpoint within a window has another root than the log",
    windowed(keeping(FOUR, line(3, OTHER)), 2),
    since11,
  ),
  broken(
    "N5",
    "before-the-window",
    "a kept checkpoint has the size of the log before a window, and another root",
    windowed(keeping(FOUR, line(2, OTHER)), 2),
    since11,
  ),
  broken("N5", "given", "a checkpoint line that is given beside the trust file has another root than the log", FOUR, {
    kept: [`${line(2, OTHER)}\n`],
  }),
  broken(
    "N5",
    "given-note",
    "a note that is given beside the trust file, and that the log signed, has another root",
    FOUR,
    {
      kept: [noteOf(1, otherwise)],
    },
  ),
  broken(
    "N5",
    "only-leaf-without-note",
    "the only leaf has no note, and a kept checkpoint of size 1 has another root",
    onSeal(keeping(ACTS, line(1, OTHER)), "s0", (plan) => ({ ...plan, note: null })),
  ),
  incomplete("W10", "larger", "a kept checkpoint is larger than the log", keeping(FOUR, line(5, OTHER))),
  incomplete("W10", "given-larger", "a checkpoint line that is given is larger than the log", FOUR, {
    kept: [`${line(9, OTHER)}\n`],
  }),
  incomplete(
    "W10",
    "leaf-between-gone",
    "a kept checkpoint lies before a window, and a leaf between them is not there",
    windowed(keeping(FOUR, 1), 3),
    { from: at("12:00") },
  ),
  broken(
    "N5",
    "leaf-before-the-window-altered",
    "a kept checkpoint lies before a window, and a leaf between them was changed where it lies",
    tampered(keeping(FOUR, 1), (objects) => objects.set(sealKey(1), respelled("run-a1", "run-a9")(leafOf(objects, 1)))),
    { from: at("12:00") },
  ),
  broken(
    "N5",
    "frontier-before-the-window-altered",
    "a kept checkpoint lies before a window, and the leaf after its tree names a frontier of no digests",
    keeping(
      onSeal(FOUR, "s1", (plan) => ({ ...plan, body: (body) => ({ ...body, frontier: ["x"] }) })),
      1,
    ),
    { from: at("12:00") },
  ),
  broken(
    "N5",
    "of-nothing",
    "a kept checkpoint of size 0 has another root than that of no leaves",
    keeping(FOUR, line(0, OTHER)),
  ),
  valid("kept-of-nothing", "a kept checkpoint is of size 0", keeping(FOUR, 0)),
  valid("kept", "the trust file keeps checkpoints of the log", keeping(FOUR, 1, 3, 4)),
  valid("kept-given", "checkpoint lines and a note are given beside the trust file", FOUR, {
    kept: [`${line(1, rootOf(1))}\n${line(3, rootOf(3))}\n`, noteOf(1)],
  }),
  valid(
    "kept-of-a-key-of-another-name",
    "a note is given that a log key signed whose name is not the origin of the log",
    RENAMED,
    { kept: [noteOf(0, RENAMED)] },
  ),
  unread("kept-of-another-log", "a note is given that a log key signed for another log", ACTS, {
    kept: [noteOf(0, RENAMED)],
  }),
  valid(
    "kept-before-the-window",
    "a kept checkpoint lies before a window, and every leaf since is there",
    windowed(keeping(FOUR, 1, 2), 2, 0),
    since11,
  ),
  valid(
    "kept-at-a-void-leaf",
    "the leaf after the tree of a kept checkpoint, before a window, is void and names another frontier",
    keeping(VOID_SECOND, 1),
    { from: at("11:30") },
  ),
  valid(
    "kept-at-a-leaf-of-another-kind",
    "the leaf after the tree of a kept checkpoint, before a window, is of a kind that nobody knows",
    keeping(BETWEEN, 1),
    since11,
  ),
  valid("kept-after-the-window", "a kept checkpoint lies after a window, and every leaf is there", keeping(FOUR, 4), {
    from: at("10:00"),
    to: at("11:00"),
  }),
];

const object = (name: string, clock: string, key: string, bytes: ObjectPlan["bytes"]): ObjectPlan => ({
  is: "object",
  name,
  time: at(clock),
  key,
  bytes,
});
const cosigned = (
  name: string,
  clock: string,
  index: number,
  more: number,
  ...signers: readonly Signer[]
): ObjectPlan =>
  object(name, clock, cosignatureKey(index, more), (objects) =>
    cosignatureBytes(signers, objects.get(noteKey(index)) as Buffer),
  );

/** A stamp of the first checkpoint, one by another authority, and a cosignature that came later; the next seal lists them. */
const STAMPED: Plan = followedBy(
  ACTS,
  object("tsr", "09:03", timestampKey(0), () => Buffer.from("a stamp")),
  object("tsr1", "09:03", timestampKey(0, 1), () => Buffer.from("another stamp")),
  cosigned("cosig", "09:10", 0, 1, WITNESS_A),
  seal("s1", "t1", at("10:02")),
);

const stamps: readonly LedgerVector[] = [
  broken(
    "L11",
    "missing",
    "a stamp that a seal lists is missing",
    tampered(STAMPED, (objects) => objects.delete(timestampKey(0, 1))),
  ),
  broken(
    "L11",
    "other-bytes",
    "a cosignature that a seal lists has other bytes",
    tampered(STAMPED, (objects) => objects.set(cosignatureKey(0, 1), Buffer.from("cosigned\n"))),
  ),
  broken(
    "L11",
    "other-digest",
    "a seal lists a stamp with another digest than its own",
    onSeal(STAMPED, "s1", (plan) => ({
      ...plan,
      body: (body) => ({ ...body, stamps: [{ key: timestampKey(0), object: "1".repeat(64) }] }),
    })),
  ),
  valid("stamped", "a seal lists two stamps and a late cosignature of the checkpoint before", STAMPED),
  valid(
    "stamp-of-a-leaf-before-the-window",
    "the first seal of a window lists stamps of a leaf before it, and they are not there",
    tampered(STAMPED, (objects) =>
      [timestampKey(0), timestampKey(0, 1), cosignatureKey(0, 1)].forEach((key) => objects.delete(key)),
    ),
    { from: at("10:00") },
  ),
  valid(
    "stamp-unlisted",
    "a stamp of the newest checkpoint is listed by no seal yet",
    followedBy(
      STAMPED,
      object("late", "10:03", timestampKey(1, 99), () => Buffer.from("a stamp")),
    ),
  ),
];

const AGAIN: Plan = followedBy(ACTS, seal("s1", "t1", at("10:02")));
const witnessed = (quorum: string, plan: Plan): Plan => ({
  ...plan,
  trust: (lines) => [
    ...lines.slice(0, 2),
    `witness a ${WITNESS_A.vkey}`,
    `witness b ${WITNESS_B.vkey}`,
    "group both all a b",
    `quorum ${quorum}`,
  ],
});

const witnesses: readonly LedgerVector[] = [
  broken(
    "N2",
    "witness-in-the-note",
    "a note has a signature by a witness of the trust file that does not verify",
    witnessed(
      "none",
      onSeal(AGAIN, "s0", (plan) => ({ ...plan, note: { signers: [LOG, impostor(WITNESS_A)] } })),
    ),
  ),
  incomplete(
    "W5",
    "further-wrong-cosignature",
    "the only cosignature by a witness of the quorum does not verify",
    witnessed("a", followedBy(AGAIN, cosigned("cosig", "10:10", 1, 1, impostor(WITNESS_A)))),
  ),
  valid(
    "witnessed-late",
    "two witnesses cosigned the newest checkpoint, in two objects, one of which has a wrong signature and a stranger's too",
    witnessed(
      "both",
      followedBy(
        AGAIN,
        cosigned("cosig1", "10:10", 1, 1, WITNESS_A),
        cosigned("cosig2", "10:20", 1, 7, impostor(WITNESS_A), STRANGER, WITNESS_B),
      ),
    ),
  ),
  valid(
    "witness-in-the-note",
    "a note has a right signature by a witness of the trust file",
    witnessed(
      "none",
      onSeal(AGAIN, "s0", (plan) => ({ ...plan, note: { signers: [LOG, WITNESS_A] } })),
    ),
  ),
];

export const kept: readonly LedgerVector[] = [...checkpoints, ...stamps, ...witnesses];
