// Two shares of files: what operators bring (the directory file, rules) and what the bot keeps beside its store (accounts that it made).

param name string
param location string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    // Container Apps mounts a share with the account's key and in no other way; nothing but environment.bicep reads it.
    allowSharedKeyAccess: true
  }
}

resource service 'Microsoft.Storage/storageAccounts/fileServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

resource config 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: service
  name: 'config'
  properties: { shareQuota: 1 }
}

resource data 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: service
  name: 'data'
  properties: { shareQuota: 1 }
}

output accountName string = account.name
output configShare string = config.name
output dataShare string = data.name
