// Reads the groups that own projects of Google Cloud, with their members: which ones, the IAM policies say.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { GROUP_MEMBERS, groupMembers, groupMembersKey, membersOn, type Member } from "../answers/group-members.ts";
import type { CustomerRead } from "../customer-read.ts";
import type { CustomerSource } from "../source.ts";

/** Groups > Read of the Admin API privileges. https://docs.cloud.google.com/identity/docs/how-to/setup */
const GROUPS_ACTION = "admin.groups.read";

/** Members beyond which a group is not read: each of them is a line of evidence. */
const MOST_MEMBERS = 500;

/**
 * The IAM policies are read by permissions that the sources of Google Cloud declare. A search of all members, through groups in
 * groups, needs an edition that not everybody has, so each group is asked by itself.
 * https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups.memberships/searchTransitiveMemberships
 */
export const groups: CustomerSource = {
  name: "groups",
  types: [GROUP_MEMBERS],
  calls: [
    {
      action: GROUPS_ACTION,
      per: { resource: "no call looks up several groups, or lists the members of groups in a group in every edition" },
    },
  ],
  async read(workspace) {
    // Where nothing of Google Cloud is enrolled, there is nothing that a group could own.
    if (workspace.ownsNothing) return workspace.settle();
    const { addresses, problem } = await workspace.ownerGroups();
    if (problem !== null) workspace.spoil(GROUP_MEMBERS, problem);
    const directory = new Groups(workspace);
    const named = new Map<string, string[]>();
    await Promise.all(
      addresses.map((address) =>
        // A group that can't be looked up has no name, and so its address stands for it. It may be one that was read before.
        orUnread(
          workspace,
          workspace.people.person("gcp", address),
          async () => {
            const name = await directory.nameOf(address);
            named.set(name, [...(named.get(name) ?? []), address]);
          },
          (problem) => workspace.spoil(GROUP_MEMBERS, problem),
        ),
      ),
    );
    await Promise.all(
      [...named].map(([name, of]) =>
        orUnread(workspace, name, async () => {
          const { members, dataTime } = await directory.allIn(name);
          workspace.emitFact(GROUP_MEMBERS, {
            ...groupMembers(workspace.customer, { name, addresses: of }, members, workspace.people),
            dataTime,
          });
        }),
      ),
    );
  },
};

/** A group that can't be read hides no other. */
async function orUnread(
  workspace: CustomerRead,
  group: string,
  read: () => Promise<void>,
  failing: (problem: Problem) => void = () => undefined,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    workspace.emitUnread(GROUP_MEMBERS, groupMembersKey(workspace.customer, group), error.problem);
    failing(error.problem);
  }
}

/** Members, as of when. */
type Direct = { readonly members: readonly Member[]; readonly dataTime: string };

/** Groups of one reading, each asked once. */
class Groups {
  readonly #workspace: CustomerRead;
  readonly #names = new Map<string, Promise<string>>();
  readonly #members = new Map<string, Promise<Direct>>();

  constructor(workspace: CustomerRead) {
    this.#workspace = workspace;
  }

  /** `groups/<id>`. Rejects with CallFailed. https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups/lookup */
  nameOf(address: string): Promise<string> {
    return kept(this.#names, address, async () => {
      const told = await this.#workspace.get({
        api: "groups",
        action: GROUPS_ACTION,
        path: `/v1/groups:lookup?groupKey.id=${encodeURIComponent(address)}`,
      });
      const name = isRecord(told) ? textOf(told["name"]) : null;
      if (name === null || !/^groups\/[\w-]+$/.test(name)) throw misshapen();
      return name;
    });
  }

  /**
   * Everybody in a group, by groups in it too; each once, also where groups are in one another. As of when the first of the lists was
   * asked for: one may have been read for another group. Rejects with CallFailed.
   */
  async allIn(group: string): Promise<Direct> {
    const found = new Map<string, Member>();
    let dataTime = this.#workspace.now();
    const asked = new Set<string>([group]);
    // Groups that are found while the set is gone through are gone through too.
    for (const next of asked) {
      const direct = await this.#directIn(next);
      if (direct.dataTime < dataTime) dataTime = direct.dataTime;
      for (const member of direct.members) {
        if (member.type === "GROUP" && member.address !== null) asked.add(await this.nameOf(member.address));
        else found.set(`${member.type} ${member.address}`, member);
      }
      if (found.size > MOST_MEMBERS || asked.size > MOST_MEMBERS) throw tooMany();
    }
    return { members: [...found.values()], dataTime };
  }

  /** https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups.memberships/list: the basic view may lack the types. */
  #directIn(group: string): Promise<Direct> {
    return kept(this.#members, group, async () => {
      const dataTime = this.#workspace.now();
      const members: Member[] = [];
      const path = `/v1/${group}/memberships?view=FULL&pageSize=500`;
      for await (const page of this.#workspace.pages({ api: "groups", action: GROUPS_ACTION, path })) {
        const found = membersOn(page);
        if (found === undefined) throw misshapen();
        members.push(...found);
        if (members.length > MOST_MEMBERS) throw tooMany();
      }
      return { members, dataTime };
    });
  }
}

/** The answer about `key`: asked for once, and kept. */
function kept<T>(answers: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = answers.get(key);
  if (before !== undefined) return before;
  const answer = ask();
  answers.set(key, answer);
  return answer;
}

const failed = (error: string, problem: Problem): CallFailed => new CallFailed(error, problem, null);

const misshapen = (): CallFailed =>
  failed("UnexpectedShape", {
    code: "unexpected-shape",
    detail: `the answer of Cloud Identity to ${GROUPS_ACTION} has another form than documented`,
  });

const tooMany = (): CallFailed =>
  failed("TooManyMembers", {
    code: "truncated",
    detail: `the group has more than ${MOST_MEMBERS} members, and Tidemark does not read so many`,
  });
