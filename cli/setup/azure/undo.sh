# Assignments go first: those of an identity that is gone stay behind as unknown.
remove_assignments() {
  local found id
  found=$(az role assignment list --assignee-object-id "$principal" --scope "$scope" --fill-principal-name false --query '[].id' --output tsv)
  while IFS= read -r id; do
    [[ -n $id ]] || continue
    az role assignment delete --ids "$id"
    say "removed: the assignment $id"
  done <<<"$found"
}

remove_role() {
  local found
  found=$(az role definition list --name "$role" --custom-role-only true --scope "$scope" --query '[].id' --output tsv)
  [[ -n $found ]] || return 0
  soon az role definition delete --name "$role" --custom-role-only true --scope "$scope"
  say "removed: the role $role"
}

# The service principal, the federated credential and the permissions of Microsoft Graph go with the application.
remove_application() {
  az ad app delete --id "$client"
  say "removed: the application $client, with its service principal, its federated credential and its permissions (Microsoft Entra keeps it for 30 days among the deleted ones)"
}

undo() {
  find_application
  # The config may name an application that is gone.
  if [[ -n $client ]]; then client=$(az ad app list --app-id "$client" --query '[].appId' --output tsv); fi
  if [[ -z $client ]]; then
    say "there is no application $name"
    remove_role
    return
  fi
  refuse_other_keys
  find_principal
  if [[ -n $principal ]]; then remove_assignments; fi
  remove_role
  remove_application
  say "Remove azure from tidemark.config.ts too. Outbound federation stays on in AWS, since others may use it."
}
