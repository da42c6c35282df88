// Where the containers run: their log's way to the workspace, and the shares that they may mount.

param name string
param location string
param workspaceName string
param storageAccountName string
param configShare string
param dataShare string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageAccountName
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  properties: {
    // By a diagnostic setting, which needs no key of the workspace.
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource config 'Microsoft.App/managedEnvironments/storages@2025-01-01' = {
  parent: environment
  name: 'config'
  properties: {
    azureFile: { accountName: storageAccount.name, accountKey: storageAccount.listKeys().keys[0].value, shareName: configShare, accessMode: 'ReadOnly' }
  }
}

resource data 'Microsoft.App/managedEnvironments/storages@2025-01-01' = {
  parent: environment
  name: 'data'
  properties: {
    azureFile: { accountName: storageAccount.name, accountKey: storageAccount.listKeys().keys[0].value, shareName: dataShare, accessMode: 'ReadWrite' }
  }
}

output name string = environment.name
output defaultDomain string = environment.properties.defaultDomain
output configStorage string = config.name
output dataStorage string = data.name
