/** What a directory file may say, what is filled in, and how its mistakes are told. */

import { describe, expect, it } from '@jest/globals';
import { parseDirectory } from '../../bot/local/directorySchema.ts';

const parse = (source: string) => parseDirectory(source, 'my-world.yaml');

const FULL = `
operator: { tenant: op-tenant, admins: [op-admin] }
tenants:
  - id: contoso-es
    name: Contoso Iberia
    country: es
    cloud: usGov
    kind: provider
    inCsp: true
    domains: [Contoso.ES]
    people:
      - { id: contoso-admin, name: Contoso Admin, email: admin@contoso.es, userName: Admin@Contoso.ES, directoryRoles: [globalAdmin],
          roles: { agent: salesAgent, admin: notAnAdmin } }
    membership:
      - { account: socios@contoso.es, profiles: [{ mpnId: "4567890", name: Contoso Iberia, country: ES, active: false, type: global }] }
    serves: [adventure]
    sandbox: true
addresses: [{ country: es, postalCode: 08001, city: Barcelona, streets: [La Rambla] }]
`;

const person = (rest: string) => `{ operator: { tenant: op, admins: [] }, tenants: [{ id: t, name: T, country: ES, people: [${rest}] }] }`;
const rolesOf = (entry: string) => parse(person(entry)).tenants[0]?.people[0]?.roles;
const tenants = (rest: string) => `{ operator: { tenant: op, admins: [] }, tenants: [${rest}] }`;

describe('a directory file', () => {
  it('is read whole', () => {
    expect(parse(FULL)).toEqual({
      operator: { tenant: 'op-tenant', admins: ['op-admin'] },
      tenants: [{
        id: 'contoso-es', name: 'Contoso Iberia', country: 'ES', cloud: 'usGov', kind: 'provider', inCsp: true, domains: ['contoso.es'],
        people: [{
          id: 'contoso-admin', name: 'Contoso Admin', email: 'admin@contoso.es', userName: 'admin@contoso.es', directoryRoles: ['globalAdmin'],
          roles: { agent: 'salesAgent', admin: 'notAnAdmin' },
        }],
        membership: [{ account: 'socios@contoso.es', profiles: [{ mpnId: '4567890', name: 'Contoso Iberia', country: 'ES', active: false, type: 'global' }] }],
        serves: ['adventure'],
        sandbox: true,
      }],
      addresses: [{ country: 'ES', postalCode: '08001', city: 'Barcelona', streets: ['La Rambla'] }],
    });
  });

  it('may be JSON', () => {
    expect(parse('{"operator":{"tenant":"op","admins":["a"]},"tenants":[]}')).toEqual({ operator: { tenant: 'op', admins: ['a'] }, tenants: [], addresses: [] });
  });

  it.each([
    ['left out', '{ id: t, name: T, country: ES }'],
    ['left empty', '{ id: t, name: T, country: ES, cloud: , kind: , inCsp: , domains: , people: , membership: , serves: }'],
  ])('fills in what is %s', (_how, tenant) => {
    expect(parse(tenants(tenant)).tenants).toEqual([
      { id: 't', name: 'T', country: 'ES', cloud: 'public', kind: 'customer', inCsp: false, domains: [], people: [], membership: [], serves: [] },
    ]);
  });

  it('INV-01 fills in "none" on the axis of a role that is left out', () => {
    expect(rolesOf('{ id: p, name: P, roles: { agent: adminAgent } }')).toEqual({ agent: 'adminAgent', admin: 'notAnAdmin' });
    expect(rolesOf('{ id: p, name: P, roles: }')).toBeUndefined();
  });

  it('ignores keys it does not know', () => {
    expect(parse(tenants('{ id: t, name: T, country: ES, colour: blue }')).tenants[0]).not.toHaveProperty('colour');
  });

  it('keeps numbers as they were typed: MPN IDs and object ids are text', () => {
    const membership = 'membership: [{ account: a@b.es, profiles: [{ mpnId: 0456789, name: N, country: ES }] }]';
    const [tenant] = parse(tenants(`{ id: 0077, name: T, country: ES, ${membership} }`)).tenants;
    expect(tenant?.id).toBe('0077');
    expect(tenant?.membership[0]?.profiles[0]).toEqual({ mpnId: '0456789', name: 'N', country: 'ES', active: true, type: 'location' });
  });

  it.each([
    ['no operator', '{ tenants: [] }', 'operator'],
    ['an empty file', '', 'the file'],
    ['an empty id', tenants('{ id: " ", name: T, country: ES }'), 'tenants[0].id'],
    ['a country by its name', tenants('{ id: t, name: T, country: Spain }'), 'tenants[0].country'],
    ['no country', tenants('{ id: t, name: T }'), 'tenants[0].country'],
    ['an unknown kind', tenants('{ id: t, name: T, country: ES, kind: shop }'), 'tenants[0].kind'],
    ['an unknown directory role', person('{ id: p, name: P, directoryRoles: [boss] }'), 'tenants[0].people[0].directoryRoles[0]'],
    ['an unknown partner role', person('{ id: p, name: P, roles: { agent: boss } }'), 'tenants[0].people[0].roles.agent'],
    ['a tenant twice', tenants('{ id: t, name: T, country: ES }, { id: t, name: U, country: ES }'), 'tenants[1].id'],
    ['a person twice in a tenant', person('{ id: p, name: P }, { id: q, name: Q }, { id: p, name: R }'), 'tenants[0].people[2].id'],
  ])('with %s is refused, naming file and place', (_what, source, place) => {
    expect(() => parse(source)).toThrow(expect.objectContaining({ message: expect.stringMatching(/^my-world\.yaml /) }));
    expect(() => parse(source)).toThrow(`\n  ${place}: `);
  });

  it('names every problem at once', () => {
    expect(() => parse(tenants('{ id: "", name: "", country: ES }'))).toThrow(/tenants\[0\]\.id: .*\n.*tenants\[0\]\.name: /);
  });

  it('that is no YAML is refused with the line', () => {
    expect(() => parse('operator: { tenant: op\ntenants: [')).toThrow(/my-world\.yaml is not readable .* line 2/);
  });

  it('may have the same person id in two tenants', () => {
    const world = tenants('{ id: t, name: T, country: ES, people: [{ id: p, name: P }] }, { id: u, name: U, country: ES, people: [{ id: p, name: P }] }');
    expect(parse(world).tenants).toHaveLength(2);
  });
});
