/** A partnership (WF-15 to WF-18, WF-34): how it begins, the provider's administrator access, its removal, and what it lets a provider do. */

import { describe, expect, it } from '@jest/globals';
import { rulesSchema } from '../../src/rules/settings.ts';
import { outgoingSchemas } from '../../src/tasks/outgoing.ts';
import { isPartnered, partnership } from '../../src/tasks/partnership.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import { mayOrderFor } from '../../src/tasks/relationship.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, cast, contoso, fabrikam, norte } from '../support/world.ts';

const { globalAdmin, system, providerAdmin } = cast;
const started = {
  providerName: 'Norte', providerCountry: 'ES', by: 'Ana García', byId: 'ana', roles: 'directory.globalAdmin notAnAgent notAnAdmin', at: '2026-11-01T10:00:00.000Z', version: '2026-11',
  language: 'es', company: 'Contoso Iberia', request: 'REQ-7K3F-9QXD',
};
const attested = { goodFaith: 'true', businessPurpose: 'true', agreement: 'true', harmless: 'true' };
const tick = { confirmed: 'true' };
const bothMay = { rules: rulesSchema.parse({ partnership: { resellerCanRemove: true } }) };
const fabrikamAdmin = { ...globalAdmin, tenant: fabrikam.id };

describe('the beginning', () => {
  rules(partnership, [
    ['WF-15 the outbox begins it', 'None', 'start', system, started, 'Active'],
    ['WF-15 again after it ended', 'Removed', 'start', system, started, 'Active'],
    ['PAR-02 GEN-07 not twice', 'Active', 'start', system, started, 'GEN-07'],
    ['INV-23 nobody else does, a Global admin neither', 'None', 'start', globalAdmin, started, 'GEN-01'],
    ['INV-23 nor the provider', 'None', 'start', providerAdmin, started, 'GEN-06'],
    ['INV-23 GEN-05 not without whose consent it is', 'None', 'start', system, { ...started, by: '' }, 'GEN-05'],
  ]);

  it('WF-15 keeps the consent: version, language, who, when, in which roles, on whose behalf', () => {
    const { doc } = accepted(partnership, partnershipIn('None'), 'start', { actor: system, input: started });
    expect(doc).toEqual({
      v: 1, id: 'PAR-1WF2-TF2B', tenant: contoso.id, state: 'Active', since: NOW, rev: 1, lastCommand: 'command', adminAccess: 'Granted',
      provider: { id: norte.id, name: 'Norte', country: 'ES' }, reseller: { name: 'Contoso Iberia', country: 'ES' },
      consent: {
        by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin', 'notAnAgent', 'notAnAdmin'], at: '2026-11-01T10:00:00.000Z', version: '2026-11', language: 'es', company: 'Contoso Iberia', request: 'REQ-7K3F-9QXD',
      },
    });
  });

  it('WF-15 beginning again replaces the consent, and keeps the number', () => {
    const { doc } = accepted(partnership, partnershipIn('Removed', { adminAccess: 'Removed' }), 'start', { actor: system, input: { ...started, version: '2027-01' } });
    expect(doc).toMatchObject({ id: 'PAR-7K3F-9QXD', adminAccess: 'Granted', consent: { version: '2027-01' } });
    expect(doc.removal).toBeUndefined();
  });

  it('INV-21 writes to no customer: the provider\'s list follows, and the reseller\'s Global admins hear of it', () => {
    const decision = accepted(partnership, partnershipIn('None'), 'start', { actor: system, input: started });
    expect(leaving(decision)).toEqual(['partnershipSync', 'partnershipStarted']);
    expect(decision.step.companions ?? []).toEqual([]);
    for (const { kind, payload } of decision.step.outbox ?? []) expect(outgoingSchemas[kind as 'partnershipSync'].safeParse(payload).success).toBe(true); // a kind of that table
  });
});

describe('administrator access', () => {
  rules(partnership, [
    ['WF-16 a Global admin of the reseller removes it', 'Active', 'removeAdminAccess', globalAdmin, tick, 'Active'],
    ['WF-16 PAR-07 not without the tick', 'Active', 'removeAdminAccess', globalAdmin, {}, 'PAR-07'],
    ['WF-16 PAR-03 an admin agent does not', 'Active', 'removeAdminAccess', cast.adminAgent, tick, 'PAR-03'],
    ['WF-16 GEN-06 nor the provider', 'Active', 'removeAdminAccess', providerAdmin, tick, 'GEN-06'],
    ['WF-16 GEN-07 it is removed once', partnershipIn('Active', { adminAccess: 'Removed' }), 'removeAdminAccess', globalAdmin, tick, 'GEN-07'],
    ['WF-16 GEN-07 not after the partnership ended', 'Removed', 'removeAdminAccess', globalAdmin, tick, 'GEN-07'],
  ]);

  it('INV-25 leaves the partnership Active, in both lists, and ordering as it was', () => {
    const before = partnershipIn('Active');
    const decision = accepted(partnership, before, 'removeAdminAccess', { actor: globalAdmin, input: tick });
    expect(decision.doc).toEqual({ ...before, adminAccess: 'Removed', rev: 2, lastCommand: 'command' });
    expect(isPartnered(decision.doc)).toBe(true);
    expect((['provider', 'reseller'] as const).map((reader) => partnerLine(decision.doc, reader)?.body)).toMatchObject([{ adminAccess: 'Removed' }, { adminAccess: 'Removed' }]);
    expect(leaving(decision)).toEqual(['partnershipSync']);
  });
});

describe('removal', () => {
  rules(partnership, [
    ['WF-34 a sales agent of the provider removes it', 'Active', 'remove', iker, attested, 'Removed'],
    ['WF-34 so does its Global admin', 'Active', 'remove', providerAdmin, attested, 'Removed'],
    ['WF-34 a helpdesk agent does not (P23)', 'Active', 'remove', nuria, attested, 'GEN-01'],
    ['WF-34 GEN-06 the reseller does not', 'Active', 'remove', globalAdmin, attested, 'GEN-06'],
    ['WF-34 unless the programme lets it', 'Active', 'remove', globalAdmin, attested, 'Removed', bothMay],
    ['WF-34 then the provider does as well', 'Active', 'remove', iker, attested, 'Removed', bothMay],
    ['INV-56 GEN-06 a third company never does', 'Active', 'remove', fabrikamAdmin, attested, 'GEN-06', bothMay],
    ['CUS-14 nothing is attested', 'Active', 'remove', iker, {}, 'CUS-14'],
    ['CUS-14 "false" is nothing', 'Active', 'remove', iker, { ...attested, harmless: 'false' }, 'CUS-14'],
    ['GEN-07 it ends once', 'Removed', 'remove', iker, attested, 'GEN-07'],
    ['INV-57 who is no longer a sales agent removes nothing', 'Active', 'remove', { ...iker, roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } }, attested, 'GEN-01'],
  ]);

  it.each(['goodFaith', 'businessPurpose', 'agreement', 'harmless'])('CUS-14 names the one that is missing: %s', (missing) => {
    expect(run(partnership, partnershipIn('Active'), 'remove', { actor: iker, input: { ...attested, [missing]: '' } })).toMatchObject({ error: { code: 'CUS-14', params: { missing } } });
  });

  it('CUS-14 names all that are missing', () => {
    expect(run(partnership, partnershipIn('Active'), 'remove', { actor: iker, input: { goodFaith: 'true' } })).toMatchObject({ error: { params: { missing: 'businessPurpose agreement harmless' } } });
  });

  it('INV-27 keeps everything else, the consent too, and writes down who attested what', () => {
    const before = partnershipIn('Active');
    const { doc, step } = accepted(partnership, before, 'remove', { actor: iker, input: attested });
    const removal = { by: 'Iker Zubia', byId: 'iker', at: NOW, attested: ['goodFaith', 'businessPurpose', 'agreement', 'harmless'] };
    expect(doc).toEqual({ ...before, state: 'Removed', since: NOW, rev: 2, lastCommand: 'command', removal });
    expect(step.companions ?? []).toEqual([]);
  });

  it('INV-27 WF-34 owes nobody a notice (M9): nothing leaves but the other side\'s list, and the end of joint invitations and of what was asked for', () => {
    const decision = accepted(partnership, partnershipIn('Active'), 'remove', { actor: iker, input: attested });
    expect(leaving(decision)).toEqual(['partnershipSync', 'invitationsVoid', 'changesEnd']);
    expect(decision.step.outbox?.at(-1)?.payload).toEqual({ ended: 'partnership', reseller: contoso.id, provider: norte.id, at: NOW });
  });
});

describe('lists and rights', () => {
  it.each([['None', false], ['Active', true], ['Removed', false]] as const)('INV-20 %s: in both lists or in neither', (state, isListed) => {
    const doc = partnershipIn(state);
    expect([partnerLine(doc, 'provider') !== undefined, partnerLine(doc, 'reseller') !== undefined]).toEqual([isListed, isListed]);
  });

  it('INV-20 each side sees the other', () => {
    const doc = partnershipIn('Active');
    expect([partnerLine(doc, 'provider'), partnerLine(doc, 'reseller')]).toMatchObject([
      { list: 'partners', sort: 'Contoso Iberia', terms: ['Contoso Iberia', 'contoso'], body: { other: 'contoso', name: 'Contoso Iberia', country: 'ES', rev: 1 } },
      { list: 'partners', sort: 'norte', terms: ['norte', 'norte'], body: { other: 'norte', name: 'norte', country: 'ES', rev: 1 } },
    ]);
  });

  it.each([['None', false], ['Active', true], ['Removed', false]] as const)('INV-19 %s: a provider may do things for the reseller: %s', (state, expected) => {
    expect(isPartnered(partnershipIn(state))).toBe(expected);
    expect(isPartnered(undefined)).toBe(false);
  });

  it.each([
    ['its own Active relationship', relationshipIn('Active', { partner: norte.id, role: 'provider' }), true],
    ['one that ended', relationshipIn('Removed', { partner: norte.id, role: 'provider' }), false],
    ['none, though the reseller has one', undefined, false],
    ['the reseller\'s', relationshipIn('Active'), false],
  ])('INV-18 with %s a provider may order for the customer: %s', (_with, relationship, expected) => {
    expect(mayOrderFor(relationship)).toBe(expected);
  });
});
