# No command makes roles of Google Workspace, so a super administrator follows these steps.
workspace_steps() {
  local id
  id=$(soon gcloud iam service-accounts describe "$service_account" --project="$project" --format='value(uniqueId)')
  cat >&2 <<TEXT
To read people and groups of Google Workspace, a super administrator takes these steps at https://admin.google.com:
  1. Account > Admin roles > Create new role. Give it the name "Tidemark reader".
  2. Under Admin API privileges choose Users > Read and Groups > Read, and nothing else. Create the role.
  3. In the role: Admins > Assign service accounts, and add $service_account
Only if Google refuses the account then, use a delegation instead: Security > Access and data control > API controls >
Manage domain-wide delegation > Add new, with the client id $id and these scopes:
  $directory_scopes
A delegation is broader: by it the service account acts as whichever person it names, with all that this person may do in those
scopes. It also has to sign as itself: gcloud iam service-accounts add-iam-policy-binding $service_account --project=$project --role=roles/iam.serviceAccountTokenCreator --member=serviceAccount:$service_account --condition=None
TEXT
}
