// Reads who is in a group, also by groups in it: each group once, as long as nobody has to judge too many.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { membersOn, type Member } from "../answers/group-members.ts";
import type { EntraRegionRead } from "../region-read.ts";

/** The least that lists members. https://learn.microsoft.com/en-us/graph/api/group-list-transitivemembers#permissions */
export const MEMBERS_ACTION = "GroupMember.Read.All";
const HIDDEN_ACTION = "Member.Read.Hidden";

/** Members beyond which a group is not read: each of them is a line of evidence. */
export const MOST_MEMBERS = 500;

export const NOT_THERE = "Request_ResourceNotFound";

/** Members of the groups of one reading. */
export class GroupMembers {
  readonly #entra: EntraRegionRead;
  readonly #kept = new Map<string, Promise<readonly Member[] | undefined>>();

  constructor(entra: EntraRegionRead) {
    this.#entra = entra;
  }

  /** `group`: an object id in lower case. Undefined where the group was deleted. Rejects with CallFailed. */
  of(group: string): Promise<readonly Member[] | undefined> {
    const kept = this.#kept.get(group);
    if (kept !== undefined) return kept;
    const members = this.#read(group);
    this.#kept.set(group, members);
    return members;
  }

  async #read(group: string): Promise<readonly Member[] | undefined> {
    const path = `/groups/${encodeURIComponent(group)}`;
    const members: Member[] = [];
    try {
      for await (const page of this.#entra.pages(MEMBERS_ACTION, `${path}/transitiveMembers?$select=id&$top=999`)) {
        const found = membersOn(page);
        if (found === undefined) throw misshapen(MEMBERS_ACTION);
        members.push(...found);
        if (members.length > MOST_MEMBERS) throw tooMany();
      }
      if (members.length === 0) await this.#refuseHidden(path);
    } catch (error) {
      if (error instanceof CallFailed && error.error === NOT_THERE) return undefined;
      throw error;
    }
    return members;
  }

  /** A group with hidden membership may look empty. https://learn.microsoft.com/en-us/graph/api/resources/group#properties (visibility) */
  async #refuseHidden(path: string): Promise<void> {
    const answer: Json = await this.#entra.get(MEMBERS_ACTION, `${path}?$select=id,visibility`);
    if (isRecord(answer) && answer["visibility"] === "HiddenMembership")
      throw new CallFailed("HiddenMembership", { code: "denied", detail: HIDDEN_ACTION }, undefined);
  }
}

export const misshapen = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedShape",
    {
      code: "unexpected-shape",
      detail: `the answer of Microsoft Graph to ${action} has another form than documented`,
    },
    undefined,
  );

export const tooMany = (): CallFailed =>
  new CallFailed(
    "TooManyMembers",
    {
      code: "truncated",
      detail: `the group has more than ${MOST_MEMBERS} members, and Tidemark does not read so many`,
    },
    undefined,
  );
