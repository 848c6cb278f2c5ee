// Checks A2 for objects that are no segments: an act must not disown what belongs to the ledger (FORMAT.md 5.2).
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import type { ChainReport, DisownedHere } from "./chains/chain-task.ts";
import type { LogReading } from "./log/log.ts";
import { violationOf, type ReportedViolation } from "./report.ts";

export function disownedBreaches(
  log: LogReading,
  chains: readonly ChainReport[],
  disowned: readonly DisownedHere[],
): ReportedViolation[] {
  const attached = chains.flatMap(({ attachments }) => attachments);
  return disowned.flatMap(({ key, seal, act }) => {
    const parsed = seal === null ? null : parseObjectKey(key);
    const refuse = (found: string): ReportedViolation[] => [
      { ...violationOf("A2", act.object, `${key} to belong nowhere`, found), line: act.line },
    ];
    switch (parsed?.class) {
      case "genesis":
      case "seal":
      case "note":
      case "timestamp":
      case "cosignature":
        return refuse("an object of the log, or genesis");
      case "document": {
        const { kind, digest } = parsed;
        const isNamed =
          log.seals.some(({ index, documents }) => index <= (seal as number) && documents[kind] === digest) ||
          chains.some(({ documents }) =>
            documents.some((each) => each.seal <= (seal as number) && each.name === `${kind}/${digest}`),
          );
        return isNamed ? refuse("a document that a seal or run names") : [];
      }
      case "attachment":
        return attached.some((each) => each.digest === parsed.digest && (each.seal ?? Infinity) <= (seal as number))
          ? refuse("an attachment that an act names")
          : [];
      default:
        return [];
    }
  });
}
