// Signed notes, and the checkpoints of a forged log, as right or as wrong as the plan wants them.
import { rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import { LOG, ORIGIN, type Signer } from "./keys.ts";
import type { ForgedLeaf } from "./forged-leaf.ts";
import type { NotePlan } from "./plan.ts";

/** The text of the checkpoint over the tree that ends with `leaf`. */
export function checkpointText(leaf: ForgedLeaf, plan: NotePlan): string {
  const root = plan.root ?? rootOfFrontier(leaf.frontier);
  const text = `${plan.origin ?? ORIGIN}\n${plan.size ?? leaf.index + 1}\n${root.toString("base64")}\n`;
  return plan.text?.(text) ?? text;
}

/** One signature line without its LF. */
function signatureLine({ name, keyId, sign }: Signer, text: string): string {
  return `— ${name} ${Buffer.concat([keyId, sign(text)]).toString("base64")}`;
}

/** A signed note. The forge writes it itself, since the project's own writer refuses what is wrong. */
export function signedNote(text: string, signers: readonly Signer[], change?: NotePlan["lines"]): Buffer {
  const signed = signers.map((signer) => signatureLine(signer, text));
  const lines = change?.(signed) ?? signed;
  return Buffer.from(`${text}\n${lines.map((line) => `${line}\n`).join("")}`);
}

/** The bytes of the note over a checkpoint's text. */
export function noteBytes(text: string, plan: NotePlan): Buffer {
  const bytes = signedNote(text, plan.signers ?? [LOG], plan.lines);
  return plan.bytes?.(bytes) ?? bytes;
}

/** The bytes of a `.cosig` object over the text of the note `note`. */
export function cosignatureBytes(cosigners: readonly Signer[], note: Buffer): Buffer {
  const text = note.toString().slice(0, note.toString().lastIndexOf("\n\n") + 1);
  return Buffer.from(cosigners.map((witness) => `${signatureLine(witness, text)}\n`).join(""));
}
