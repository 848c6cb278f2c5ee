// Says what to do after a change of keys: hand out the next trust file, and remove the key before.
import { relative } from "node:path";
import type { Output } from "../output.ts";

const shown = (file: string): string => relative(process.cwd(), file);

/** After a key was added. */
export function tellAdded(out: Output, trustFile: string): void {
  out.line();
  out.line("Runs that begin from now on sign with the new key.");
  out.line(
    `Send ${shown(trustFile)} to every verifier, by e-mail or in person, not through the evidence bucket. With the earlier`,
  );
  out.line("trust file, tidemark verify gives no verdict (exit 3) on entries that only the new key signed.");
  out.line(
    "Then wait until no run that signs with the earlier key is under way, and run: tidemark rotate-key --retire --reason TEXT",
  );
}

/** After a key was retired that nobody else has, as of the tree of `size` entries. */
export function tellRetired(out: Output, trustFile: string, size: number): void {
  out.line();
  out.line(
    `Send ${shown(trustFile)} to every verifier. By this file the retired key counts only for the first ${size} entries of the`,
  );
  out.line(
    "log. With an earlier trust file, tidemark verify of a window that begins later still accepts the retired key.",
  );
}

/** After a key was retired that may be in other hands, as of the tree of `size` entries. `root`: in base64. */
export function tellCompromised(
  out: Output,
  trustFile: string,
  { size, root }: { readonly size: number; readonly root: string },
): void {
  out.line();
  out.line(
    `Send ${shown(trustFile)} to every verifier now. By this file the retired key counts only for the first ${size} entries of`,
  );
  out.line(
    "the log, and only in the tree of the checkpoint below. A verifier with an earlier trust file can still be given another",
  );
  out.line(
    "history, signed with the retired key. Compare this checkpoint with copies that others kept (mails, notes):",
  );
  out.line(`  checkpoint ${size} ${root}`);
}
