// The bot itself: every setting that it reads (bot/config.ts), where it listens, when it counts as alive and ready, how many of it there are.
// Settings that are left out stand in runbook.md with the reason; test/deploy holds all three against each other.

param name string
param location string
param image string
param registryServer string
param environmentName string
param configStorage string
param dataStorage string
param identityId string
param identityClientId string
param vaultUri string
param publicUrl string
param customDomain string
param certificateId string
param botType string
param botAppId string
param entraClientId string
param entraHasSecret bool
param oauthConnection string
param allowedTenants string
param cosmosEndpoint string
param cosmosDatabase string
param cosmosContainer string
param smtpHost string
param smtpPort int
param smtpUser string
param mailFrom string
param hasRulesFile bool
param logLevel string
param insightsName string
param minReplicas int
param maxReplicas int

var port = 3978
// Of the user "node" in the image.
var userId = 1000

// An empty value is a setting that is not set (bot/config.ts).
var settings = [
  { name: 'PORT', value: string(port) }
  { name: 'HOST', value: '0.0.0.0' }
  { name: 'PROXIES', value: '1' } // the ingress
  { name: 'PUBLIC_URL', value: publicUrl }
  { name: 'DATA_DIR', value: '/data' }
  { name: 'DIRECTORY_FILE', value: '/config/directory.yaml' }
  { name: 'RULES_FILE', value: hasRulesFile ? '/config/rules.yaml' : '' }
  { name: 'LOG_LEVEL', value: logLevel }
  { name: 'SHUTDOWN_SECONDS', value: '15' } // by then the readiness probe has failed often enough, wherever in its period the end came
  { name: 'MICROSOFT_APP_TYPE', value: botType }
  { name: 'MICROSOFT_APP_ID', value: botAppId }
  { name: 'MICROSOFT_APP_TENANT_ID', value: tenant().tenantId }
  { name: 'ALLOWED_TENANTS', value: allowedTenants }
  { name: 'ENTRA_CLIENT_ID', value: entraClientId }
  { name: 'OAUTH_CONNECTION', value: oauthConnection }
  { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
  { name: 'COSMOS_DATABASE', value: cosmosDatabase }
  { name: 'COSMOS_CONTAINER', value: cosmosContainer }
  { name: 'SMTP_HOST', value: smtpHost }
  { name: 'SMTP_PORT', value: string(smtpPort) }
  { name: 'SMTP_USER', value: smtpUser }
  { name: 'MAIL_FROM', value: mailFrom }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
  { name: 'AZURE_CLIENT_ID', value: identityClientId } // which identity @azure/identity takes for Cosmos DB
]
var secrets = [
  { name: 'MICROSOFT_APP_PASSWORD', secret: 'bot-password', isUsed: botType == 'SingleTenant' }
  { name: 'ENTRA_CLIENT_SECRET', secret: 'entra-client-secret', isUsed: entraHasSecret }
  { name: 'SMTP_PASSWORD', secret: 'smtp-password', isUsed: !empty(smtpUser) }
]
var usedSecrets = filter(secrets, (one) => one.isUsed)

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' existing = {
  name: environmentName
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      // The old revision goes when the new one is ready, and ends what is under way.
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
        customDomains: empty(customDomain) ? [] : [{ name: customDomain, certificateId: certificateId, bindingType: 'SniEnabled' }]
      }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: map(usedSecrets, (one) => { name: one.secret, keyVaultUrl: '${vaultUri}secrets/${one.secret}', identity: identityId })
    }
    template: {
      // Longer than SHUTDOWN_SECONDS and what bot/serve.ts allows for the rest.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'enlace'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(settings, map(usedSecrets, (one) => { name: one.name, secretRef: one.secret }))
          volumeMounts: [
            { volumeName: 'config', mountPath: '/config' }
            { volumeName: 'data', mountPath: '/data' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: port }, periodSeconds: 3, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: port }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: port }, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 }
          ]
        }
      ]
      volumes: [
        { name: 'config', storageType: 'AzureFile', storageName: configStorage, mountOptions: 'uid=${userId},gid=${userId}' }
        { name: 'data', storageType: 'AzureFile', storageName: dataStorage, mountOptions: 'uid=${userId},gid=${userId}' }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'turns', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}
