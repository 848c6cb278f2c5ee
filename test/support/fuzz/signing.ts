// Signs texts anew with the keys that signed them before.
import type { Signature } from "./decoded.ts";

/** The note over `text`; `head` is what stands before its signature lines, where that is not the text and a blank line. */
export function resigned(text: string, signatures: readonly Signature[], head = `${text}\n`): string {
  const lines = signatures.map((by) => {
    if (typeof by === "string") return by;
    return `— ${by.name} ${Buffer.concat([by.keyId, by.sign(text)]).toString("base64")}`;
  });
  return `${head}${lines.map((line) => `${line}\n`).join("")}`;
}
