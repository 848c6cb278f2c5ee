// Says what to do after a change of keys: hand out the next trust file, and remove the key before.
import { relative } from "node:path";
import type { Output } from "../output.ts";

const shown = (file: string): string => relative(process.cwd(), file);

/** After a key was added. */
export function tellAdded(out: Output, trustFile: string): void {
  out.line();
  out.line("Runs that begin from now on sign with the new key.");
  out.line(
    `Send ${shown(trustFile)} to everybody who verifies, by e-mail or in person, not through the evidence bucket: the file before`,
  );
  out.line("lacks the new key, and a verifier gives no verdict by it (exit 3) on what the new key alone signed.");
  out.line(
    "Once they have it, and no run with the key before is under way: tidemark rotate-key --retire --reason TEXT",
  );
}

/** After a key was retired that nobody else has. */
export function tellRetired(out: Output, trustFile: string): void {
  out.line();
  out.line(`Keep handing out ${shown(trustFile)}: what the retired key signed before is verified by it.`);
}

/** After a key was retired that may be in other hands, as of the tree of `size` entries. `root`: in base64. */
export function tellCompromised(
  out: Output,
  trustFile: string,
  { size, root }: { readonly size: number; readonly root: string },
): void {
  out.line();
  out.line(
    `Hand ${shown(trustFile)} to everybody who verifies, now: by it the retired key counts for the first ${size} entries`,
  );
  out.line("alone, and only with the tree that they have here. Whoever has the key can still make another history for");
  out.line("those who verify by an earlier file. Compare this checkpoint with copies that others kept (mails, notes):");
  out.line(`  checkpoint ${size} ${root}`);
}
