# The login at hand is of the tenant and the cloud that the config names.
check_login() {
  local found
  found=$(az account show --query tenantId --output tsv)
  [[ $found == "$tenant" ]] || stop "az is signed in to tenant $found, expected $tenant. Sign in there: az login --tenant $tenant"
  found=$(az cloud show --query name --output tsv)
  [[ $found == "$cloud" ]] || stop "az works in the cloud $found, expected $cloud. Change it: az cloud set --name $cloud"
}

# Sets client to the application of this name, where there is one. Names are not unique, so several are nobody's.
find_application() {
  [[ -z $client ]] || return 0
  client=$(az ad app list --filter "displayName eq '$name'" --query '[].appId' --output tsv)
  [[ $client != *$'\n'* ]] || stop "found several applications with the name $name, expected one. Add the id of yours to the config: azure.client"
}

# Sets principal to the service principal of the application, where there is one.
find_principal() {
  principal=$(az ad sp list --filter "appId eq '$client'" --query '[].id' --output tsv)
}

# Anybody who may register applications could have made one of this name, and would read as Tidemark with a key of their own.
refuse_other_keys() {
  local secrets certificates credentials line
  secrets=$(az ad app credential list --id "$client" --query '[].keyId' --output tsv)
  certificates=$(az ad app credential list --id "$client" --cert --query '[].keyId' --output tsv)
  [[ -z $secrets$certificates ]] || stop "the application $client has a secret or a certificate, expected none, since Tidemark signs in without. Find out whose it is, and remove it"
  credentials=$(az ad app federated-credential list --id "$client" --query '[].name' --output tsv)
  [[ -z $credentials || $credentials == "$name" ]] || stop "the application $client has federated credentials that are not Tidemark's, expected $name alone. Find out whose they are, and remove them"
}
