// What a directory can hold that is no plain object: links, directories in the place of files, names that are no text.
import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KEYS, type Target } from "./base.ts";
import { type Tampering, tampering } from "./tampering.ts";

const placing = (
  name: string,
  rules: string,
  exit: Tampering["exit"],
  place: (directory: string) => Promise<void>,
): Tampering => ({ ...tampering(`in the directory: ${name}`, rules, () => undefined, exit), place });

/** The object is moved out of the ledger, and a link to it is left. */
const linked = (target: Target) => async (directory: string) => {
  const [inside, outside] = [join(directory, KEYS[target]), join(directory, "..", "moved")];
  await rename(inside, outside);
  await symlink(outside, inside);
};
const emptied = (target: Target) => async (directory: string) => {
  await rm(join(directory, KEYS[target]));
  await mkdir(join(directory, KEYS[target]));
};

const INTO: readonly (readonly [target: Target, rules: string])[] = [
  ["genesis", "G1"],
  ["tests", "K3"],
  ["first", "L5"],
  ["abandoned", "C7"],
  ["acts", "L5"],
  ["attachment", "K6"],
  ["stamp", "L11"],
  ["seal1", "L2"],
  ["note1", "N4"],
];

export const directoryTamperings: readonly Tampering[] = [
  ...INTO.flatMap(([target, rules]) => [
    placing(`a link in the place of ${target}`, `K1 ${rules}`, 1, linked(target)),
    placing(`a directory in the place of ${target}`, `K1 ${rules}`, 1, emptied(target)),
  ]),
  placing("a link beside the objects", "K1", 4, (directory) => symlink("genesis.json", join(directory, "copy.json"))),
  placing("a link to a directory", "K1", 4, (directory) => symlink("log", join(directory, "log-2"))),
  placing("a link that leads nowhere", "K1", 4, (directory) => symlink("nowhere", join(directory, "log", "nowhere"))),
  placing("a name that is not UTF-8", "K1", 4, (directory) =>
    writeFile(Buffer.concat([Buffer.from(join(directory, "a")), Buffer.from([0xff])]), "{}\n"),
  ),
  placing("a file under a name that is not UTF-8", "K1", 4, async (directory) => {
    const folder = Buffer.concat([Buffer.from(join(directory, "log", "b")), Buffer.from([0xfe])]);
    await mkdir(folder);
    await writeFile(Buffer.concat([folder, Buffer.from("/000000000000.json")]), "{}\n");
  }),
];
