// Decides which sets of cosignatures are enough, by witness groups and quorums (C2SP tlog-policy).

/** A group has witnessed what at least `threshold` of its `members` (witnesses, or groups of lines before) have. */
export interface TrustGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

/** Which cosignatures a trust file asks for. `quorum` is a witness, a group or `none`. */
export interface Quorum {
  readonly witnesses: readonly { readonly name: string }[];
  readonly groups: readonly TrustGroup[];
  readonly quorum: string;
}

/** The names that a group line is checked against: names defined so far, and names already in a group. */
export interface Groups {
  readonly names: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

/**
 * The group of a line's items after the keyword. Throws Error where the name is not new, a member is not defined on a line
 * before or is in a group already (a witness must count in one way only), or the threshold is not within 1 to members.
 */
export function readGroup(items: readonly string[], { names, taken }: Groups): TrustGroup {
  const [name = "", threshold = "", ...members] = items;
  if (members.length === 0) throw new Error("the line has another form, expected group <name> <k|all|any> <member>...");
  if (name === "none" || names.has(name))
    throw new Error(`found the name ${JSON.stringify(name)} a second time, expected a new name`);
  members.forEach((member, at) => {
    if (!names.has(member))
      throw new Error(`found member ${JSON.stringify(member)}, expected a witness or group of an earlier line`);
    if (taken.has(member) || members.indexOf(member) !== at)
      throw new Error(`found member ${JSON.stringify(member)} a second time, expected each member once in one group`);
  });
  return { name, threshold: readThreshold(threshold, members.length), members };
}

function readThreshold(text: string, members: number): number {
  if (text === "all") return members;
  if (text === "any") return 1;
  const threshold = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
  if (threshold < 1 || threshold > members)
    throw new Error(`found threshold ${JSON.stringify(text)}, expected all, any or 1 to ${members}`);
  return threshold;
}

/** Whether the witnesses whose cosignatures verified, by their names in the trust file, meet its quorum; `none` always is. */
export function quorumMet({ witnesses, groups, quorum }: Quorum, verifiedWitnessNames: ReadonlySet<string>): boolean {
  if (quorum === "none") return true;
  const met = new Set(witnesses.map(({ name }) => name).filter((name) => verifiedWitnessNames.has(name)));
  // Members are defined before their groups, so one pass in order is enough.
  for (const { name, threshold, members } of groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return met.has(quorum);
}
