// Writes the Bicep template that makes the same as the script: for a company whose pipelines deploy templates.
import { scopeOf, type Wanted } from "./wanted.ts";

/** https://learn.microsoft.com/en-us/graph/templates/bicep/whats-new */
const EXTENSION = "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles#reader */
const READER_ID = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** Makes one string of Bicep. https://learn.microsoft.com/en-us/azure/azure-resource-manager/bicep/data-types#strings */
const text = (value: string): string =>
  `'${value
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("${", "\\${")}'`;

const list = (values: readonly string[], indent: string): string =>
  `[\n${values.map((value) => `${indent}  ${text(value)}\n`).join("")}${indent}]`;

/**
 * Types: https://learn.microsoft.com/en-us/graph/templates/reference/overview. Names of assignments and of the role follow from
 * the management group, so that a second deployment changes nothing.
 */
export function bicepTemplate(wanted: Wanted): string {
  const { name, subject, audience, managementGroup, isCustomRole, permissions } = wanted;
  return `// Lets Tidemark read the configuration of Azure and Microsoft Entra, without a secret. Written by: tidemark setup azure
// It makes what the script of the same name makes: use one of the two. The undo of the script removes both.
//
//   issuer=$(aws iam get-outbound-web-identity-federation-info --query IssuerIdentifier --output text)
//   az deployment mg create --name tidemark --location LOCATION --management-group-id ${oneLine(managementGroup)} --template-file tidemark-azure.bicep --parameters issuer="$issuer"
targetScope = 'managementGroup'

extension ${text(EXTENSION)}

@description('By which AWS signs the tokens of the account that Tidemark runs in.')
param issuer string

resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: ${text(name)}
  displayName: ${text(name)}
  signInAudience: 'AzureADMyOrg'

  // Tokens that the issuer signed for the role of AWS, and no others, sign in as the application.
  resource credential 'federatedIdentityCredentials@v1.0' = {
    name: '\${application.uniqueName}/${text(name).slice(1, -1)}'
    issuer: issuer
    subject: ${text(subject)}
    audiences: [
      ${text(audience)}
    ]
  }
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
}

${isCustomRole ? customRole(wanted) : ""}resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, ${text(`${name} reads`)})
  properties: {
    principalId: principal.id
    principalType: 'ServicePrincipal'
    roleDefinitionId: ${isCustomRole ? "role.id" : `tenantResourceId('Microsoft.Authorization/roleDefinitions', '${READER_ID}')`}
  }
}
${permissions.length === 0 ? "" : granted(permissions)}
// The config takes it: azure.client.
output client string = application.appId
`;
}

/** A comment ends where its line does. */
const oneLine = (value: string): string => value.replaceAll(/\s/g, " ");

const customRole = (wanted: Wanted): string => `// A role of exactly the actions that Tidemark's sources declare.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(managementGroup().id, ${text(wanted.role)})
  properties: {
    roleName: ${text(wanted.role)}
    description: 'Reads the configuration that Tidemark judges, and no data.'
    type: 'CustomRole'
    permissions: [
      {
        actions: ${list(wanted.actions, "        ")}
        notActions: []
      }
    ]
    assignableScopes: [
      ${text(scopeOf(wanted))}
    ]
  }
}

`;

const granted = (permissions: Wanted["permissions"]): string => `
resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

var permissions = [
${permissions.map(({ permission, why }) => `  ${text(permission)} // ${oneLine(why)}\n`).join("")}]

// Application permissions, with consent: their ids are looked up by their names.
resource granted 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for permission in permissions: {
  appRoleId: filter(graph.appRoles, appRole => appRole.value == permission)[0].id
  principalId: principal.id
  resourceId: graph.id
}]
`;
