// Decides which keys sign when (FORMAT.md N6): as the trust file has them, as key leaves add and retire them, and up to which size.
import type { Check } from "../checks/check.ts";
import type { Leaf } from "./leaf.ts";
import { type LogKey, readKeyText, readNote, signersOf } from "./note.ts";
import type { Trust } from "./trust.ts";
import { leafPath, textIn } from "./walk.ts";

type Change = { readonly index: number; readonly add: string | null; readonly retire: string | null };

/** The keys of a log over the leaves that were read. */
export class Keys {
  readonly #changes: Change[] = [];
  readonly #trust: Trust;
  /** Keys that a key leaf adds and the trust file lacks. */
  readonly added: LogKey[] = [];

  constructor(trust: Trust) {
    this.#trust = trust;
  }

  /** Whether a signature by this key counts for leaf `index`. */
  isInForce({ text }: LogKey, index: number): boolean {
    if ((this.#trust.until.get(text) ?? Infinity) < index + 1) return false;
    const naming = this.#changes.filter(({ add, retire }) => add === text || retire === text);
    const decides = naming.findLast((change) => change.index <= index);
    if (decides !== undefined) return decides.add === text || decides.index === index;
    return naming[0]?.add !== text;
  }

  /** Takes the leaves of kind key over, in order, and compares what endorses them. */
  async learn(leaves: readonly Leaf[], ledger: string, check: Check): Promise<void> {
    for (const leaf of leaves) {
      const [add, retire] = [textIn(leaf, "add"), textIn(leaf, "retire")];
      if (leaf.kind === "key") this.#changes.push({ index: leaf.index, add, retire });
      if (add !== null && !this.#trust.keys.some(({ text }) => text === add)) {
        const key = await readKeyText(add);
        if (typeof key !== "string") this.added.push(key);
      }
    }
    for (const leaf of leaves) await this.#endorsed(leaf, ledger, check);
  }

  async #endorsed(leaf: Leaf, ledger: string, check: Check): Promise<void> {
    const path = leafPath(leaf.index);
    const note = readNote(textIn(leaf, "endorsed") ?? "");
    if (typeof note === "string")
      return check.add("differs", path, `the endorsement of the leaf can't be read: ${note}`);
    const [add, retire] = [textIn(leaf, "add"), textIn(leaf, "retire")];
    const head = `${ledger}\nindex ${leaf.index}\n`;
    const text =
      leaf.kind === "key"
        ? `tidemark/key/v1\n${head}add ${add ?? "-"}\nretire ${retire ?? "-"}\n`
        : `tidemark/end/v1\n${head}successor ${textIn(leaf, "successor") ?? "-"}\n`;
    if (note.text !== text) return check.add("differs", path, "the endorsement says something else than the leaf");
    const adding = [...this.#trust.keys, ...this.added].find((key) => key.text === add) ?? null;
    const { signed, wrong } = await signersOf(note, [...this.#trust.keys, ...this.added]);
    if (wrong !== null)
      check.add("differs", path, `the signature of ${wrong.name}+${wrong.id} that endorses the leaf is wrong`);
    if (adding !== null && !signed.includes(adding))
      check.add("differs", path, "the key that the leaf adds does not endorse it");
    if (!signed.some((key) => key !== adding && this.#trust.keys.includes(key) && this.isInForce(key, leaf.index)))
      check.add("differs", path, "no key of the log that is in force endorses the leaf");
  }
}
