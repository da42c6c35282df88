// What wakes somebody up. What to do for each alert is in runbook.md under its name.

param name string
param location string
param email string
param publicUrl string
param workspaceName string
param insightsName string
param appName string

// Figures of the bot's own (docs/telemetry.md) in a quarter of an hour: a gauge by its highest value, a counter by its sum. Both are in the column Sum.
// The last two are about what is missing: without figures none of the others can fire (how many messages were given up is told all the time, also
// when it is none), and what nobody has looked for is not seen to be due.
var figures = [
  { alert: 'outbox-dead', metric: 'enlace.outbox.dead', measure: 'max(Sum)', is: 'GreaterThan', limit: 0, severity: 2, says: 'Messages were given up and wait in /outbox.' }
  { alert: 'outbox-age', metric: 'enlace.outbox.age', measure: 'max(Sum)', is: 'GreaterThan', limit: 900, severity: 1, says: 'A message has been due for more than a quarter of an hour.' }
  { alert: 'faults', metric: 'enlace.faults', measure: 'sum(Sum)', is: 'GreaterThan', limit: 5, severity: 1, says: 'Turns, pages or deliveries fail.' }
  { alert: 'store-throttled', metric: 'enlace.store.throttled', measure: 'sum(Sum)', is: 'GreaterThan', limit: 50, severity: 2, says: 'Cosmos DB puts requests off.' }
  { alert: 'door-refused', metric: 'enlace.door.refused', measure: 'sum(Sum)', is: 'GreaterThan', limit: 100, severity: 3, says: 'Many requests come to /api/messages that are not the channel\'s.' }
  { alert: 'silence', metric: 'enlace.outbox.dead', measure: 'count()', is: 'LessThan', limit: 1, severity: 2, says: 'No figures arrive.' }
  { alert: 'no-sweep', metric: 'enlace.store.calls', measure: 'sumif(Sum, Properties.operation == "due" and Properties.outcome == "done")', is: 'LessThan', limit: 1, severity: 1, says: 'Nobody looks for what is due.' }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.App/containerApps@2025-01-01' existing = {
  name: appName
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operators'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: take(name, 12)
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource figureAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for one in figures: {
  name: '${name}-${one.alert}'
  location: location
  kind: 'LogAlert'
  properties: {
    displayName: '${name}: ${one.alert}'
    description: one.says
    severity: one.severity
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    skipQueryValidation: true // on the first day there is nothing to query yet
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "${one.metric}" | summarize Measured = ${one.measure}'
          metricMeasureColumn: 'Measured'
          timeAggregation: 'Maximum'
          operator: one.is
          threshold: one.limit
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [operators.id] }
  }
}]

resource errors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-answers-5xx'
  location: 'global'
  properties: {
    description: 'The bot, or the ingress before it, answers with 5xx.'
    severity: 1
    enabled: true
    scopes: [app.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'answers'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Requests'
          dimensions: [{ name: 'statusCodeCategory', operator: 'Include', values: ['5xx'] }]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 5
        }
      ]
    }
    actions: [{ actionGroupId: operators.id }]
  }
}

// From outside: an instance that is not ready gets no requests, so an error here means that no instance is.
resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-readiness'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insights.id}': 'Resource' }
  properties: {
    Name: '${name}-readiness'
    SyntheticMonitorId: '${name}-readiness'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [
      { Id: 'emea-nl-ams-azr' }
      { Id: 'emea-fr-pra-edge' }
      { Id: 'us-va-ash-azr' }
    ]
    Request: { RequestUrl: '${publicUrl}/readyz', HttpVerb: 'GET', FollowRedirects: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-not-ready'
  location: 'global'
  properties: {
    description: 'From two places of three nobody is ready to answer.'
    severity: 0
    enabled: true
    scopes: [readiness.id, insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      componentId: insights.id
      webTestId: readiness.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: operators.id }]
  }
}
