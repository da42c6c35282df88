/** The details of a customer and its tags at the real door: who edits them, who sees them, and that nobody writes over what they have not read (P08, §6.5). */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { customerOf, relationshipOf } from '../../src/app/customers.ts';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { NOW, cast, tenantNamed } from '../support/world.ts';
import { typedDetails } from '../support/details.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, diego, iker, ines, luis, nuria, pablo, rosa } from './world.ts';

const tailwind = tenantNamed('tailwind');
const admin = { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
const filled = { ...typedDetails, company: 'Panaderías Reunidas S.A.', email: 'rosa@tailwind.example', firstName: 'Rosa', lastName: 'Figueras' };

/** Tailwind is Contoso's and Norte's, as its answer to a joint invitation begins it (WF-22). */
async function served(): Promise<Story> {
  const story = await openStory();
  const performed = await perform(story.app.deps, {
    task: 'customer', event: 'accepted', tenant: tailwind, commandId: 'accepted', actor: cast.system, correlation: 'c0ffee',
    input: {
      invitation: 'INV-7K3F-9QXD', reseller: 'contoso', resellerName: 'Contoso Iberia', provider: 'norte', providerName: 'Distribuciones Norte',
      by: 'Rosa Figueras', byId: 'rosa', email: 'rosa@tailwind.example', roles: '', at: NOW, version: '2026-11+2023-01', language: 'es',
    },
  });
  if (performed.kind !== 'done') throw new Error('The customer was not begun');
  await story.settle();
  story.world.change(luis, admin);
  return story;
}

async function opens(story: Story, who: Persona, ...verbs: readonly string[]): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await desk.says(who === luis ? '/customer tailwind' : '/cliente tailwind'); // Luis reads English
  for (const verb of verbs) await desk.presses(verb);
  return desk;
}

describe('the details', () => {
  it('P08 CUS-07 of a customer that came by invitation begin empty; what was typed stays until it is right, and nobody is told', async () => {
    const story = await served();
    const desk = await opens(story, carmen, 'show.customerDetails');
    const [posted, mails] = [story.teams.posted.length, story.mails.length];
    expect([new Set(Object.values(inputsOf(desk.card()))), desk.reads()]).toEqual([new Set(['']), expect.stringMatching(/País o región: España.*no envía nada al cliente/s)]);
    await desk.presses('customer.edit', { ...filled, postalCode: '1' });
    expect([desk.reads(), input(desk.card(), 'postalCode').value, input(desk.card(), 'company').value]).toEqual([expect.stringContaining('(CUS-07)'), '1', 'Panaderías Reunidas S.A.']);
    await desk.presses('customer.edit', { postalCode: '28013' });
    await story.settle();
    expect(desk.reads()).toMatch(/datos quedan guardados.*Panaderías Reunidas S\.A\..*Gran Vía 10, 3\.º B, 28013, Madrid.*Rosa Figueras, rosa@tailwind\.example/s);
    expect([story.teams.posted.length, story.mails.length]).toEqual([posted, mails]);
    expect((await customerOf(story.app.deps, tailwind))?.profile).toMatchObject({ ...filled, country: 'ES', segment: 'commercial' });
  });

  it('P08 are shared: the other partner sees and edits them too, and the log of each says what its own people changed', async () => {
    const story = await served();
    await (await opens(story, carmen, 'show.customerDetails')).presses('customer.edit', filled);
    const helpdesk = await opens(story, nuria);
    expect(helpdesk.reads()).toContain('Gran Vía 10');
    await helpdesk.presses('show.customerDetails');
    await helpdesk.presses('customer.edit', { city: 'Getafe' });
    await story.settle();
    expect([(await audited(story, { who: carmen })).filter((entry) => entry.startsWith('customer.edit')), (await audited(story, { who: nuria })).filter((entry) => entry.startsWith('customer.edit'))]).toEqual([['customer.edit done'], ['customer.edit done']]);
    const entry = (await story.app.deps.store.page({ partition: homeOf(tenantNamed('norte')), list: 'audit', limit: 50 })).find(({ body }) => body['event'] === 'edit');
    expect(entry?.body['changed']).toMatchObject({ profile: { before: { city: 'Madrid' }, after: { city: 'Getafe' } } });
    expect((await opens(story, carmen)).reads()).toContain('Getafe');
  });

  it('GEN-02 of two who edit at once, the second reads what the first wrote before writing over it', async () => {
    const story = await served();
    const [first, second] = [await opens(story, carmen, 'show.customerDetails'), await opens(story, iker, 'show.customerDetails')];
    await first.presses('customer.edit', filled);
    await second.presses('customer.edit', { ...filled, city: 'Bilbao' });
    expect([second.reads(), input(second.card(), 'city').value]).toEqual([expect.stringContaining('no estaba al día'), 'Madrid']);
    expect((await customerOf(story.app.deps, tailwind))?.profile?.city).toBe('Madrid');
    await second.presses('customer.edit', { city: 'Bilbao' });
    expect((await customerOf(story.app.deps, tailwind))?.profile?.city).toBe('Bilbao');
  });

  it('a form that was refused does not hide what somebody else writes meanwhile', async () => {
    const story = await served();
    const [slow, fast] = [await opens(story, carmen, 'show.customerDetails'), await opens(story, iker, 'show.customerDetails')];
    await slow.presses('customer.edit', { ...filled, email: '' });
    await fast.presses('customer.edit', { ...filled, city: 'Bilbao' });
    await slow.presses('customer.edit', filled);
    expect([slow.reads(), input(slow.card(), 'city').value]).toEqual([expect.stringContaining('no estaba al día'), 'Bilbao']);
  });

  it('the same click twice is one edit', async () => {
    const story = await served();
    const desk = await opens(story, carmen, 'show.customerDetails');
    const click = { verb: 'customer.edit', data: { id: 'customer', rev: '1', customer: 'tailwind', ...filled } };
    for (const answer of [await desk.speaker.clicks(click), await desk.speaker.clicks(click)]) expect(textOf(answer.card)).toMatch(/^(?!.*no estaba al día).*Gran Vía 10/s);
    expect((await customerOf(story.app.deps, tailwind))?.rev).toBe(2);
  });

  it('CUS-16 INV-36 end with the relationship', async () => {
    const story = await served();
    const form = await opens(story, carmen, 'show.customerDetails');
    await (await opens(story, luis, 'show.removeCustomer')).presses('relationship.remove', Object.fromEntries(attestations.map((name) => [name, 'true'])));
    expect((await form.presses('customer.edit', filled)).text).toContain('(CUS-16)');
    for (const verb of ['show.customerDetails', 'show.customerTags']) expect(textOf((await story.desk(luis).speaker.clicks({ verb, data: { customer: 'tailwind' } })).card)).toContain('removed the relationship');
  });
});

describe('tags', () => {
  it('P27 INV-59 are for the own company: an admin agent gives them, colleagues read them, nobody else does', async () => {
    const story = await served();
    const desk = await opens(story, luis, 'show.customerTags');
    expect(desk.reads()).toContain('Tags now: 0 of 150');
    await desk.presses('relationship.tag', { tags: `gold\n${'x'.repeat(51)}` });
    expect(input(desk.card(), 'tags')).toEqual({ value: `gold\n${'x'.repeat(51)}`, says: expect.stringContaining(`“${'x'.repeat(30)}…” is too long`) });
    await desk.presses('relationship.tag', { tags: 'Gold\ngold, key account' });
    await story.settle();
    expect(desk.reads()).toMatch(/tags are saved.*Tags of your company\s+Gold, key account/s);
    const colleague = await opens(story, carmen);
    expect([colleague.reads(), verbsOn(colleague.card())]).toEqual([expect.stringContaining('Gold, key account'), expect.not.arrayContaining(['show.customerTags'])]);
    expect((await opens(story, iker)).reads()).not.toContain('Gold');
    const holding = (await story.content()).filter(({ body }) => JSON.stringify(body).includes('key account')).map(({ partition }) => partition);
    expect(new Set(holding)).toEqual(new Set([homeOf(tailwind), homeOf(tenantNamed('contoso'))]));
    expect((await story.desk(carmen).speaker.clicks({ verb: 'relationship.tag', data: { customer: 'tailwind', id: 'contoso', rev: '2', tags: 'mine' } })).text).toContain('(GEN-01)');
  });

  it('§6.5 find customers, in either language and whatever the case', async () => {
    const story = await served();
    const desk = await opens(story, luis, 'show.customerTags');
    await desk.presses('relationship.tag', { tags: 'Gold\nkey account' });
    await story.settle();
    for (const [said, found] of [['/customers --tag gold', true], ['/customers --tag "KEY ACCOUNT"', true], ['/customers tail --tag gold', true], ['/customers zzz --tag gold', false], ['/customers --tag silver', false]] as const) {
      await desk.says(said);
      expect([said, verbsOn(desk.card()).includes('show.customer')]).toEqual([said, found]);
    }
    const spanish = await opens(story, carmen);
    await spanish.says('/clientes --etiqueta gold');
    expect(spanish.reads()).toMatch(/Clientes con la etiqueta «gold».*Tailwind Panaderías/s);
    const other = await opens(story, iker);
    await other.says('/clientes --etiqueta gold');
    expect(other.reads()).toContain('Ningún cliente tuyo tiene esta etiqueta');
    await desk.says('/customers --tag gold --reseller norte');
    expect(desk.reads()).toContain('not together with --reseller');
  });

  it('§6.5 an empty field takes all away; a colleague who was slower sees that first', async () => {
    const story = await served();
    const [desk, late] = [await opens(story, luis, 'show.customerTags'), await opens(story, luis, 'show.customerTags')];
    await desk.presses('relationship.tag', { tags: 'gold' });
    await late.presses('relationship.tag', { tags: 'silver' });
    expect([late.reads(), input(late.card(), 'tags').value]).toEqual([expect.stringContaining('was out of date'), 'gold']);
    await late.presses('relationship.tag', { tags: ' ' });
    await story.settle();
    expect(late.reads()).not.toContain('Tags of your company');
    await late.says('/customers --tag gold');
    expect(verbsOn(late.card())).not.toContain('show.customer');
    expect(await relationshipOf(story.app.deps, tailwind, tenantNamed('contoso'))).not.toHaveProperty('tags');
  });
});

it('INV-56 GEN-06 GEN-01 are nothing to strangers, and little to people without a role', async () => {
  const story = await served();
  const clicks = async (who: Persona, verb: string, customer: string) =>
    (await story.desk(who).speaker.clicks({ verb, data: { customer, id: verb === 'customer.edit' ? 'customer' : who.tenant, rev: '1', tags: 'gold', ...filled } })).text;
  story.world.change(pablo, admin);
  for (const verb of ['customer.edit', 'relationship.tag', 'show.customerDetails', 'show.customerTags']) {
    for (const customer of ['tailwind', 'nowhere']) expect([verb, await clicks(pablo, verb, customer)]).toEqual([verb, expect.stringContaining(`No encontramos «${customer}»`)]);
    expect([verb, await clicks(diego, verb, 'tailwind')]).toEqual([verb, expect.stringContaining('(GEN-01)')]);
  }
  expect(await clicks(ines, 'customer.edit', 'tailwind')).toContain('(GEN-06)');
  expect((await audited(story, { who: rosa })).filter((entry) => /edit|tag/.test(entry)).toSorted()).toEqual(['customer.edit GEN-01', 'relationship.tag GEN-01']); // of Contoso's own, and of no stranger's
});
