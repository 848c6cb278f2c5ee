# Nobody answers questions while the script runs.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# Sets id, number and organization of the project, and stops in any other than the config names.
check_project() {
  local found state
  found=$(gcloud projects describe "$quota_project" --format='value(projectId,projectNumber,lifecycleState)') ||
    stop "the login of gcloud does not see the project $quota_project. Sign in as somebody who does (gcloud auth login), or correct gcp.quotaProject in the config"
  read -r project number state <<<"$found"
  [[ $quota_project == "$project" || $quota_project == "$number" ]] || stop "found the project $project, expected $quota_project. Correct gcp.quotaProject in the config"
  [[ $state == ACTIVE ]] || stop "the project $project is $state, expected ACTIVE. Name another one in the config: gcp.quotaProject"
  found=$(gcloud projects get-ancestors "$project" --format='value(type,id)')
  organization=$(after organization "$found")
  service_account="$name@$project.iam.gserviceaccount.com"
  provider_name="projects/$number/locations/global/workloadIdentityPools/$pool/providers/$provider"
  audience="//iam.googleapis.com/$provider_name"
  federated="principal://iam.googleapis.com/projects/$number/locations/global/workloadIdentityPools/$pool/subject/$subject"
  [[ -z $configured_account || $configured_account == "$service_account" ]] ||
    stop "the config names the service account $configured_account, expected $service_account. Correct gcp.serviceAccount, or remove it"
  [[ -z $configured_provider || $configured_provider == "$provider_name" ]] ||
    stop "the config names the provider $configured_provider, expected $provider_name. Correct gcp.provider, or remove it"
}

# The organization or folder that the config names is that of the project.
check_parent() {
  local at=$parent_kind/$parent_id above
  while [[ $at == folder*/* ]]; do
    above=$(gcloud resource-manager folders describe "${at#*/}" --format='value(parent)') ||
      stop "the login of gcloud does not see the folder ${at#*/}. Sign in as somebody who does (gcloud auth login), or correct gcp.parent in the config"
    at=$above
  done
  [[ -n $organization && ${at#*/} == "$organization" ]] ||
    stop "the project $project lies in the organization ${organization:-(none)}, expected ${at#*/}, in which gcp.parent lies. Correct gcp.quotaProject or gcp.parent in the config"
}

# Sets enabled, the APIs that are on in the project.
find_apis() {
  enabled=$(gcloud services list --enabled --project="$project" --format='value(config.name)')
}

# Prints what stands after a tab in the line that begins with the text, of lines that a list printed.
after() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$1"$'\t'* ]]; then printf '%s\n' "${line#"$1"$'\t'}"; fi
  done <<<"$2"
}

is_on() { [[ $'\n'$enabled$'\n' == *$'\n'$1$'\n'* ]]; }

# Sets pool_state and provider_state: ACTIVE, DELETED (Google keeps both for 30 days), or nothing.
find_provider() {
  local found
  pool_state='' provider_state='' providers=''
  is_on iam.googleapis.com || return 0
  found=$(gcloud iam workload-identity-pools list --location=global --show-deleted --project="$project" --format='value(name,state)')
  pool_state=$(after "${provider_name%/providers/*}" "$found")
  [[ $pool_state == ACTIVE ]] || return 0
  providers=$(gcloud iam workload-identity-pools providers list --workload-identity-pool="$pool" --location=global --show-deleted --project="$project" --format='value(name,state)')
  provider_state=$(after "$provider_name" "$providers")
}

# Sets account_found to the service account, where there is one.
find_account() {
  local found
  account_found=''
  is_on iam.googleapis.com || return 0
  found=$(gcloud iam service-accounts list --project="$project" --format='value(email)')
  if [[ $'\n'$found$'\n' == *$'\n'$service_account$'\n'* ]]; then account_found=$service_account; fi
}

# Whoever makes a provider in the pool, or holds a key of the service account, would read as Tidemark.
refuse_others() {
  local found line
  while IFS= read -r line; do
    [[ -z $line || $line == *$'\t'DELETED || $line == "$provider_name"$'\t'* ]] ||
      stop "the pool $pool has a provider that is not Tidemark's, expected $provider alone: ${line%%$'\t'*}. Find out whose it is, and remove it"
  done <<<"$providers"
  [[ -n $account_found ]] || return 0
  found=$(gcloud iam service-accounts keys list --iam-account="$service_account" --managed-by=user --project="$project" --format='value(name)')
  [[ -z $found ]] || stop "the service account $service_account has a key of somebody, expected none, since Tidemark signs in without. Find out whose it is, and delete it: gcloud iam service-accounts keys delete"
  found=$(gcloud iam service-accounts get-iam-policy "$service_account" --project="$project" --flatten='bindings[].members' --format='value(bindings.role,bindings.members)')
  while IFS= read -r line; do
    case $line in
      '' | "roles/iam.workloadIdentityUser"$'\t'"$federated" | "roles/iam.serviceAccountTokenCreator"$'\t'"serviceAccount:$service_account") ;;
      *) stop "somebody else has a role at the service account $service_account (${line/$'\t'/, }), expected Tidemark's role of AWS alone. Find out why, and remove the role" ;;
    esac
  done <<<"$found"
}

# Prints the roles that the service account has at a place without a condition, one a line: `roles_at organizations 123`.
roles_at() {
  local found line
  found=$(gcloud "${@:1:$#-1}" get-iam-policy "${@: -1}" --flatten='bindings[].members' --format='value(bindings.role,bindings.members,bindings.condition.expression)') || return
  while IFS= read -r line; do
    line=${line%$'\t'}
    if [[ $line == *$'\t'"serviceAccount:$service_account" ]]; then printf '%s\n' "${line%%$'\t'*}"; fi
  done <<<"$found"
}

# Sets enrolled to the id of a project: roles of a project have it in their names.
find_enrolled() {
  enrolled=$(gcloud projects describe "$1" --format='value(projectId)') ||
    stop "the login of gcloud does not see the project $1. Sign in as somebody who does (gcloud auth login), or correct scopes in the config"
}
