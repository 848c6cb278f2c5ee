# Refuses what the reference of the gcloud CLI does not list. Flags are those of
# https://docs.cloud.google.com/sdk/gcloud/reference/COMMAND, as the real CLI took them in version 528.0.0 (test/tools/gcp-setup-real.test.ts
# and test/tools/remedies-gcp.test.ts ask the real one again where it is installed).
import re

POOL = ["location", "project"]
PROVIDER = [*POOL, "workload-identity-pool"]
OIDC = [*PROVIDER, "issuer-uri", "allowed-audiences", "attribute-mapping", "attribute-condition"]
BINDING = ["role", "member", "condition"]
ROLE = ["organization", "project"]
SQL_BACKUPS = [
    "backup-start-time",
    "retained-backups-count",
    "enable-bin-log",
    "enable-point-in-time-recovery",
    "retained-transaction-log-days",
]
# By command: how many arguments without a name, flags that it needs, and flags that it may have.
COMMANDS = {
    "projects describe": (1, [], []),
    "projects get-ancestors": (1, [], []),
    "projects get-iam-policy": (1, [], []),
    "projects add-iam-policy-binding": (1, BINDING[:2], BINDING),
    "projects remove-iam-policy-binding": (1, BINDING[:2], BINDING),
    "organizations get-iam-policy": (1, [], []),
    "organizations add-iam-policy-binding": (1, BINDING[:2], BINDING),
    "organizations remove-iam-policy-binding": (1, BINDING[:2], BINDING),
    "resource-manager folders describe": (1, [], []),
    "resource-manager folders get-iam-policy": (1, [], []),
    "resource-manager folders add-iam-policy-binding": (1, BINDING[:2], BINDING),
    "resource-manager folders remove-iam-policy-binding": (1, BINDING[:2], BINDING),
    "services list": (0, [], ["enabled", "project"]),
    "services enable": (20, [], ["project"]),
    "services api-keys create": (0, [], ["display-name", "api-target", "project"]),
    "services api-keys delete": (1, [], ["location", "project"]),
    "iam workload-identity-pools list": (0, ["location"], [*POOL, "show-deleted"]),
    "iam workload-identity-pools create": (1, ["location"], [*POOL, "display-name"]),
    "iam workload-identity-pools undelete": (1, ["location"], POOL),
    "iam workload-identity-pools delete": (1, ["location"], POOL),
    "iam workload-identity-pools providers list": (0, PROVIDER[:1], [*PROVIDER, "show-deleted"]),
    "iam workload-identity-pools providers describe": (1, PROVIDER[:1], PROVIDER),
    "iam workload-identity-pools providers undelete": (1, PROVIDER[:1], PROVIDER),
    "iam workload-identity-pools providers create-oidc": (1, ["issuer-uri", "attribute-mapping"], OIDC),
    "iam workload-identity-pools providers update-oidc": (1, PROVIDER[:1], [*OIDC, "no-disabled"]),
    "iam service-accounts list": (0, [], ["project"]),
    "iam service-accounts describe": (1, [], ["project"]),
    "iam service-accounts create": (1, [], ["project", "display-name"]),
    "iam service-accounts delete": (1, [], ["project"]),
    "iam service-accounts keys disable": (1, ["iam-account"], ["iam-account", "project"]),
    "iam service-accounts keys list": (0, ["iam-account"], ["iam-account", "managed-by", "project"]),
    "iam service-accounts get-iam-policy": (1, [], ["project"]),
    "iam service-accounts add-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "iam roles list": (0, [], [*ROLE, "show-deleted"]),
    "iam roles describe": (1, [], ROLE),
    "iam roles create": (1, [], [*ROLE, "title", "description", "permissions", "stage"]),
    "iam roles update": (1, [], [*ROLE, "permissions", "remove-permissions"]),
    "iam roles undelete": (1, [], ROLE),
    "iam roles delete": (1, [], ROLE),
    "beta network-management vpc-flow-logs-configs create": (1, ["location"], ["location", "network", "subnet", "organization"]),
    "container clusters update": (
        1,
        [],
        [
            "location",
            "enable-private-endpoint",
            "enable-master-authorized-networks",
            "master-authorized-networks",
            "no-enable-google-cloud-access",
            "project",
        ],
    ),
    "alloydb instances update": (
        1,
        ["cluster", "region"],
        ["cluster", "region", "assign-inbound-public-ip", "authorized-external-networks", "project"],
    ),
    "compute disks create": (1, [], ["source-snapshot", "zone", "kms-key", "project"]),
    "compute firewall-policies rules update": (1, ["firewall-policy"], ["firewall-policy", "organization", "disabled"]),
    "compute images remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "compute snapshots remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "compute machine-images remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "compute disks remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "zone", "project"]),
    "compute images create": (1, [], ["source-image", "kms-key", "project"]),
    "compute network-firewall-policies rules update": (
        1,
        ["firewall-policy"],
        ["firewall-policy", "global-firewall-policy", "firewall-policy-region", "disabled", "project"],
    ),
    "compute instances set-service-account": (1, [], ["zone", "service-account", "scopes", "project"]),
    "compute instances delete-access-config": (1, [], ["zone", "access-config-name", "network-interface", "project"]),
    "compute firewall-rules delete": (20, [], ["project"]),
    "compute firewall-rules update": (1, [], ["disabled", "source-ranges", "project"]),
    "compute snapshots create": (1, [], ["source-disk", "source-disk-zone", "project"]),
    "compute networks subnets update": (1, [], ["region", "enable-flow-logs", "logging-flow-sampling", "project"]),
    "run services update": (1, [], ["region", "invoker-iam-check", "ingress", "project"]),
    "run services remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "region", "project"]),
    "functions remove-iam-policy-binding": (1, BINDING[:2], [*BINDING[:2], "region", "project"]),
    "iam service-accounts keys create": (1, ["iam-account"], ["iam-account"]),
    "iam service-accounts keys delete": (1, ["iam-account"], ["iam-account"]),
    "logging buckets update": (1, ["location"], ["location", "retention-days", "project"]),
    "logging sinks create": (2, [], ["organization", "include-children", "log-filter", "project"]),
    "compute ssl-certificates create": (1, [], ["domains", "project"]),
    "compute ssl-policies create": (1, [], ["profile", "min-tls-version", "global", "project"]),
    "compute target-https-proxies update": (1, [], ["ssl-certificates", "ssl-policy", "project"]),
    "kms keys remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "keyring", "location", "project"]),
    "kms keyrings remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "location", "project"]),
    "pubsub topics remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "pubsub subscriptions remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "project"]),
    "secrets remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "location", "project"]),
    "artifacts repositories remove-iam-policy-binding": (1, BINDING[:2], [*BINDING, "location", "project"]),
    "kms keys update": (1, [], ["keyring", "location", "rotation-period", "next-rotation-time"]),
    "projects set-iam-policy": (2, [], []),
    "resource-manager org-policies enable-enforce": (1, [], ["project", "folder", "organization"]),
    "scc manage services update": (1, ["enablement-state"], ["project", "folder", "organization", "enablement-state"]),
    "redis clusters create": (1, [], ["region", "shard-count", "network", "transit-encryption-mode"]),
    "redis instances create": (1, [], ["region", "size", "transit-encryption-mode"]),
    "spanner databases create": (1, ["instance"], ["instance", "kms-key"]),
    "sql instances create": (1, [], ["database-version", "region", "tier", "disk-encryption-key"]),
    "sql instances patch": (1, [], [*SQL_BACKUPS, "ssl-mode", "network", "no-assign-ip", "authorized-networks"]),
    "storage buckets remove-iam-policy-binding": (1, BINDING[:2], BINDING),
    "storage buckets update": (1, [], ["default-encryption-key", "public-access-prevention"]),
    "storage service-agent": (0, [], ["project", "authorize-cmek"]),
}
WITHOUT_VALUE = [
    "disabled",
    "enable-bin-log",
    "enable-flow-logs",
    "enable-master-authorized-networks",
    "enable-point-in-time-recovery",
    "enable-private-endpoint",
    "enabled",
    "global",
    "global-firewall-policy",
    "include-children",
    "invoker-iam-check",
    "no-assign-ip",
    "no-disabled",
    "no-enable-google-cloud-access",
    "public-access-prevention",
    "show-deleted",
]


class Refused(Exception):
    pass


def read(args):
    words, flags = [], {}
    for each in args:
        found = re.fullmatch(r"--([a-z-]+)(?:=(.*))?", each, re.DOTALL)
        if found is None:
            words.append(each)
            continue
        name, value = found.groups()
        if (value is None) != (name in WITHOUT_VALUE):
            raise Refused(f"argument --{name}: expected {'no' if value else 'one'} argument")
        flags[name] = value if value is not None else True
    command = next((name for name in sorted(COMMANDS, key=len, reverse=True) if words[: len(name.split())] == name.split()), None)
    if command is None:
        raise Refused(f"Invalid choice: {' '.join(words)}")
    most, needed, allowed = COMMANDS[command]
    rest = words[len(command.split()) :]
    unknown = [name for name in flags if name not in [*allowed, "format", "flatten"]]
    missing = [name for name in needed if name not in flags]
    if unknown or missing or len(rest) > most or (most > 0 and not rest):
        raise Refused(f"{command}: unrecognized {unknown}, missing {missing}, found {rest}")
    return command, rest, flags
