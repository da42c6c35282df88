/** `/stats` through the real door: what the enrolments of a story leave in the figures, for whom, where, and from buttons that nobody drew. */

import { describe, expect, it } from '@jest/globals';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import { adatum, answerInChannel, approved, channel, contoso, opensAgreement, reviewers, verbsOn, walk } from './walk.ts';
import { carmen, iker, ines, lucia, martin, olivia } from './world.ts';

/** One company enrols and signs, another one sends its form, and a third one discards what it began. */
async function worked(story: Story): Promise<void> {
  const admin = await reviewers(story);
  const requester = await walk(story, contoso, 'UnderReview');
  await story.passes(3 * HOUR);
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
  await opensAgreement(requester);
  await requester.presses('agreement.accept', { accept: 'true' });
  await walk(story, adatum, 'EmailVerificationPending');
  const third = story.desk(lucia);
  await third.arrives();
  await third.presses('show.signIn');
  await third.presses('enrolment.signIn');
  await third.presses('enrolment.abandon');
  await story.settle();
}

/** The bars of each chart, by its title. */
function chartsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(chartsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, title, data } = node as Record<string, unknown>; // an element of a card
  return type === 'Chart.HorizontalBar' ? [`${String(title)}: ${(data as { x: string; y: number }[]).map(({ x, y }) => `${x} ${y}`).join(', ')}`] : Object.values(node).flatMap(chartsIn); // what a chart is made of
}

async function asks(story: Story, said = '/stats', who = olivia) {
  const desk = story.desk(who);
  await desk.says('hello');
  await desk.says(said);
  return desk;
}

describe('/stats', () => {
  it('§4.1 tells how far companies have come, how long it took, and what waits', async () => {
    const story = await openStory();
    await worked(story);
    const desk = await asks(story);
    expect(desk.reads()).toMatch(/^Enrolments of the last 30 days\nCounted by days in UTC; “ever” means since 1 March 2026/);
    for (const line of [
      'Enrolments\n30 days\nEver\nBegun\n3\n3\nDiscarded before they were sent\n1\n1\nSent\n2\n2', 'Confirmed by the primary contact\n1\n1\nApproved\n1\n1', 'Agreement signed, ready to trade\n1\n1',
      'Time to a decision\nDecisions\nLess than a day\n1\n1 to 3 days\n0\n3 to 7 days\n0\nA week or more\n0\nIn all\n1', 'Half of them\nin less than 4 hours',
      'No review waits for a decision.', 'No reminder is due within a week.', 'Enrolled companies that have not signed\n0',
    ]) expect(desk.reads()).toContain(line);
    expect(chartsIn(desk.card())).toEqual([
      'How far companies have come: Begun 3, Sent 2, Enrolled 1, Agreement signed 1',
      'From the opening of a review to its decision: Less than a day 1, 1 to 3 days 0, 3 to 7 days 0, A week or more 0',
    ]);
    expect(faults(story)).toEqual([]);
  });

  it('speaks Spanish to who reads Spanish, and counts reviews that wait', async () => {
    const story = await openStory();
    await walk(story, contoso, 'UnderReview');
    await story.passes(2 * DAY);
    const desk = await asks(story, '/estadisticas 7', martin);
    for (const line of ['Inscripciones de los últimos 7 días', 'Inscripciones\n7 días\nDesde siempre', 'Enviadas\n1\n1', 'Cuándo se abrieron\nRevisiones\nAbiertas hoy\n0\nHace 1 o 2 días\n1', 'En total\n1', 'En este tiempo no se ha decidido ninguna revisión.']) expect(desk.reads()).toContain(line);
  });

  it('is empty, and says so, before the first enrolment', async () => {
    const desk = await asks(await openStory(), 'estadísticas');
    expect(desk.reads()).toMatch(/No enrolment has been begun since the count started|Desde que empezó el recuento/);
    expect(verbsOn(desk.card())).toEqual(['show.stats', 'show.stats', 'show.stats', 'show.reviews']);
  });

  it('draws the card anew at its place for another period, and the same one for what is no period', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSignIn');
    await story.passes(10 * DAY);
    const desk = await asks(story);
    const messages = story.teams.posted.length;
    for (const [days, title, begun] of [['7', 'last 7 days', '0\n1'], ['90', 'last 90 days', '1\n1'], ['90', 'last 90 days', '1\n1']] as const) {
      await desk.presses('show.stats', { days });
      expect(desk.reads()).toMatch(new RegExp(`${title}[^]*Begun\n${begun}\n`));
    }
    for (const days of ['', '0', '-7', '3650000', '30; drop', 'NaN', '7'.repeat(5_000), ['7'], { days: 7 }, null]) {
      const { http, card } = await desk.speaker.clicks({ verb: 'show.stats', data: { days } });
      expect([http, textOf(card)]).toEqual([200, expect.stringContaining('last 30 days')]);
    }
    expect(story.teams.posted).toHaveLength(messages);
    expect(faults(story)).toEqual([]);
  });

  it.each([['/stats 7 days', 7], ['/stats last 90', 90], ['/estadísticas 90 días', 90], ['/stats', 30]])('reads %s', async (said, days) => {
    const desk = await asks(await openStory(), said);
    expect(desk.reads()).toMatch(new RegExp(`^(?:Enrolments of the last|Inscripciones de los últimos) ${days} `));
  });

  it.each([['/stats 12', 'There are figures for 7, 30 and 90 days. These are for 30.'], ['/stats please', 'There are figures for'], ['/estadísticas 1', 'Hay cifras de 7, 30 y 90 días. Estas son de 30.']])('says which periods there are to %s', async (said, sentence) => {
    const desk = await asks(await openStory(), said);
    expect(desk.reads()).toMatch(new RegExp(`^${sentence}[^]* 30 d`));
  });

  it('tells of reminders on the days on which they are due', async () => {
    const story = await openStory();
    await approved(story, contoso);
    const due = async () => /Reminders to sign[^]*\nIn all\n1/.exec((await asks(story)).reads())?.[0];
    expect(await due()).toBeUndefined(); // in seven days
    await story.passes(DAY);
    expect(await due()).toContain('Today\n0\nTomorrow\n0\nIn 2 to 6 days\n1');
    await story.passes(5 * DAY);
    expect(await due()).toContain('Today\n0\nTomorrow\n1\nIn 2 to 6 days\n0');
    expect(chartsIn((await asks(story)).card()).at(-1)).toBe('Reminders to sign the agreement, due within a week: Today 0, Tomorrow 1, In 2 to 6 days 0');
  });

  it('answers in a channel, where nobody but a programme admin presses its buttons', async () => {
    const story = await openStory();
    await approved(story, contoso);
    const desk = story.desk(olivia, channel);
    await desk.says('/stats 90');
    expect(answerInChannel(story)).toContain('Enrolments of the last 90 days');
    const [button] = buttonsOf(story.teams.posted.findLast(({ card }) => textOf(card).includes('last 90 days'))?.card?.actions);
    const { text, card } = await story.desk(iker, channel).speaker.clicks({ verb: 'show.stats', data: button?.data ?? {} });
    expect([text, card]).toEqual([expect.stringContaining('(GEN-01)'), undefined]);
  });

  it.each([['a company’s Global admin', carmen], ['a provider’s sales agent', iker], ['a company that has not enrolled', ines]])('GEN-01 INV-57 shows nothing to %s, and does not offer it', async (_who, who) => {
    const story = await openStory();
    const desk = await asks(story, '/stats', who);
    expect(desk.reads()).toContain('(GEN-01)');
    expect((await desk.speaker.clicks({ verb: 'show.stats', data: { days: '7' } })).text).toContain('(GEN-01)');
    await desk.says('help');
    expect(desk.reads()).not.toMatch(/\/stats|\/estadísticas/);
  });

  it('INV-57 shows nothing to a programme admin whose time has ended', async () => {
    const story = await openStory();
    const desk = await asks(story);
    story.world.dismiss(olivia);
    expect((await desk.speaker.clicks({ verb: 'show.stats', data: { days: '7' } })).text).toContain('(GEN-01)');
  });
});
