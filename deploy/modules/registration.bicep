// The bot's registration: where the channel posts to, Teams as the one channel, and single sign-on.

param name string
param publicUrl string
param botType string
param botAppId string
param identityId string
param entraClientId string
@secure()
param entraClientSecret string
param oauthConnection string

// Of "Azure Active Directory v2", as the service names it: https://learn.microsoft.com/azure/bot-service/bot-builder-authentication
var entraV2 = '30dd229c-58e3-4a48-bdfd-91ec48eb906c'
// Of the bot's id, as in the app package (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-register-aad).
var api = 'api://botid-${botAppId}'

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' } // Teams is free of charge in every tier; S1 has an agreement on service levels
  properties: {
    displayName: 'Enlace'
    endpoint: '${publicUrl}/api/messages'
    msaAppType: botType
    msaAppId: botAppId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: botType == 'UserAssignedMSI' ? identityId : null
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true, acceptedTerms: true }
  }
}

resource connection 'Microsoft.BotService/botServices/connections@2022-09-15' = if (!empty(oauthConnection) && !empty(entraClientSecret)) {
  parent: bot
  name: empty(oauthConnection) ? 'none' : oauthConnection
  location: 'global'
  properties: {
    serviceProviderDisplayName: 'Azure Active Directory v2'
    serviceProviderId: entraV2
    clientId: entraClientId
    clientSecret: entraClientSecret
    scopes: '${api}/access_as_user'
    parameters: [
      { key: 'tenantID', value: 'common' }
      { key: 'tokenExchangeUrl', value: api }
    ]
  }
}
