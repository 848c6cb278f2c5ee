// Signed checkpoints of a forged log, as right or as wrong as the plan wants them.
import { rootOfFrontier } from "../../../evidence-schema/merkle.ts";
import { LOG, ORIGIN, type Signer } from "./keys.ts";
import type { NotePlan } from "./plan.ts";
import type { ForgedLeaf } from "./seal.ts";

/** The text of the checkpoint over the tree that ends with `leaf`. */
export function checkpointText(leaf: ForgedLeaf, plan: NotePlan): string {
  const root = plan.root ?? rootOfFrontier(leaf.frontier);
  const text = `${plan.origin ?? ORIGIN}\n${plan.size ?? leaf.index + 1}\n${root.toString("base64")}\n`;
  return plan.text?.(text) ?? text;
}

/** One signature line without its LF. */
export function signatureLine({ name, keyId, sign }: Signer, text: string): string {
  return `— ${name} ${Buffer.concat([keyId, sign(text)]).toString("base64")}`;
}

/** The bytes of the note. The forge writes them itself, since the project's own writer refuses what is wrong. */
export function noteBytes(text: string, plan: NotePlan): Buffer {
  const signed = (plan.signers ?? [LOG]).map((signer) => signatureLine(signer, text));
  const lines = plan.lines?.(signed) ?? signed;
  const bytes = Buffer.from(`${text}\n${lines.map((line) => `${line}\n`).join("")}`);
  return plan.bytes?.(bytes) ?? bytes;
}
