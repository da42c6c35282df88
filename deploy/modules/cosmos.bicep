// The store. The container is the one that src/store/cosmos.ts would make (test/deploy compares them): a managed identity may not make it itself.

param name string
param location string
@allowed(['serverless', 'autoscale'])
param capacity string
param autoscaleUnits int
param backup string
param writerPrincipalId string

// Cosmos DB Built-in Data Contributor: https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security#built-in-roles
var readAndWrite = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0 }]
    capabilities: capacity == 'serverless' ? [{ name: 'EnableServerless' }] : []
    // Who reads what somebody else has just written decides nothing on it: every write names the etag that it changes.
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: backup } }
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'enlace'
  properties: { resource: { id: 'enlace' } }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'documents'
  properties: {
    options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: autoscaleUnits } } : {}
    resource: {
      id: 'documents'
      // Version 2 takes keys of more than 101 bytes, and any non-empty text is a tenant id.
      partitionKey: { paths: ['/partition'], kind: 'Hash', version: 2 }
      defaultTtl: -1
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [
          { path: '/partition/?' }
          { path: '/list/?' }
          { path: '/sort/?' }
          { path: '/kind/?' }
          { path: '/due/?' }
        ]
        excludedPaths: [{ path: '/*' }]
        compositeIndexes: [
          [
            { path: '/partition', order: 'ascending' }
            { path: '/list', order: 'ascending' }
            { path: '/sort', order: 'ascending' }
          ]
          [
            { path: '/partition', order: 'descending' }
            { path: '/list', order: 'descending' }
            { path: '/sort', order: 'descending' }
          ]
          [
            { path: '/kind', order: 'ascending' }
            { path: '/due', order: 'ascending' }
          ]
        ]
      }
    }
  }
}

resource mayWrite 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, writerPrincipalId, readAndWrite)
  properties: {
    principalId: writerPrincipalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${readAndWrite}'
    scope: account.id
  }
}

output endpoint string = account.properties.documentEndpoint
output databaseName string = database.name
output containerName string = container.name
