using './main.bicep'

// A copy of this file is one deployment. It holds no secrets: they come from the environment of whoever deploys, and only when they change.

// WITH_APP=false makes everything but the app, for the first time.
param withApp = bool(readEnvironmentVariable('WITH_APP', 'true'))

param name = 'enlace'
param registryName = 'exampleregistry'
param image = 'exampleregistry.azurecr.io/enlace:0.1.0'

param botType = 'UserAssignedMSI'
param entraClientId = '00000000-0000-0000-0000-000000000000'
param entraClientSecret = readEnvironmentVariable('ENTRA_CLIENT_SECRET', '')
param oauthConnection = 'entra'

param smtpHost = 'smtp.example.com'
param smtpUser = 'enlace@example.com'
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD', '')
param mailFrom = 'Enlace <enlace@example.com>'

param alertEmail = 'operators@example.com'

// For a bot that is an application with a password instead of the managed identity:
//   botType = 'SingleTenant', botAppId = its id, botPassword = readEnvironmentVariable('MICROSOFT_APP_PASSWORD', '')
// For a large tenant: capacity = 'autoscale'. All others: main.bicep.
