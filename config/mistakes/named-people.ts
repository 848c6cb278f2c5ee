// Finds people who are named where evidence would keep it for ever: in a reason, a statement or any other recorded text.
import type { Config } from "../schema.ts";
import { ADDRESS, writtenAs, type PersonOrRole } from "../members/person-or-role.ts";

/** Makes one line for each text that holds an e-mail address, or the name of a person in the config. */
export function namedPeople(config: Config): string[] {
  return textsOf(config).flatMap(([path, text]) => personIn(text, config).map((found) => `${path}: ${found}`));
}

/** The mistake in a text that is to be recorded, as one line; empty where the text names nobody. */
export function personIn(text: string, config: Config): string[] {
  if (ADDRESS.test(text))
    return ["found an e-mail address, expected text that names no person (a team or a role may be named)"];
  const named = namesIn(config).find((name) => normal(text).includes(normal(name)));
  return named === undefined
    ? []
    : [
        `found ${named}, whom the config names as a person, expected text that names no person. If this is the title of a role, write { role: "…" } where the config names it`,
      ];
}

const normal = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

// Names of a single word do not count: such a name may be any word of a text.
const namesIn = (config: Config): string[] =>
  whoIn(config).flatMap((who) => (typeof who === "string" && /\S\s+\S/.test(who) ? [who] : []));

function whoIn({ scopes, excluded, controls = [], owners, waivers }: Config): PersonOrRole[] {
  return [
    ...scopes.flatMap(({ leftOut }) => leftOut.map(({ approver }) => approver)),
    ...excluded.map(({ approver }) => approver),
    ...controls.map(({ owner }) => owner),
    ...owners.map(({ owner }) => owner),
    ...waivers.flatMap(({ requester, approver }) => [requester, approver]),
  ];
}

type Texts = readonly (readonly [path: string, text: string])[];

function textsOf({ scopes, checks, controls = [], boundary, waivers, excluded, owners }: Config): Texts {
  const titles = (path: string, who: { readonly [member: string]: PersonOrRole }): Texts =>
    Object.entries(who).flatMap(([member, each]) =>
      typeof each === "string" ? [] : [[`${path}.${member}.role`, writtenAs(each)] as const],
    );
  return [
    ...scopes.flatMap(({ name = "", leftOut }, i) => [
      ...members(`scopes.${i}`, { name }),
      ...leftOut.flatMap(({ reason, approver }, j) => [
        ...members(`scopes.${i}.leftOut.${j}`, { reason }),
        ...titles(`scopes.${i}.leftOut.${j}`, { approver }),
      ]),
    ]),
    ...Object.entries(checks).flatMap(([id, { reason }]) => members(`checks.${id}`, { reason })),
    ...controls.flatMap(({ id, statement = "", owner, checks: mapped = [] }, i) => [
      ...members(`controls.${i}`, { id, statement }),
      ...titles(`controls.${i}`, { owner }),
      ...mapped.flatMap(({ reason }, j) => members(`controls.${i}.checks.${j}`, { reason })),
    ]),
    ...boundary.rules.flatMap(({ reason }, i) => members(`boundary.rules.${i}`, { reason })),
    ...owners.flatMap(({ owner }, i) => titles(`owners.${i}`, { owner })),
    ...waivers.flatMap(({ id, risk, reason, ticket, requester, approver }, i) => [
      ...members(`waivers.${i}`, { id, risk, reason, ticket }),
      ...titles(`waivers.${i}`, { requester, approver }),
    ]),
    ...excluded.flatMap(({ reason, approver }, i) => [
      ...members(`excluded.${i}`, { reason }),
      ...titles(`excluded.${i}`, { approver }),
    ]),
  ];
}

function members(path: string, texts: { readonly [member: string]: string }): Texts {
  return Object.entries(texts).map(([member, text]) => [`${path}.${member}`, text] as const);
}
