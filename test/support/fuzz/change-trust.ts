// Lines of the trust file left out, doubled, changed, and added.
import { LOG, LOG_2, LOG_P256, STRANGER, WITNESS_A, WITNESS_B, WITNESS_ML_DSA } from "../forge/keys.ts";
import type { Change } from "./change-value.ts";
import type { Random } from "./random.ts";

const KEYS = [LOG, LOG_2, LOG_P256, STRANGER, WITNESS_A, WITNESS_ML_DSA];

function line(random: Random, leaves: number): string[] {
  const size = random.below(leaves + 2);
  const root = Buffer.alloc(32, random.below(3)).toString("base64");
  return random.pick([
    [`log ${random.pick(KEYS).vkey}`],
    [`log ${LOG_2.vkey}`, `until ${size} ${LOG_2.vkey}`],
    [`until ${size} ${random.pick([LOG, LOG, LOG_2]).vkey}`],
    [`checkpoint ${size} ${root}`],
    [`witness a ${WITNESS_A.vkey}`],
    [`witness a ${WITNESS_A.vkey}`, "quorum a"],
    [
      `witness a ${WITNESS_A.vkey}`,
      `witness b ${WITNESS_B.vkey}`,
      `group g ${random.pick(["1", "2", "3", "all", "any"])} a b`,
      "quorum g",
    ],
    ["quorum none"],
    [
      random.pick([
        "# x",
        " # x",
        "#",
        "",
        "\t",
        "unheard-of x",
        "log\t\t" + LOG.vkey,
        "# \r",
        "quorum  none",
        "tsa x AAAA",
        "ledger x",
      ]),
    ],
  ]);
}

/** One line, or a few that belong together. */
export const changeTrust: Change = (decoded, random) => {
  const lines = decoded.trust.split("\n").slice(0, -1);
  const at = random.below(lines.length);
  const how = random.below(6);
  if (how === 0) lines.splice(at, 1);
  else if (how === 1) lines.splice(at, 0, lines[at] as string);
  else {
    const added = line(random, decoded.leaves.length);
    const isQuorum = added.some((each) => each.startsWith("quorum"));
    const rest = isQuorum && random.chance(0.8) ? lines.filter((each) => !each.startsWith("quorum")) : lines;
    lines.splice(0, lines.length, ...rest, ...added);
  }
  decoded.trust = lines.map((each) => `${each}\n`).join("");
  if (how > 1 && random.chance(0.05)) decoded.trust = decoded.trust.slice(0, -1);
  return `trust file: ${JSON.stringify(decoded.trust)}`;
};
