// Decides whether policies together demand a factor at every sign-in of a kind of user, and finds a sign-in at which they do not.
import { demands, type Factor } from "./demand.ts";
import { least, most, type Policy, type Sure } from "./policy.ts";
import {
  always,
  apart,
  applications,
  applicationsOverlap,
  clients,
  places,
  placesOverlap,
  platforms,
  reach,
  REST,
  users,
  usersOverlap,
  type Overlap,
  type Range,
} from "./reach.ts";

/** A sign-in: of an application, by a kind of client, from a place, on a platform. */
export type SignIn = {
  readonly application: string;
  readonly client: string;
  readonly place: string;
  readonly platform: string;
};

export type Covered = {
  /** Whether every sign-in is covered. */
  readonly sure: Sure;
  /** The first one that is covered least; null where all are covered for certain. */
  readonly hole: SignIn | null;
};

/** The sign-ins that are asked about. */
export type Asked = {
  readonly applications: readonly string[];
  readonly clients: readonly string[];
  readonly factor: Factor;
};

/** Names of `users`, and applications, that the company answers for otherwise. */
export type Ignored = { readonly users: ReadonlySet<string>; readonly applications: ReadonlySet<string> };

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessplatforms */
const PLATFORMS = [REST, "android", "ios", "windows", "windowsphone", "macos", "linux"];

/** How far a policy goes, of each dimension; and how much it demands at all. */
type Ranges = {
  readonly users: Range;
  readonly applications: Range;
  readonly clients: Range;
  readonly places: Range;
  readonly platforms: Range;
  readonly sure: Sure;
};

export class Policies {
  readonly #policies: readonly Policy[];
  readonly #ignored: Ignored;

  /** `policies`: those in force. */
  constructor(policies: readonly Policy[], ignored: Ignored) {
    this.#policies = policies;
    this.#ignored = ignored;
  }

  /** Names that policies leave out of the users whom they reach, sorted. */
  get excluded(): readonly string[] {
    const found = this.#policies
      .filter((each) => demands(each, "any") !== "no")
      .flatMap((each) => [...users(each).exclude]);
    return [...new Set(found)].toSorted();
  }

  /** Applications that policies name, sorted. */
  get applications(): readonly string[] {
    const found = this.#policies.flatMap((each) => namesIn(applications(each)));
    return [...new Set(found)].toSorted();
  }

  /** Whether every sign-in that is asked about is covered, of everybody whom `user` names. */
  cover(user: string, asked: Asked): Covered {
    const ranges = this.#policies.flatMap((policy): Ranges[] => {
      const of = users(policy);
      const sure = least(
        demands(policy, asked.factor),
        always(policy),
        reach(of, user, usersOverlap, this.#ignored.users),
      );
      if (sure === "no") return [];
      return [
        {
          users: of,
          applications: applications(policy),
          clients: clients(policy),
          places: places(policy),
          platforms: platforms(policy),
          sure,
        },
      ];
    });
    const where = new Set([REST, ...ranges.flatMap((each) => namesIn(each.places)).toSorted()]);
    // Microsoft adds platforms: those that policies name count as well as the known ones.
    const on = new Set([...PLATFORMS, ...ranges.flatMap((each) => namesIn(each.platforms)).toSorted()]);
    let covered: Covered = { sure: "yes", hole: null };
    for (const application of asked.applications)
      for (const client of asked.clients)
        for (const place of where)
          for (const platform of on) {
            const signIn = { application, client, place, platform };
            const sure = most(...ranges.map((each) => this.#at(each, signIn)));
            if (sure === "no") return { sure, hole: signIn };
            if (sure === "maybe" && covered.sure === "yes") covered = { sure, hole: signIn };
          }
    return covered;
  }

  #at(ranges: Ranges, { application, client, place, platform }: SignIn): Sure {
    const has = (range: Range, atom: string, overlap: Overlap): Sure => reach(range, atom, overlap, NOTHING);
    return least(
      ranges.sure,
      reach(ranges.applications, application, applicationsOverlap, this.#ignored.applications),
      has(ranges.clients, client, apart),
      has(ranges.places, place, placesOverlap),
      has(ranges.platforms, platform, apart),
    );
  }
}

const NOTHING: ReadonlySet<string> = new Set();

const namesIn = ({ include, exclude, partly }: Range): readonly string[] => [...include, ...exclude, ...partly];
