# Roles go first: those of a service account that is gone stay behind.
unbind() {
  local of found
  found=$(roles_at "$@")
  while IFS= read -r of; do
    case $of in
      */roles/"$role" | roles/serviceusage.serviceUsageConsumer)
        gcloud "${@:1:$#-1}" remove-iam-policy-binding "${@: -1}" --role="$of" --member="serviceAccount:$service_account" --condition=None --format=none
        say "removed: the binding of the role $of at $*"
        ;;
    esac
  done <<<"$found"
}

remove_role() {
  local found
  found=$(gcloud iam roles list "$1" --format='value(name)')
  grep -q "/roles/$role\$" <<<"$found" || return 0
  gcloud iam roles delete "$role" "$1" --format=none
  say "removed: the role $role (Google keeps it for 7 days among the deleted ones)"
}

take_role() {
  unbind "$@"
  remove_role "--organization=$organization"
}

take_role_in_project() {
  find_enrolled "$1"
  unbind projects "$enrolled"
  remove_role "--project=$enrolled"
}

remove_account() {
  [[ -n $account_found ]] || return 0
  gcloud iam service-accounts delete "$service_account" --project="$project"
  say "removed: the service account $service_account"
}

# The provider goes with its pool.
remove_pool() {
  [[ $pool_state == ACTIVE ]] || return 0
  gcloud iam workload-identity-pools delete "$pool" --location=global --project="$project"
  say "removed: the workload identity pool $pool with its provider (Google keeps both for 30 days among the deleted ones)"
}

finish() {
  say "Remove serviceAccount and provider from gcp in tidemark.config.ts too. APIs stay on in $project and outbound federation in AWS, since others may use them."
}
