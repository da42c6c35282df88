/** What the templates promise to whoever is woken up, pays, or is attacked: how many there are, who is told, what is open and what is not. */

import { describe, expect, it } from '@jest/globals';
import { counters, gauges } from '../../bot/telemetry/instruments.ts';
import type { Entries, Template, Value } from './bicep.ts';
import { isComputed, objectsIn, readTemplate, variableIn } from './bicep.ts';

const main = readTemplate('main.bicep');
const alerts = readTemplate('modules/alerts.bicep');

/** The value at a path of keys; none where the way ends. */
const within = (value: Value | undefined, ...path: readonly string[]): Value | undefined => path.reduce<Value | undefined>((found, key) => (found instanceof Map ? found.get(key) : undefined), value);

function bodyOf({ resources }: Template, wanted: string): Entries {
  const body = resources.find(({ name, isExisting }) => name === wanted && !isExisting)?.body;
  if (!body) throw new Error(`Nothing is made under the name ${wanted}`);
  return body;
}

const inModule = (path: string, resource: string, ...way: readonly string[]): Value | undefined => within(bodyOf(readTemplate(`modules/${path}.bicep`), resource), 'properties', ...way);

describe('the app', () => {
  it('is two instances unless somebody says otherwise, and more when many ask at once', () => {
    expect(main.params.filter(({ name }) => name.endsWith('Replicas')).map(({ name, fallback }) => [name, fallback])).toEqual([['minReplicas', 2], ['maxReplicas', 10]]);
    expect(within(inModule('app', 'app', 'template', 'scale'), 'minReplicas')).toEqual({ computed: 'minReplicas' });
    expect(within(inModule('app', 'app', 'template', 'scale'), 'maxReplicas')).toEqual({ computed: 'maxReplicas' });
  });

  it('is reached with encryption alone', () => {
    expect(inModule('app', 'app', 'configuration', 'ingress', 'allowInsecure')).toBe(false);
  });

  it('has its files where each belongs: what operators bring is read only', () => {
    const modes = ['config', 'data'].map((share) => within(inModule('environment', share), 'azureFile', 'accessMode'));
    expect(modes).toEqual(['ReadOnly', 'ReadWrite']);
  });
});

describe('the channel', () => {
  it('is Teams, and no other', () => {
    const { resources } = readTemplate('modules/registration.bicep');
    expect(resources.filter(({ type }) => type.endsWith('/channels')).map(({ name }) => name)).toEqual(['teams']);
    expect(inModule('registration', 'teams', 'channelName')).toBe('MsTeamsChannel');
    expect(inModule('registration', 'teams', 'properties', 'isEnabled')).toBe(true);
  });
});

describe('the store', () => {
  it('has a bound that it grows to where that is chosen, and none where each request is paid', () => {
    expect(inModule('cosmos', 'container', 'options')).toEqual({ computed: "capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: autoscaleUnits } } : {}" });
  });
});

describe('the vault', () => {
  it('is opened by roles alone, and gives back what was deleted', () => {
    expect(['enableRbacAuthorization', 'enableSoftDelete', 'enablePurgeProtection'].map((promise) => inModule('vault', 'vault', promise))).toEqual([true, true, true]);
  });
});

describe('each alert', () => {
  const rules = alerts.resources.filter(({ type, isExisting }) => /\/(?:metricAlerts|scheduledQueryRules)$/.test(type) && !isExisting);

  it.each(rules.map(({ name, body }) => [name, body] as const))('%s is on, and tells the operators', (_name, body) => {
    const told = within(body, 'properties', 'actions');
    const groups = Array.isArray(told) ? objectsIn(told).map((one) => one.get('actionGroupId')) : within(told, 'actionGroups');
    expect(groups).toEqual([{ computed: 'operators.id' }]);
    expect(within(body, 'properties', 'enabled')).toBe(true);
  });

  it('goes by mail to the address that is given', () => {
    expect(objectsIn(within(bodyOf(alerts, 'operators'), 'properties', 'emailReceivers')).map((one) => one.get('emailAddress'))).toEqual([{ computed: 'email' }]);
  });

  const figures = objectsIn(variableIn(alerts, 'figures'));

  it('of too much asks for its figure: a counter is added up, of a gauge the highest value counts', () => {
    for (const figure of figures.filter((one) => one.get('is') === 'GreaterThan')) {
      const metric = String(figure.get('metric'));
      expect([metric, figure.get('measure')]).toEqual([metric, Object.hasOwn(gauges, metric) ? 'max(Sum)' : Object.hasOwn(counters, metric) && 'sum(Sum)']);
    }
    const criteria = within(bodyOf(alerts, 'figureAlerts'), 'properties', 'criteria', 'allOf');
    expect(objectsIn(criteria).map((one) => [one.get('query'), one.get('metricMeasureColumn'), one.get('operator'), one.get('threshold')])).toEqual([
      [{ computed: "'AppMetrics | where Name == \"${one.metric}\" | summarize Measured = ${one.measure}'" }, 'Measured', { computed: 'one.is' }, { computed: 'one.limit' }],
    ]);
  });

  it('of what is missing counts what comes all the time: figures at all, and sweeps that found out what is due', () => {
    const missing = figures.filter((one) => one.get('is') === 'LessThan').map((one) => [one.get('metric'), one.get('measure'), one.get('limit')]);
    expect(missing).toEqual([['enlace.outbox.dead', 'count()', 1], ['enlace.store.calls', 'sumif(Sum, Properties.operation == "due" and Properties.outcome == "done")', 1]]);
  });

  it('finds its figures: they and the log go to the same workspace', () => {
    expect(inModule('insights', 'insights', 'WorkspaceResourceId')).toEqual({ computed: 'workspace.id' });
    expect(inModule('environment', 'logs', 'workspaceId')).toEqual({ computed: 'workspace.id' });
    const given = main.modules.filter(({ name }) => ['environment', 'alerts'].includes(name)).map(({ params }) => params.get('workspaceName'));
    expect(given).toEqual([{ computed: 'insights.outputs.workspaceName' }, { computed: 'insights.outputs.workspaceName' }]);
  });

  it('of readiness asks from outside what the platform asks from inside', () => {
    const asked = within(bodyOf(alerts, 'readiness'), 'properties', 'Request', 'RequestUrl');
    const probes = within(objectsIn(inModule('app', 'app', 'template', 'containers'))[0], 'probes');
    const ready = objectsIn(probes).find((one) => one.get('type') === 'Readiness');
    expect(isComputed(asked) && asked.computed).toBe(`'\${publicUrl}${String(within(ready, 'httpGet', 'path'))}'`);
  });
});
