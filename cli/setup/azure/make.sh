# An application without any secret.
make_application() {
  local found
  find_application
  if [[ -z $client ]]; then
    client=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
    did "the application $name ($client)"
    return
  fi
  az ad app show --id "$client" --query appId --output tsv >/dev/null ||
    stop "the tenant has no application $client. Correct azure.client in the config, or remove it and print this script again"
  refuse_other_keys
  found=$(az ad app owner list --id "$client" --query '[].id' --output tsv)
  [[ -z $found ]] || say "its owners can add a secret to the application $client: see who they are with az ad app owner list --id $client"
}

# Tokens that the issuer signed for the role of AWS, and no others, sign in as the application.
make_credential() {
  local found wanted parameters
  parameters=$(printf '{"name":"%s","issuer":"%s","subject":"%s","audiences":["%s"]}' "$name" "$issuer" "$subject" "$audience")
  wanted="$name"$'\t'"$issuer"$'\t'"$subject"$'\t'"$audience"
  found=$(soon az ad app federated-credential list --id "$client" --query '[].[name, issuer, subject, audiences[0]]' --output tsv)
  if [[ -z $found ]]; then
    az ad app federated-credential create --id "$client" --parameters "$parameters" --output none
    did "the federated credential for $subject"
  elif [[ $found != "$wanted" ]]; then
    az ad app federated-credential update --id "$client" --federated-credential-id "$name" --parameters "$parameters" --output none
    did "the federated credential anew: it trusted another issuer, role or audience"
  fi
}

# The service principal: the application as this tenant knows it.
make_principal() {
  find_principal
  [[ -z $principal ]] || return 0
  principal=$(soon az ad sp create --id "$client" --query id --output tsv)
  did "the service principal $principal"
}

# A role of exactly these actions: its definition as JSON, and the actions, one a line.
make_role() {
  local found
  found=$(az role definition list --name "$role" --custom-role-only true --scope "$scope" --query '[].permissions[].actions[]' --output tsv)
  if [[ -z $found ]]; then
    az role definition create --role-definition "$1" --output none
    did "the role $role"
  elif [[ $(LC_ALL=C sort <<<"$found") != $(LC_ALL=C sort <<<"$2") ]]; then
    az role definition update --role-definition "$1" --output none
    did "the role $role anew: it had other actions"
  fi
}

# The role, at the management group and so at every subscription below it.
assign_role() {
  local found
  found=$(soon az role assignment list --assignee-object-id "$principal" --role "$role" --scope "$scope" --fill-principal-name false --query '[].id' --output tsv)
  [[ -z $found ]] || return 0
  soon az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --role "$role" --scope "$scope" --output none
  did "the assignment of the role $role at $scope"
}

# Sets graph_principal, the service principal of Microsoft Graph in this tenant, and granted, the ids of what it lets us do.
find_graph() {
  graph_principal=$(az ad sp list --filter "appId eq '00000003-0000-0000-c000-000000000000'" --query '[].id' --output tsv)
  [[ -n $graph_principal ]] || stop "the tenant has no service principal of Microsoft Graph. Make it: az ad sp create --id 00000003-0000-0000-c000-000000000000"
  granted=$(soon az rest --method get --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments?\$top=999" --query "value[?resourceId=='$graph_principal'].appRoleId" --output tsv)
}

# An application permission, with the consent of an administrator, who runs this script.
grant() {
  local id
  id=$(az rest --method get --url "$graph/v1.0/servicePrincipals/$graph_principal?\$select=appRoles" --query "appRoles[?value=='$1'].id" --output tsv)
  [[ -n $id ]] || stop "Microsoft Graph has no application permission $1. Use a newer version of Tidemark"
  if [[ $'\n'$granted$'\n' == *$'\n'$id$'\n'* ]]; then return 0; fi
  az rest --method post --url "$graph/v1.0/servicePrincipals/$graph_principal/appRoleAssignedTo" --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph_principal\",\"appRoleId\":\"$id\"}" --output none
  did "the permission $1"
}

finish() {
  ((made > 0)) || say "everything is there already: nothing was made"
  say "Put this into tidemark.config.ts:"
  printf '  azure: { tenant: "%s", client: "%s"%s },\n' "$tenant" "$client" "$others"
  say "Deploy, wait some minutes (Microsoft Entra learns slowly of what was made), then: npx tidemark doctor"
}
