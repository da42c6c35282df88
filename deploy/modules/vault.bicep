// The secrets that cannot be avoided. Nobody reads them but the bot's identity; a secret that is not given here stays as it is.

param name string
param location string
param readerPrincipalId string
@secure()
param botPassword string = ''
@secure()
param entraClientSecret string = ''
@secure()
param smtpPassword string = ''

// Key Vault Secrets User: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user
var readSecrets = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, readerPrincipalId, readSecrets)
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', readSecrets)
  }
}

resource botPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(botPassword)) {
  parent: vault
  name: 'bot-password'
  properties: { value: botPassword }
}

resource entraClientSecretSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(entraClientSecret)) {
  parent: vault
  name: 'entra-client-secret'
  properties: { value: entraClientSecret }
}

resource smtpPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(smtpPassword)) {
  parent: vault
  name: 'smtp-password'
  properties: { value: smtpPassword }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
