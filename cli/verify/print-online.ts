// Prints what the store says beside the bytes in it: the word of AWS, which is not a word of Tidemark's.
import { BOUNDS } from "../../ledger/online/written-times.ts";
import type { Online } from "../../ledger/online/online.ts";
import { ruleInWords } from "../../ledger/stores/s3/lock.ts";
import { EXIT } from "../exit.ts";
import { table, type Output } from "../output.ts";
import { printable } from "../printable.ts";
import { plural } from "../../audit/plural.ts";

const MAX_SHOWN = 20;

/** `exit`: the exit code that all of it comes to. */
export function printOnline(out: Output, online: Online, exit: number): void {
  const { findings, notLooked } = online;
  out.section(
    "The store, as AWS reports it (Tidemark cannot check these answers)",
    table(rowsOf(online)).map(printable),
  );
  out.section(
    "Problems of the store",
    findings
      .slice(0, MAX_SHOWN)
      .map(({ about, object, expected, found }) =>
        printable(`${about}  ${object ?? online.bucket}: expected ${expected}, found ${found}`),
      ),
  );
  if (findings.length > MAX_SHOWN) out.line(`  and ${findings.length - MAX_SHOWN} more (--json shows all)\n`);
  if (findings.length > 0 && exit === EXIT.incomplete)
    out.line(
      "The store has problems, so the exit code is 2. The verdict on the evidence in the store stands as it is.\n",
    );
  out.section(
    "Not checked",
    notLooked.map(({ what, why }) => printable(`${what}: ${why}`)),
  );
}

function rowsOf(online: Online): string[][] {
  const { bucket, prefix, locks } = online;
  return [
    ["bucket", `${bucket}, ${prefix === "" ? "all of the bucket" : `everything under ${prefix}`}`],
    ...timesRow(online),
    ...(locks.versioning === null ? [] : [["versioning", locks.versioning]]),
    ...(locks.rule === null ? [] : [["lock", ruleInWords(locks.rule)]]),
    ...(locks.demanded === null ? [] : [["", `Genesis asks for ${locks.demanded}.`]]),
    ...objectsRows(online),
    ...configurationRows(online),
    ...signatureRows(online),
  ];
}

function timesRow({ times, isCopy }: Online): string[][] {
  if (isCopy)
    return [
      ["written", "The bucket is a copy (--copy), so the times at which its objects were written were not compared."],
    ];
  if (times === null) return [];
  const { leaves, segments, outside } = times;
  const what = `${leaves} log ${leaves === 1 ? "entry" : "entries"} and ${plural(segments, "segment")}`;
  const bounds = `LastModified at most ${BOUNDS.early} s before the time in the object, for log entries also at most ${BOUNDS.late} s after`;
  return [["written", `${what} compared, ${outside} outside the bounds (${bounds})`]];
}

function objectsRows({ locks: { objects } }: Online): string[][] {
  const { all, looked, weak, firstEnds, ended } = objects;
  if (looked === 0) return [];
  const ends = firstEnds === null ? "no lock has an end" : `the first lock ends at ${firstEnds}, ${ended} have ended`;
  return [["objects", `locks of ${looked} of ${all} objects checked, ${weak} too weak; ${ends}`]];
}

function configurationRows({ policy, lifecycle, replication }: Online): string[][] {
  const rows: string[][] = [];
  if (policy === "none") rows.push(["policy", "none"]);
  else if (policy !== null) {
    const { statements, denies, sha256 } = policy;
    const form =
      statements === null
        ? "a text that is not a policy"
        : `${plural(statements, "statement")}, ${denies} of them deny`;
    rows.push(["policy", `${form}, SHA-256 ${sha256}`]);
  }
  if (lifecycle === "none") rows.push(["lifecycle", "none"]);
  else
    for (const { id, enabled, does } of lifecycle ?? [])
      rows.push([
        "lifecycle",
        `rule ${id}${off(enabled)}: ${does.join("; ") || "deletes and moves no object of the ledger"}`,
      ]);
  if (replication === "none") rows.push(["replication", "none"]);
  else
    for (const { id, enabled, destination, deleteMarkers } of replication ?? [])
      rows.push([
        "replication",
        `rule ${id}${off(enabled)}: to ${destination ?? "a bucket that the rule does not name"}, delete markers ${deleteMarkers ? "copied" : "not copied"}`,
      ]);
  return rows;
}

const off = (enabled: boolean): string => (enabled ? "" : " (turned off)");

function signatureRows({ signatures }: Online): string[][] {
  if (signatures === null) return [];
  const { keys, account, from, to, checkpoints, endorsements, isMore } = signatures;
  return [
    ...keys.map(({ key, signed, refused, first, last }, at) => {
      const span = first === null ? "" : `, the first at ${first}, the last at ${last}`;
      const text = `${signed} by ${key} from ${from} to ${to}${span}; ${refused} calls failed (history of ${account})`;
      return [at === 0 ? "signatures" : "", text];
    }),
    ...(isMore === null
      ? [["", "The signatures were not compared with checkpoints."]]
      : [
          [
            "",
            `In this period ${plural(checkpoints ?? 0, "checkpoint")} and ${plural(endorsements ?? 0, "endorsement")} were written.`,
          ],
          ...(isMore
            ? [
                [
                  "",
                  "The keys signed more often than that. A repeated sealing may explain some signatures. Ask the company to explain the others.",
                ],
              ]
            : []),
        ]),
    ["", "CloudTrail does not record the signed text, and may show a call about 15 minutes late."],
  ];
}
