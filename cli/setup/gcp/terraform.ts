// Writes the Terraform configuration that makes the same as the script: for a company whose pipelines apply it.
import type { Wanted } from "./wanted.ts";

/** Makes one string of HCL. https://developer.hashicorp.com/terraform/language/expressions/strings */
const text = (value: string): string =>
  `"${value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll("${", "$${")
    .replaceAll("%{", "%%{")}"`;

const list = (values: readonly string[], indent = "  "): string =>
  `[\n${values.map((value) => `${indent}  ${text(value)},\n`).join("")}${indent}]`;

/** Resources: https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const terraformOf = (wanted: Wanted): string => {
  const { name, pool, provider, project, subject, condition, apis } = wanted;
  return `# Lets Tidemark read the configuration of Google Cloud, without a secret. Written by: tidemark setup gcp
# It makes what the script of the same name makes: use one of the two. The undo is terraform destroy.
#
#   issuer=$(aws iam get-outbound-web-identity-federation-info --query IssuerIdentifier --output text)
#   terraform init && terraform apply -var "issuer=$issuer"
#
# Google keeps a pool, its provider and a role for a while after they are deleted. Whoever makes them again in that time takes the script.
terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "issuer" {
  description = "By which AWS signs the tokens of the account that Tidemark runs in."
  type        = string
}

# The calls count against this project.
data "google_project" "quota" {
  project_id = ${text(project)}
}

resource "google_project_service" "api" {
  for_each = toset(${list(apis)})
  project            = data.google_project.quota.project_id
  service            = each.value
  disable_on_destroy = false
}

resource "google_iam_workload_identity_pool" "tidemark" {
  project                   = data.google_project.quota.project_id
  workload_identity_pool_id = ${text(pool)}
  display_name              = "Tidemark"
  depends_on                = [google_project_service.api]
}

# Tokens that the issuer signed for the role and the function of AWS, and no others, sign in.
resource "google_iam_workload_identity_pool_provider" "aws" {
  project                            = data.google_project.quota.project_id
  workload_identity_pool_id          = google_iam_workload_identity_pool.tidemark.workload_identity_pool_id
  workload_identity_pool_provider_id = ${text(provider)}
  attribute_condition                = ${text(condition)}
  attribute_mapping = {
    "google.subject" = "assertion.sub"
  }
  oidc {
    issuer_uri        = var.issuer
    allowed_audiences = ["//iam.googleapis.com/projects/\${data.google_project.quota.number}/locations/global/workloadIdentityPools/${text(pool).slice(1, -1)}/providers/${text(provider).slice(1, -1)}"]
  }
}

# A service account without keys.
resource "google_service_account" "reader" {
  project      = data.google_project.quota.project_id
  account_id   = ${text(name)}
  display_name = "Tidemark reads Google Cloud"
  depends_on   = [google_project_service.api]
}

# Nobody but the one subject may act as it: a binding, which replaces all members of the role.
resource "google_service_account_iam_binding" "federated" {
  service_account_id = google_service_account.reader.name
  role               = "roles/iam.workloadIdentityUser"
  members            = ["principal://iam.googleapis.com/\${google_iam_workload_identity_pool.tidemark.name}/subject/${text(subject).slice(1, -1)}"]
}

${role(wanted)}
resource "google_project_iam_member" "consumer" {
  project = data.google_project.quota.project_id
  role    = "roles/serviceusage.serviceUsageConsumer"
  member  = google_service_account.reader.member
}

# The config takes both: gcp.serviceAccount and gcp.provider.
output "service_account" {
  value = google_service_account.reader.email
}

output "provider" {
  value = google_iam_workload_identity_pool_provider.aws.name
}
`;
};

/** The role of exactly the declared permissions, and its binding. */
function role({ parent, projects, role: id, permissions }: Wanted): string {
  const told = `role_id     = ${text(id)}
  title       = "Tidemark reader of configuration"
  description = "Reads the configuration that Tidemark judges, and no data."
  permissions = ${list(permissions)}`;
  if (parent === null)
    return `data "google_project" "enrolled" {
  for_each = toset(${list(projects)})
  project_id = each.value
}

resource "google_project_iam_custom_role" "reader" {
  for_each    = data.google_project.enrolled
  project     = each.value.project_id
  ${told}
}

resource "google_project_iam_member" "reads" {
  for_each = google_project_iam_custom_role.reader
  project  = each.value.project
  role     = each.value.name
  member   = google_service_account.reader.member
}
`;
  if (parent.kind === "organization")
    return `resource "google_organization_iam_custom_role" "reader" {
  org_id      = ${text(parent.id)}
  ${told}
}

resource "google_organization_iam_member" "reads" {
  org_id = ${text(parent.id)}
  role   = google_organization_iam_custom_role.reader.name
  member = google_service_account.reader.member
}
`;
  return `data "google_folder" "parent" {
  folder              = ${text(`folders/${parent.id}`)}
  lookup_organization = true
}

# A role of a folder is one of its organization.
resource "google_organization_iam_custom_role" "reader" {
  org_id      = trimprefix(data.google_folder.parent.organization, "organizations/")
  ${told}
}

resource "google_folder_iam_member" "reads" {
  folder = data.google_folder.parent.name
  role   = google_organization_iam_custom_role.reader.name
  member = google_service_account.reader.member
}
`;
}
