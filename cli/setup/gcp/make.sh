# Only in the project that the calls count against. Where an API is off in a project that is read, the inventory answers for it.
make_apis() {
  local api missing=()
  for api in "${apis[@]}"; do
    is_on "$api" || missing+=("$api")
  done
  ((${#missing[@]} > 0)) || return 0
  gcloud services enable "${missing[@]}" --project="$project"
  did "the APIs on in the project $project: ${missing[*]}"
}

make_pool() {
  case $pool_state in
    ACTIVE) return 0 ;;
    DELETED) gcloud iam workload-identity-pools undelete "$pool" --location=global --project="$project" ;;
    *) soon gcloud iam workload-identity-pools create "$pool" --location=global --project="$project" --display-name=Tidemark ;;
  esac
  did "the workload identity pool $pool"
  # A pool that was deleted comes back with its providers.
  enabled+=$'\niam.googleapis.com'
  find_provider
  refuse_others
}

# Tokens that the issuer signed for the role and the function of AWS, and no others, sign in.
make_provider() {
  local found settings
  settings=(--workload-identity-pool="$pool" --location=global --project="$project")
  if [[ $provider_state == DELETED ]]; then
    gcloud iam workload-identity-pools providers undelete "$provider" "${settings[@]}"
    did "the provider $provider again, which was deleted"
    provider_state=ACTIVE
  fi
  if [[ -z $provider_state ]]; then
    soon gcloud iam workload-identity-pools providers create-oidc "$provider" "${settings[@]}" --issuer-uri="$issuer" --allowed-audiences="$audience" --attribute-mapping=google.subject=assertion.sub --attribute-condition="$condition"
    did "the provider $provider for $subject"
    return
  fi
  found=$(gcloud iam workload-identity-pools providers describe "$provider" "${settings[@]}" --format='value(oidc.issuerUri)')
  [[ $found == "$issuer" ]] || stop "the provider $provider trusts the issuer ${found:-(none)}, expected $issuer. Find out whose it is, and remove it"
  found=$(gcloud iam workload-identity-pools providers describe "$provider" "${settings[@]}" --format='value(oidc.jwksJson)')
  [[ -z $found ]] || stop "the provider $provider has keys that somebody uploaded, expected none, since AWS publishes its own. Find out whose they are, and remove the provider"
  found=$(gcloud iam workload-identity-pools providers describe "$provider" "${settings[@]}" --format='value[separator="|"](attributeCondition,attributeMapping,oidc.allowedAudiences,disabled)')
  if [[ $found != "$condition|google.subject=assertion.sub|$audience|" ]]; then
    gcloud iam workload-identity-pools providers update-oidc "$provider" "${settings[@]}" --allowed-audiences="$audience" --attribute-mapping=google.subject=assertion.sub --attribute-condition="$condition" --no-disabled
    did "the provider $provider anew: it took other tokens"
  fi
}

# A service account without keys.
make_account() {
  [[ -z $account_found ]] || return 0
  soon gcloud iam service-accounts create "$name" --project="$project" --display-name="Tidemark reads Google Cloud"
  did "the service account $service_account"
}

# The one subject that may act as the service account. The length of a subject is limited, in bytes.
bind_subject() {
  local found
  [[ $(printf %s "$subject" | wc -c) -le 127 ]] || stop "the role $subject is longer than the 127 bytes that Google takes. Report this to the makers of Tidemark, who chose the name"
  found=$(soon gcloud iam service-accounts get-iam-policy "$service_account" --project="$project" --flatten='bindings[].members' --format='value(bindings.role,bindings.members)')
  if [[ $'\n'$found$'\n' == *$'\n'"roles/iam.workloadIdentityUser"$'\t'"$federated"$'\n'* ]]; then return 0; fi
  soon gcloud iam service-accounts add-iam-policy-binding "$service_account" --project="$project" --role=roles/iam.workloadIdentityUser --member="$federated" --condition=None --format=none
  did "the right of $subject to act as the service account"
}

# A role of exactly these permissions, at `--organization=ID` or `--project=ID`.
make_role() {
  local found at=$1
  found=$(gcloud iam roles list "$at" --show-deleted --format='value(name,deleted)')
  found=$(grep -E "/roles/$role("$'\t'"|\$)" <<<"$found" || true)
  if [[ -z $found ]]; then
    gcloud iam roles create "$role" "$at" --title="Tidemark reader of configuration" --description="Reads the configuration that Tidemark judges, and no data." --permissions="$permissions" --stage=GA --format=none
    did "the role $role (${at#--})"
    return
  fi
  if [[ $found == *True ]]; then
    gcloud iam roles undelete "$role" "$at" --format=none
    did "the role $role again, which was deleted (${at#--})"
  fi
  found=$(gcloud iam roles describe "$role" "$at" --format='value(includedPermissions)')
  if [[ $(tr ';' '\n' <<<"$found" | LC_ALL=C sort) != $(tr ',' '\n' <<<"$permissions" | LC_ALL=C sort) ]]; then
    gcloud iam roles update "$role" "$at" --permissions="$permissions" --format=none
    did "the role $role anew: it had other permissions (${at#--})"
  fi
}

# Binds a role to the service account at a place: `bind_role ROLE organizations ID`.
bind_role() {
  local found of=$1
  shift
  found=$(roles_at "$@")
  if [[ $'\n'$found$'\n' == *$'\n'$of$'\n'* ]]; then return 0; fi
  soon gcloud "${@:1:$#-1}" add-iam-policy-binding "${@: -1}" --role="$of" --member="serviceAccount:$service_account" --condition=None --format=none
  did "the binding of the role $of at $*"
}

# The role at the organization, and its binding there or at a folder.
give_role() {
  make_role "--organization=$organization"
  bind_role "organizations/$organization/roles/$role" "$@"
}

give_role_in_project() {
  find_enrolled "$1"
  make_role "--project=$enrolled"
  bind_role "projects/$enrolled/roles/$role" projects "$enrolled"
}

finish() {
  ((made > 0)) || say "everything is there already: nothing was made"
  say "Put these two into gcp in tidemark.config.ts:"
  printf '    serviceAccount: "%s",\n    provider: "%s",\n' "$service_account" "$provider_name"
  say "Deploy, wait some minutes (Google learns slowly of what was made), then: npx tidemark doctor"
}
