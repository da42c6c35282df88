/** How a reseller answers a provider's request (WF-15): who may, what is checked again when the button is pressed, the consent that is kept, and what follows. */

import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { request } from '../../src/tasks/request.ts';
import { outgoingSchemas } from '../../src/tasks/outgoing.ts';
import type { RequestState } from '../../src/tasks/requestDoc.ts';
import { TRACE, iker, partnershipIn, requestIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { NOW, adventure, ago, cast, contoso, enrolmentIn, fabrikam, norte, tenantNamed } from '../support/world.ts';

const { globalAdmin } = cast;
const answer = { link: TRACE, accept: 'true', version: '2026-11', language: 'es' };
const enrolled = { tenant: norte, own: contoso, ownEnrolment: enrolmentIn('Active') };
const having = (read: object) => ({ read: { ...enrolled, ...read } });
const can = having({});

describe('authorising', () => {
  rules(request, [
    ['WF-15 INV-23 a Global admin of an enrolled reseller does, with the box ticked', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', can],
    ['WF-15 INV-23 so does one whose partner account says so', 'Issued', 'authorise', cast.partnerGlobalAdmin, answer, 'Accepted', can],
    ['WF-15 INV-16 before the agreement is signed, too', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', having({ ownEnrolment: enrolmentIn('Qualified') })],
    ['WF-15 after an earlier partnership ended, too', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', having({ partnership: partnershipIn('Removed') })],
    ['WF-15 whichever address the request was sent to (§6.4)', requestIn('Issued', { email: 'somebody@elsewhere.example' }), 'authorise', globalAdmin, answer, 'Accepted', can],
    ['INV-10 PAR-03 an admin agent does not', 'Issued', 'authorise', cast.adminAgent, answer, 'PAR-03', can],
    ['INV-10 PAR-03 nor a user management admin', 'Issued', 'authorise', cast.userManagementAdmin, answer, 'PAR-03', can],
    ['INV-10 PAR-03 nor the provider\'s sales agent', 'Issued', 'authorise', iker, answer, 'PAR-03', having({ own: norte })],
    ['INV-10 PAR-04 the Global admin of a customer lacks no role, but the company is no reseller', 'Issued', 'authorise', { ...globalAdmin, tenant: adventure.id, tenantKind: 'customer' }, answer, 'PAR-04', having({ own: adventure })],
    ['INV-57 PAR-03 nor who was one when the card was drawn', 'Issued', 'authorise', { ...globalAdmin, directoryRoles: [] }, answer, 'PAR-03', can],
    ['INV-23 PAR-07 not without the tick', 'Issued', 'authorise', globalAdmin, { ...answer, accept: '' }, 'PAR-07', can],
    ['INV-23 PAR-07 "false" is no tick', 'Issued', 'authorise', globalAdmin, { ...answer, accept: 'false' }, 'PAR-07', can],
    ['INV-23 PAR-04 nor before the enrolment', 'Issued', 'authorise', globalAdmin, answer, 'PAR-04', having({ ownEnrolment: undefined })],
    ['INV-23 PAR-04 nor while it is reviewed', 'Issued', 'authorise', globalAdmin, answer, 'PAR-04', having({ ownEnrolment: enrolmentIn('UnderReview') })],
    ['INV-17 PAR-04 an MPN ID is no enrolment', 'Issued', 'authorise', globalAdmin, answer, 'PAR-04', having({ ownEnrolment: enrolmentIn('Confirmation') })],
    ['INV-23 PAR-04 a provider is no reseller', 'Issued', 'authorise', globalAdmin, answer, 'PAR-04', having({ own: { ...contoso, kind: 'provider' } })],
    ['PAR-04 nor is a company that the directory does not know', 'Issued', 'authorise', globalAdmin, answer, 'PAR-04', having({ own: undefined })],
    ['INV-29 PAR-05 a company of another region', 'Issued', 'authorise', globalAdmin, answer, 'PAR-05', having({ own: { ...contoso, country: 'MX' } })],
    ['INV-29 PAR-05 another country of the region will do', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', having({ own: { ...contoso, country: 'PT' } })],
    ['INV-29 PAR-05 a company of another cloud', 'Issued', 'authorise', globalAdmin, answer, 'PAR-05', having({ own: { ...contoso, cloud: 'usGov' } })],
    ['INV-29 PAR-05 a country without a region shares it with nobody', 'Issued', 'authorise', globalAdmin, answer, 'PAR-05', having({ tenant: { ...norte, country: 'XX' }, own: { ...contoso, country: 'XX' } })],
    ['INV-26 PAR-01 a provider that has left the programme since it asked', 'Issued', 'authorise', globalAdmin, answer, 'PAR-01', having({ tenant: { ...norte, inCsp: false } })],
    ['PAR-02 partners already', 'Issued', 'authorise', globalAdmin, answer, 'PAR-02', having({ partnership: partnershipIn('Active') })],
    ['PAR-02 who accepted before hears that, not that the link is used up', 'Accepted', 'authorise', globalAdmin, answer, 'PAR-02', having({ partnership: partnershipIn('Active') })],
    ['PAR-06 unless the partnership ended since', 'Accepted', 'authorise', globalAdmin, answer, 'PAR-06', having({ partnership: partnershipIn('Removed') })],
    ['INV-23 GEN-02 a consent is to the text of today', 'Issued', 'authorise', globalAdmin, { ...answer, version: '2020-01' }, 'GEN-02', can],
    ['INV-23 GEN-05 a consent is to a text that was read', 'Issued', 'authorise', globalAdmin, { link: TRACE, accept: 'true' }, 'GEN-05', can],
    ['PAR-08 nobody authorises themselves', 'Issued', 'authorise', cast.providerAdmin, answer, 'PAR-08', having({ own: norte })],
    ['PAR-06 a link of another request', 'Issued', 'authorise', globalAdmin, { ...answer, link: 'of another' }, 'PAR-06', can],
    ['PAR-06 GEN-05 no link at all', 'Issued', 'authorise', globalAdmin, { ...answer, link: '' }, 'GEN-05', can],
  ]);

  it.each<[string, RequestState, object]>([
    ['draft', 'Draft', {}], ['accepted', 'Accepted', { answer: { reseller: fabrikam.id, company: 'fabrikam', by: 'Fay', byId: globalAdmin.id, at: NOW } }], ['declined', 'Declined', {}], ['revoked', 'Revoked', {}],
    ['expired', 'Expired', {}], ['expired', 'Issued', { expiresAt: NOW }], ['discarded', 'Discarded', {}],
  ])('PAR-06 says why the link is void: %s (%s)', (why, state, more) => {
    for (const event of ['authorise', 'decline']) {
      expect(run(request, requestIn(state, more), event, { actor: globalAdmin, input: answer, ...can })).toMatchObject({ error: { code: 'PAR-06', params: { why } } });
    }
  });

  it('PAR-06 a link that is none of the request\'s is unknown, and time runs out to the millisecond', () => {
    expect(run(request, requestIn('Issued'), 'authorise', { actor: globalAdmin, input: { ...answer, link: 'guess' }, ...can })).toMatchObject({ error: { params: { why: 'unknown' } } });
    const last = requestIn('Issued', { expiresAt: NOW });
    expect(['2026-01-01T00:00:00.000Z', NOW].map((now) => outcomeOf(run(request, last, 'authorise', { actor: globalAdmin, input: answer, ...can, now: now as typeof NOW })))).toEqual(['Accepted', 'PAR-06']); // an Instant written out
  });

  it('PAR-03 names who may; PAR-05 and PAR-02 name both sides', () => {
    const asked = (actor: typeof cast.salesAgent | typeof globalAdmin, read: object) => run(request, requestIn('Issued'), 'authorise', { actor, input: answer, ...having(read) });
    expect(asked(cast.salesAgent, { own: { ...contoso, globalAdmins: ['Ana García'] }, tenant: { ...norte, globalAdmins: ['Noa Niño'] } })).toMatchObject({ error: { code: 'PAR-03', params: { person: 'Sal Sanz', admins: 'Ana García' } } });
    expect(asked(globalAdmin, { own: { ...contoso, country: 'MX' } })).toMatchObject({ error: { params: { provider: 'norte', providerCountry: 'ES', ownCountry: 'MX' } } });
    expect(asked(globalAdmin, { partnership: partnershipIn('Active') })).toMatchObject({ error: { params: { provider: 'norte' } } });
  });
});

describe('what follows', () => {
  const authorised = (more: object = {}) => accepted(request, requestIn('Issued'), 'authorise', { actor: globalAdmin, input: answer, ...can, ...more });

  it('WF-15 the consent leaves as it was given: by whom, in which roles, when, which text, in which language, for whom', () => {
    const { step, doc } = authorised({ input: { ...answer, version: '2027-01' }, rules: rulesSchema.parse({ partnership: { consentVersion: '2027-01' } }) });
    const [start] = step.outbox ?? [];
    expect(start).toEqual({
      kind: 'partnershipStart', key: '', payload: {
        reseller: 'contoso', request: 'REQ-7K3F-9QXD', providerName: 'norte', providerCountry: 'ES', by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin'],
        at: NOW, version: '2027-01', language: 'es', company: 'Contoso Iberia',
      },
    });
    expect(outgoingSchemas.partnershipStart.safeParse(start?.payload).success).toBe(true);
    expect(doc.answer).toEqual({ reseller: 'contoso', company: 'Contoso Iberia', by: 'Ana García', byId: 'ana', at: NOW });
  });

  it('WF-15 the consent is in the language of the text that was read', () => {
    const { step } = accepted(request, requestIn('Issued', { language: 'es' }), 'authorise', { actor: globalAdmin, input: { ...answer, language: 'en' }, ...can });
    expect(step.outbox?.[0]?.payload['language']).toBe('en');
  });

  it('WF-15 the person who asked hears of it', () => {
    const decision = authorised();
    expect(leaving(decision)).toEqual(['partnershipStart', 'partnershipNotice:accepted']);
    expect(decision.step.outbox?.[1]?.payload).toEqual({ person: 'iker', news: 'accepted', company: 'Contoso Iberia', about: 'REQ-7K3F-9QXD', email: 'ana@contoso.es' });
  });

  it('INV-21 an acceptance writes to no customer and to no list of customers', () => {
    const { step } = authorised();
    expect(step.companions ?? []).toEqual([]);
    expect(leaving(authorised()).filter((kind) => /customer|relationship/i.test(kind))).toEqual([]);
  });
});

describe('declining', () => {
  rules(request, [
    ['WF-15 declined', 'Issued', 'decline', globalAdmin, { link: TRACE }, 'Declined', can],
    ['WF-15 declined by a company that is not enrolled', 'Issued', 'decline', globalAdmin, { link: TRACE }, 'Declined', having({ ownEnrolment: undefined })],
    ['PAR-03 not by a sales agent', 'Issued', 'decline', cast.salesAgent, { link: TRACE }, 'PAR-03', can],
    ['PAR-06 not without the link', 'Issued', 'decline', globalAdmin, { link: 'guess' }, 'PAR-06', can],
    ['PAR-06 not after its time', requestIn('Issued', { expiresAt: ago(DAY) }), 'decline', globalAdmin, { link: TRACE }, 'PAR-06', can],
    ['PAR-02 not after it was accepted', 'Accepted', 'decline', globalAdmin, { link: TRACE }, 'PAR-02', having({ partnership: partnershipIn('Active') })],
    ['PAR-08 not by the provider itself, which revokes', 'Issued', 'decline', cast.providerAdmin, { link: TRACE }, 'PAR-08', having({ own: norte })],
    ['PAR-05 nor by a company that could not be its partner', 'Issued', 'decline', globalAdmin, { link: TRACE }, 'PAR-05', having({ own: { ...contoso, country: 'MX' } })],
    ['PAR-04 nor by another provider', 'Issued', 'decline', globalAdmin, { link: TRACE }, 'PAR-04', having({ own: { ...contoso, kind: 'provider' } })],
    ['PAR-06 nor by another company then', 'Accepted', 'decline', { ...globalAdmin, tenant: tenantNamed('lima') }, { link: TRACE }, 'PAR-06', can],
  ]);

  it('WF-15 begins nothing, and the person who asked hears of it', () => {
    expect(leaving(accepted(request, requestIn('Issued'), 'decline', { actor: globalAdmin, input: { link: TRACE }, ...can }))).toEqual(['partnershipNotice:declined']);
  });
});
