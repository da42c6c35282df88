// Everything that Enlace needs in one resource group but the container registry, which has to hold the image before the app can start.
// What each part is for, and the steps before and after this file: runbook.md. The values of one deployment: parameters.example.bicepparam.

targetScope = 'resourceGroup'

@description('false: everything but the app, for the first time, when it has no directory file yet (runbook.md).')
param withApp bool = true

@description('Names of resources begin with it; lower-case letters and digits, a letter first.')
@minLength(4) // Log Analytics takes no shorter one
@maxLength(12)
param name string = 'enlace'
param location string = resourceGroup().location

@description('The image with its registry and version: example.azurecr.io/enlace:0.1.0')
param image string
@description('The container registry of this resource group that holds the image.')
param registryName string

@description('UserAssignedMSI: the bot is the managed identity and has no password. SingleTenant: an application of this tenant, with a password.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string = 'UserAssignedMSI'
@description('Of a SingleTenant bot: the id of its application.')
param botAppId string = ''
@description('Of a SingleTenant bot. Secrets are written to the vault when they are given, and stay as they are when they are not.')
@secure()
param botPassword string = ''

@description('The application with which people sign in, on the web pages and in Teams. A SingleTenant bot can be that itself.')
param entraClientId string = ''
@description('true: that application has a secret in the vault. false: it trusts the managed identity, or is the bot itself.')
param entraHasSecret bool = false
@secure()
param entraClientSecret string = ''
@description('A name for the single sign-on in Teams; empty: directory roles come from the directory file only. The connection is made when entraClientSecret is given.')
param oauthConnection string = ''
@description('Tenant ids with commas; empty: every tenant where somebody installs the app.')
param allowedTenants string = ''

@description('A name of your own, such as enlace.example.com, once its certificate is in the environment; empty: the name that Azure gives.')
param customDomain string = ''
param certificateId string = ''

param smtpHost string
param smtpPort int = 587
param smtpUser string = ''
@secure()
param smtpPassword string = ''
param mailFrom string

@description('true: rules.yaml is in the share "config" beside directory.yaml.')
param hasRulesFile bool = false
@allowed(['debug', 'info', 'warn', 'error', 'silent'])
param logLevel string = 'info'

@allowed(['serverless', 'autoscale'])
param capacity string = 'serverless'
@description('Request units a second at the most, of autoscale only.')
@minValue(1000)
param autoscaleUnits int = 4000
@description('Of another account, after a restore; empty: the one that belongs to this resource group.')
param cosmosAccountName string = ''
@allowed(['Continuous7Days', 'Continuous30Days'])
param backup string = 'Continuous30Days'

@minValue(1)
param minReplicas int = 2
@minValue(1)
param maxReplicas int = 10

@description('Who is told when something is wrong.')
param alertEmail string

// Names that are unique in all of Azure.
var globalName = '${name}-${uniqueString(resourceGroup().id)}'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: name, location: location, registryName: registryName }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take(globalName, 24)
    location: location
    readerPrincipalId: identity.outputs.principalId
    botPassword: botPassword
    entraClientSecret: entraClientSecret
    smtpPassword: smtpPassword
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: empty(cosmosAccountName) ? globalName : cosmosAccountName
    location: location
    capacity: capacity
    autoscaleUnits: autoscaleUnits
    backup: backup
    writerPrincipalId: identity.outputs.principalId
  }
}

module insights 'modules/insights.bicep' = {
  name: 'insights'
  params: { name: name, location: location }
}

module files 'modules/files.bicep' = {
  name: 'files'
  params: { name: take(replace(globalName, '-', ''), 24), location: location }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    workspaceName: insights.outputs.workspaceName
    storageAccountName: files.outputs.accountName
    configShare: files.outputs.configShare
    dataShare: files.outputs.dataShare
  }
}

var appId = botType == 'SingleTenant' ? botAppId : identity.outputs.clientId
var publicUrl = 'https://${empty(customDomain) ? '${name}.${environment.outputs.defaultDomain}' : customDomain}'

module app 'modules/app.bicep' = if (withApp) {
  name: 'app'
  params: {
    name: name
    location: location
    image: image
    registryServer: identity.outputs.registryServer
    environmentName: environment.outputs.name
    configStorage: environment.outputs.configStorage
    dataStorage: environment.outputs.dataStorage
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    vaultUri: vault.outputs.uri
    publicUrl: publicUrl
    customDomain: customDomain
    certificateId: certificateId
    botType: botType
    botAppId: appId
    entraClientId: entraClientId
    entraHasSecret: entraHasSecret
    oauthConnection: oauthConnection
    allowedTenants: allowedTenants
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.databaseName
    cosmosContainer: cosmos.outputs.containerName
    smtpHost: smtpHost
    smtpPort: smtpPort
    smtpUser: smtpUser
    mailFrom: mailFrom
    hasRulesFile: hasRulesFile
    logLevel: logLevel
    insightsName: insights.outputs.name
    minReplicas: minReplicas
    maxReplicas: maxReplicas
  }
}

module registration 'modules/registration.bicep' = if (withApp) {
  name: 'registration'
  params: {
    name: globalName
    publicUrl: publicUrl
    botType: botType
    botAppId: appId
    identityId: identity.outputs.id
    entraClientId: empty(entraClientId) ? appId : entraClientId
    entraClientSecret: entraClientSecret
    oauthConnection: oauthConnection
  }
}

module alerts 'modules/alerts.bicep' = if (withApp) {
  name: 'alerts'
  dependsOn: [app]
  params: {
    name: name
    location: location
    email: alertEmail
    publicUrl: publicUrl
    workspaceName: insights.outputs.workspaceName
    insightsName: insights.outputs.name
    appName: name
  }
}

@description('What npm run package takes as PUBLIC_URL.')
output publicUrl string = publicUrl
@description('What npm run package takes as MICROSOFT_APP_ID.')
output botAppId string = appId
@description('A redirect address of the application with which people sign in.')
output signInRedirect string = '${publicUrl}/sign-in/return'
@description('The subject of the federated credential by which that application trusts the managed identity.')
output identityPrincipalId string = identity.outputs.principalId
@description('Where directory.yaml goes, and in which share.')
output storageAccount string = files.outputs.accountName
output configShare string = files.outputs.configShare
output vaultName string = vault.outputs.name
