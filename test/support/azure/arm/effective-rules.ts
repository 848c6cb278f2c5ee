// Answers for the security admin rules of a virtual network: a list that is asked for by POST, with a token for the next page.
// https://learn.microsoft.com/en-us/rest/api/networkmanager/list-network-manager-effective-security-admin-rules
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { refused } from "./arm-error.ts";
import { actionOf, type ArmPath } from "./arm-path.ts";
import { answerResource } from "./resources.ts";

export const EFFECTIVE_RULES = "microsoft.network/virtualnetworks/listnetworkmanagereffectivesecurityadminrules";

export function answerEffectiveRules(world: World, access: Access, asked: Asked, path: ArmPath): Answer {
  // The permission ends in read, although the call is no GET.
  if (!access.may(actionOf(path), path.path)) return refused(access, path, path.path);
  const { estate, settings } = world;
  if (estate.resource(path.parent) === undefined) return answerResource(world, access, asked, path);
  const rules = (estate.child(path.id) ?? []) as readonly Json[];
  const { skipToken = "0" } = JSON.parse(asked.body === "" ? "{}" : asked.body) as { readonly skipToken?: string };
  const to = Number(skipToken) + settings.armPage;
  const value = rules.slice(Number(skipToken), to);
  return json(200, to < rules.length ? { value, skipToken: String(to) } : { value });
}
