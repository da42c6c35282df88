/** Reads for people: the own documents, the queue of reviews, places, and what a provider may know of an agreement (WF-07, WF-09). */

import { describe, expect, it } from '@jest/globals';
import type { CaseLine } from '../../src/app/documents.ts';
import { caseRef, homeOf, lists } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { addPlace, removePlace } from '../../src/app/places.ts';
import type { Write } from '../../src/app/ports.ts';
import { agreementAnswer, agreementOf, enrolmentOf, openReviews, placeCount, places, reviewOf } from '../../src/app/queries.ts';
import { searchTerm, termsOf } from '../../src/app/search.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { NOW, adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, madrid, norte, operator, tenantNamed } from '../support/world.ts';

const lima = { ...fabrikam, id: tenantNamed('lima'), country: 'PE' };
const world = eachWorld([contoso, fabrikam, norte, operator, adventure, lima]);

describe('own documents', () => {
  it('INV-56 are found in the own company only', async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await given(world(), 'agreement', agreementIn('Accepted'));
    expect([await enrolmentOf(world().deps, contoso.id), await agreementOf(world().deps, contoso.id)]).toEqual([enrolmentIn('Active'), agreementIn('Accepted')]);
    expect([await enrolmentOf(world().deps, fabrikam.id), await agreementOf(world().deps, fabrikam.id)]).toEqual([undefined, undefined]);
  });
});

describe('queue of reviews', () => {
  const lineOf = (number: number, company = `Company ${number}`): CaseLine => ({
    v: 1, caseId: `ENR-0000-00${number}`, tenant: contoso.id, company, country: 'ES', mpnId: '1234567', openedAt: NOW, rev: 1, open: true,
  });
  /** A case as bot/outbox/reviewSync.ts writes it. */
  const writesOf = (body: CaseLine): readonly Write[] => [
    { op: 'create', doc: { ...caseRef(operator.id, body.caseId), kind: 'case', body } },
    ...lineWrites({
      partition: homeOf(operator.id), key: body.caseId, before: undefined,
      after: { list: lists.reviews, sort: body.openedAt, terms: [body.company, body.caseId, body.mpnId], body },
    }),
  ];
  const queue = async (...lines: readonly CaseLine[]) => {
    for (const line of lines) await world().deps.store.commit(writesOf(line));
  };
  const numbersOf = ({ rows }: { readonly rows: readonly CaseLine[] }) => rows.map(({ caseId }) => Number(caseId.slice(-2)));

  it('comes in pages of twenty-five, oldest first, and ends', async () => {
    await queue(...Array.from({ length: 75 }, (_, index) => lineOf(84 - index)));
    const first = await openReviews(world().deps, '', undefined);
    const second = await openReviews(world().deps, '', first.next);
    const third = await openReviews(world().deps, '', second.next);
    expect([first, second, third].flatMap(numbersOf)).toEqual(Array.from({ length: 75 }, (_, index) => index + 10));
    expect([first, second, third].map(({ rows, next }) => [rows.length, next !== undefined])).toEqual([[25, true], [25, true], [25, false]]);
  });

  it.each([
    ['iber', [11]], ['IBÉRIA', [11]], ['contoso', [11, 12]], ['ENR-0000-0012', [12]], ['enr 0000', [11, 12]], ['ontoso', []], ['  ', [11, 12]], ['contoso iberia de', [11]],
  ])('a search for "%s" finds what starts so, each case once', async (search, expected) => {
    await queue(lineOf(11, 'Contoso Ibéria de Contoso'), lineOf(12, 'Contoso México'));
    expect(numbersOf(await openReviews(world().deps, search, undefined)).toSorted((one, other) => one - other)).toEqual(expected);
  });

  it('a case leads to its enrolment as it is now, and to nothing after that began anew', async () => {
    await queue({ ...lineOf(11), caseId: 'ENR-7K3F-9QXD' }, lineOf(12));
    await given(world(), 'enrolment', enrolmentIn('ActionRequired'));
    expect((await reviewOf(world().deps, 'ENR-7K3F-9QXD'))?.state).toBe('ActionRequired');
    expect(await reviewOf(world().deps, 'ENR-0000-0012')).toBeUndefined();
    expect(await reviewOf(world().deps, 'ENR-0000-0099')).toBeUndefined();
  });
});

describe('search terms', () => {
  it('are a name from each of its words on, and the ids, without accents and marks', () => {
    expect(termsOf('Peña & Hijos, S.L.', ['ENR-7K3F-9QXD'])).toEqual(['pena hijos s l', 'hijos s l', 's l', 'l', 'enr 7k3f 9qxd']);
    expect(searchTerm('¡¿!')).toBe('');
  });
});

describe('places', () => {
  const placeAt = (conversation: string, language: 'en' | 'es' = 'es', delivery = world().deps.newId()) =>
    ({ actor: cast.reviewer, address: { serviceUrl: 'https://smba.test', conversation, channelId: 'msteams', bot: 'b', user: '' }, language, delivery, correlation: 'c-1' });

  it('INV-58 are chosen once, refreshed when they are chosen again, and given up; each time it is written down by whom', async () => {
    const { deps } = world();
    await addPlace(deps, placeAt('19:a@thread.tacv2'));
    await addPlace(deps, placeAt('19:b@thread.tacv2'));
    await addPlace(deps, placeAt('19:a@thread.tacv2', 'en'));
    expect((await places(deps)).map(({ language, by }) => [language, by]).toSorted()).toEqual([['en', cast.reviewer.name], ['es', cast.reviewer.name]]);
    await removePlace(deps, placeAt('19:b@thread.tacv2'));
    await removePlace(deps, placeAt('19:never@thread.tacv2'));
    expect(await placeCount(deps)).toBe(1);
    const written = await deps.store.page({ partition: homeOf(operator.id), list: lists.audit, limit: 10 });
    expect(written.map(({ body }) => [body['event'], body['outcome']]).toSorted()).toEqual([['here', 'done'], ['here', 'done'], ['here', 'done'], ['off', 'done'], ['off', 'done']]);
  });
});

describe('a delivery that comes again, late', () => {
  const place = (delivery: string) => ({ actor: cast.reviewer, address: { serviceUrl: 'https://smba.test', conversation: '19:a', channelId: 'msteams', bot: 'b', user: '' }, language: 'es', delivery, correlation: 'c' } as const);

  it('INV-58 neither brings back a place that was given up since, nor takes one away, and is written down once', async () => {
    const { deps } = world();
    expect([await addPlace(deps, place('first')), await addPlace(deps, place('first')), await removePlace(deps, place('second')), await addPlace(deps, place('first'))]).toEqual([true, true, false, false]);
    expect([await addPlace(deps, place('third')), await removePlace(deps, place('second'))]).toEqual([true, true]);
    expect(await placeCount(deps)).toBe(1);
    expect(await deps.store.page({ partition: homeOf(operator.id), list: lists.audit, limit: 10 })).toHaveLength(3);
  });
});

describe('WF-09 what is known of an agreement', () => {
  const { providerAdmin, globalAdmin } = cast;
  const byId = { mpnId: madrid.mpnId };
  const byTenant = { tenant: contoso.id };
  const reserve = async (tenant = contoso.id) =>
    await world().deps.store.commit([{ op: 'create', doc: { partition: `mpn:${madrid.mpnId}`, id: 'reservation', kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant, at: NOW } } }]);
  const company = async (state: EnrolmentState, agreement?: 'PendingSignature' | 'Accepted') => {
    await reserve();
    await given(world(), 'enrolment', enrolmentIn(state));
    if (agreement) await given(world(), 'agreement', agreementIn(agreement));
  };

  it.each([
    ['signed', 'Active', 'Accepted'], ['notSigned', 'Qualified', 'PendingSignature'], ['notSigned', 'Active', undefined],
  ] as const)('WF-09 a provider learns "%s" by MPN ID and by tenant', async (answer, state, agreement) => {
    await company(state, agreement);
    expect([await agreementAnswer(world().deps, providerAdmin, byId), await agreementAnswer(world().deps, providerAdmin, byTenant)]).toEqual([answer, answer]);
  });

  it.each(['Confirmation', 'UnderReview', 'Rejected', 'Withdrawn'] as const)('WF-07 INV-17 an MPN ID is no enrolment: %s', async (state) => {
    await company(state);
    expect(await agreementAnswer(world().deps, providerAdmin, byId)).toBe('notEnrolled');
  });

  it('WF-07 INV-17 nor is one that was only reserved', async () => {
    await reserve();
    expect(await agreementAnswer(world().deps, providerAdmin, byId)).toBe('notEnrolled');
  });

  it('WF-09 an MPN ID or a company that nobody knows', async () => {
    expect(await agreementAnswer(world().deps, providerAdmin, { mpnId: '9999999' })).toBe('unknown');
    expect(await agreementAnswer(world().deps, providerAdmin, { tenant: tenantNamed('nowhere') })).toBe('unknown');
  });

  it('WF-09 a company of another region', async () => {
    await reserve(lima.id);
    expect(await agreementAnswer(world().deps, providerAdmin, byId)).toBe('otherRegion');
  });

  it('WF-09 a reseller learns about itself', async () => {
    await company('Active', 'Accepted');
    expect([await agreementAnswer(world().deps, globalAdmin, byId), await agreementAnswer(world().deps, cast.adminAgent, byTenant)]).toEqual(['signed', 'signed']);
  });

  it('INV-56 a reseller learns nothing about others, not even that they exist', async () => {
    await company('Active', 'Accepted');
    const rival = { ...globalAdmin, tenant: fabrikam.id };
    for (const about of [byId, byTenant, { mpnId: '9999999' }]) expect(await agreementAnswer(world().deps, rival, about)).toBe('forbidden');
  });

  it('WF-09 not everybody at a provider may ask (P16)', async () => {
    await company('Active', 'Accepted');
    expect(await agreementAnswer(world().deps, { ...cast.helpdeskAgent, tenant: norte.id, tenantKind: 'provider' }, byId)).toBe('forbidden');
  });
});
