// Lists who acts in a deployment: its own roles, and whoever may do everything in one of its accounts.
import type { Principal } from "../support/iam/principal.ts";
import { namesOf } from "../../infra/names.ts";
import type { Synthesis } from "./deployments.ts";

/**
 * Who acts: our roles by their names, and whoever may do everything in one of the accounts: an administrator, or the role that
 * CloudFormation deploys by. Their names say of which places (collector, ledger, replica), and whose account it is. The role of
 * members is in each account that is read.
 */
export function actorsOf({ config, templates, authority }: Synthesis): ReadonlyMap<string, Principal> {
  const names = namesOf(config);
  const { replica } = config.deployment;
  const isElsewhere = replica !== null && replica.account !== names.ledgerAccount;
  const ours = templates
    .all("AWS::IAM::Role")
    .filter(({ properties, stack }) => properties["RoleName"] !== undefined && stack !== "TidemarkMember")
    .map(
      ({ arn, properties }) =>
        [roleName(properties["RoleName"] as string, isElsewhere), authority.role(arn as string)] as const,
    );
  const accounts = { collector: names.account, ledger: names.ledgerAccount, replica: replica?.account ?? null };
  const deployers = { collector: names.workDeployer, ledger: names.deployer, replica: names.replicaDeployer };
  const [member] = templates.all("AWS::IAM::Role").filter(({ stack }) => stack === "TidemarkMember");
  const memberOf = (account: string): Principal => ({
    kind: "aws",
    arn: `arn:aws:iam::${account}:role/${member?.properties["RoleName"] as string}`,
    account,
    policies: [authority.policyOf(member?.arn as string)],
  });
  const accountOf = (account: string): string => `account of ${placesWith(accounts, account)}`;
  return new Map([
    ...ours,
    ...valuesOf(accounts).map((account) => [`member, ${accountOf(account)}`, memberOf(account)] as const),
    ...valuesOf(deployers).map((arn) => {
      const account = arn.split(":")[4] as string;
      return [`deployer of ${placesWith(deployers, arn)}, ${accountOf(account)}`, authority.everything(arn)] as const;
    }),
    ...valuesOf({ breakGlass: config.deployment.breakGlassRole }).map(
      (arn) => [`break glass, ${accountOf(arn.split(":")[4] as string)}`, authority.everything(arn)] as const,
    ),
    ...valuesOf(accounts).map(
      (account) => [`administrator, ${accountOf(account)}`, authority.administrator(account)] as const,
    ),
  ]);
}

/** Without our prefix; of the role that copies whether it copies to another account. */
function roleName(name: string, isElsewhere: boolean): string {
  const short = name.replace("tidemark-", "");
  return short === "replication" && isElsewhere ? "replication to another account" : short;
}

type Places = { readonly [place: string]: string | null };

const valuesOf = (places: Places): string[] => [...new Set(Object.values(places).flatMap((value) => value ?? []))];

export const placesWith = (places: Places, value: string): string =>
  Object.keys(places)
    .filter((place) => places[place] === value)
    .join("+");
