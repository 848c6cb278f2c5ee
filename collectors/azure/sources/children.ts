// Reads what Resource Manager keeps below each resource of one type, one call for each resource.
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { childKey, ownId, type ArmChild } from "../answers/arm-child.ts";
import {
  MYSQL_FIREWALL_RULES,
  POSTGRES_CLUSTER_FIREWALL_RULES,
  POSTGRES_FIREWALL_RULES,
  SQL_FIREWALL_RULES,
} from "../answers/firewall-rules.ts";
import { FRONT_DOOR_DOMAINS, FRONT_DOOR_ROUTES } from "../answers/edges/front-door.ts";
import { MYSQL_PARAMETERS, POSTGRES_PARAMETERS } from "../answers/server-parameters.ts";
import { REDIS_ENTERPRISE_DATABASES } from "../answers/redis-enterprise-databases.ts";
import { SECURITY_ADMIN_RULES } from "../answers/security-admin-rules.ts";
import {
  EVENT_HUB_NETWORK_RULES,
  REDIS_FIREWALL_RULES,
  SERVICE_BUS_NETWORK_RULES,
} from "../answers/networks/network-rules.ts";
import { SITE_AUTHENTICATION } from "../answers/networks/site-authentication.ts";
import { SITE_CONFIGURATION } from "../answers/site-configuration.ts";
import { SQL_AUDITING } from "../answers/sql-auditing.ts";
import { SQL_BACKUP_RETENTION } from "../answers/sql-backup-retention.ts";
import { SQL_ENCRYPTION } from "../answers/sql-encryption.ts";
import { STORAGE_CONTAINERS } from "../answers/storage-containers.ts";
import { STORAGE_FILE_SERVICE } from "../answers/storage-file-service.ts";
import type { AzureRegionRead } from "../region-read.ts";
import { pathOf } from "../resource-types.ts";
import type { AzureSource } from "../source.ts";

const CHILDREN: readonly ArmChild[] = [
  STORAGE_CONTAINERS,
  STORAGE_FILE_SERVICE,
  SQL_BACKUP_RETENTION,
  SQL_ENCRYPTION,
  SQL_AUDITING,
  SQL_FIREWALL_RULES,
  POSTGRES_PARAMETERS,
  POSTGRES_FIREWALL_RULES,
  POSTGRES_CLUSTER_FIREWALL_RULES,
  MYSQL_PARAMETERS,
  MYSQL_FIREWALL_RULES,
  REDIS_ENTERPRISE_DATABASES,
  SECURITY_ADMIN_RULES,
  SITE_CONFIGURATION,
  SITE_AUTHENTICATION,
  EVENT_HUB_NETWORK_RULES,
  REDIS_FIREWALL_RULES,
  SERVICE_BUS_NETWORK_RULES,
  FRONT_DOOR_ROUTES,
  FRONT_DOOR_DOMAINS,
];

/** A source for each kind of child. */
export const CHILD_SOURCES: readonly AzureSource[] = CHILDREN.map((child) => ({
  name: child.slug,
  types: [child.type],
  calls: [
    {
      action: child.action,
      per: {
        resource: `${child.reason ?? "Resource Graph lacks it"}, and Resource Manager tells it of one ${child.subject.type} a call`,
      },
    },
  ],
  read: (azure) => readChildren(azure, child),
}));

async function readChildren(azure: AzureRegionRead, child: ArmChild): Promise<void> {
  const { type, action, path, apiVersion, method } = child;
  const inventory = await azure.inventory();
  const problem = inventory.problemOf(child.subject.type);
  if (problem !== null) azure.spoil(type, problem);
  const subjects = [...subjectsIn(inventory, child)];
  const keyOf = (subject: string): string => childKey(child, azure.subscription, subject);
  await azure.each(type, subjects, keyOf, async (subject) => {
    const at = `${pathOf(subject)}${path}?api-version=${apiVersion}`;
    const answer = await (method === "post" ? azure.posted(action, at) : azure.whole(action, at, false));
    const body = child.body(answer, ownId(subject, azure.subscription));
    if (body === undefined)
      azure.emitUnread(type, keyOf(subject), {
        code: "unexpected-shape",
        detail: `the answer to ${action} has another form than documented`,
      });
    else azure.emitFact(type, { key: keyOf(subject), body });
  });
}

/** Ids of the subjects, those too that only Resource Manager lists: of these nobody knows yet whether the call is of use. */
function* subjectsIn(inventory: Awaited<ReturnType<AzureRegionRead["inventory"]>>, { subject }: ArmChild) {
  const { type, unless, having } = subject;
  const seen = new Set<string>();
  for (const row of inventory.rows.of(type)) {
    const members = isRecord(row) ? row : {};
    const id = textOf(members["id"]);
    if (id === null) continue;
    seen.add(azureKey(id));
    const value = unless === undefined ? undefined : textOf(members[unless.member])?.toLowerCase();
    if (unless?.is.some((left) => left.toLowerCase() === value) === true) continue;
    if (having !== undefined && textOf(members[having.member])?.toLowerCase().includes(having.text) !== true) continue;
    yield id;
  }
  for (const [key, id] of inventory.listed?.get(type) ?? []) {
    // A list of Resource Manager names a database after its server, with a slash between.
    const isLeftOut = unless?.member === "name" && unless.is.some((name) => key.endsWith(`/${name.toLowerCase()}`));
    if (!seen.has(key) && !isLeftOut) yield id;
  }
}
