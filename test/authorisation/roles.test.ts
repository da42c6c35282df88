/** INV-57 at the real door: a card that was drawn for somebody is worth nothing to them once their role is gone, nor to a guest, nor to whoever was removed or dismissed. Whatever they press or write. */

import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { views } from '../../bot/views.ts';
import { isTaskKind, readVerb, tasks } from '../../src/tasks/catalog.ts';
import { trading } from '../e2e/orders.ts';
import { looksUp } from '../e2e/people.ts';
import type { Story } from '../e2e/support.ts';
import { faults, openStory } from '../e2e/support.ts';
import { carmen, diego, gala, gus, iker, irene, martin, olivia } from '../e2e/world.ts';
import { commandNeeds, eventNeeds, viewNeeds } from './tables.ts';

const verbs = [...Object.keys(views), ...Object.keys(tasks).filter(isTaskKind).flatMap((task) => Object.keys(tasks[task].events).map((event) => `${task}.${event}`)).filter((verb) => readVerb(verb))];
/** What nobody needs a role for is no secret. */
const guarded = verbs.filter((verb) => !['everybody', 'nobody'].includes(viewNeeds.get(verb) ?? eventNeeds.get(verb) ?? 'nobody'));
const asked = commands.map(({ name }) => name).filter((name) => commandNeeds.get(name) !== 'everybody');
const refusal = /\((?:GEN-01|GEN-06|ENR-01|MPA-01|PAR-03|PAR-04|PAR-06|CUS-01)\)/;
const remembered: ReadonlySet<string> = new Set(['audit', 'person', 'cursor']);

/** Presses every guarded button and writes every guarded command. @returns what was not refused, and what was written beside the record of it. */
async function triesEverything(story: Story, who: Persona, ids: readonly string[]): Promise<readonly string[]> {
  await story.settle();
  const wrong: string[] = [];
  const { speaker } = story.desk(who);
  let doing = '';
  story.trouble.commit = (writes) => {
    for (const write of writes) if (write.op === 'delete' || !remembered.has(write.doc.kind)) wrong.push(`${doing} wrote ${write.op === 'delete' ? write.ref.id : write.doc.id}`);
  };
  for (const verb of guarded) {
    const id = ids[guarded.indexOf(verb) % ids.length];
    doing = verb;
    const { card, text } = await speaker.clicks({ verb, data: { id, rev: 1, customer: 'tailwind', reseller: 'contoso', provider: 'norte', with: 'norte', person: id, about: id, confirmed: 'true', accept: 'true' } });
    const said = card ? textOf(card) : text ?? '';
    if (!refusal.test(said)) wrong.push(`${verb}: ${said.slice(0, 100)}`);
  }
  for (const name of asked) {
    doing = `/${name}`;
    await speaker.says(`/${name} tailwind`);
    const said = story.teams.inConversation(speaker.conversation).at(-1);
    const words = said?.card ? textOf(said.card) : said?.text ?? '';
    if (!refusal.test(words)) wrong.push(`/${name}: ${words.slice(0, 100)}`);
  }
  story.trouble.commit = () => {};
  return wrong;
}

const nothing = { directoryRoles: [], roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } } as const;

describe('somebody who could do all of it a moment ago', () => {
  it('INV-57 GEN-01 and was demoted is refused every button and every command, and nothing is written', async () => {
    const story = await openStory();
    const desk = await looksUp(story, gala, 'gus');
    await story.desk(gus).says('/users');
    await desk.says('/roles gus@este.example --agent notAnAgent --admin notAnAdmin');
    await desk.presses('user.update');
    expect(await triesEverything(story, gus, ['gala', 'gus', 'tailwind'])).toEqual([]);
    expect(faults(story)).toEqual([]);
  });

  it('INV-57 ENR-01 and is no Global admin of the directory any more is too', async () => {
    const story = await trading();
    await story.desk(carmen).says('/status');
    story.world.change(carmen, nothing);
    expect(await triesEverything(story, carmen, ['enrolment', 'norte', 'tailwind'])).toEqual([]);
  });

  it('INV-57 and was removed from the account is too', async () => {
    const story = await openStory();
    const desk = await looksUp(story, gala, 'gus');
    await story.desk(gus).says('/usuarios');
    await desk.presses('show.removeUser');
    await desk.presses('user.remove');
    expect(await triesEverything(story, gus, ['gala', 'gus', 'uma'])).toEqual([]);
  });

  it('INV-57 and was dismissed as programme admin is too', async () => {
    const story = await trading();
    await story.desk(martin).says('/reviews');
    story.world.dismiss(martin);
    expect(await triesEverything(story, martin, ['ENR-0000-0001', 'tailwind'])).toEqual([]);
  });
});

describe('a guest', () => {
  it.each<[string, Persona]>([
    ['a Global admin, in the tenant of a provider', { ...carmen, tenant: 'norte' }], ['a sales agent, in the tenant of a reseller', { ...iker, tenant: 'contoso' }], ['a programme admin, in the tenant of a reseller', { ...olivia, tenant: 'contoso' }],
    ['somebody with the address of a user there', { ...irene, tenant: 'contoso', name: 'Carmen Ruiz' }],
  ])('INV-56 INV-57 is nobody there: %s', async (_who, guest) => {
    const story = await trading();
    expect(await triesEverything(story, guest, ['tailwind', 'ORD-0000-0001', 'carmen'])).toEqual([]);
  });

  it('INV-57 the tenant and the person are those that the channel names, whatever a card says', async () => {
    const story = await trading();
    await story.desk(diego).says('hola');
    const { card, text } = await story.desk(diego).speaker.clicks({ verb: 'show.whoami', data: { tenant: 'norte', person: 'iker', actor: 'iker', from: { aadObjectId: 'iker' }, roles: 'adminAgent' } });
    expect(`${textOf(card)}${text ?? ''}`).toMatch(/Diego Sanz/);
    expect(`${textOf(card)}${text ?? ''}`).not.toMatch(/Iker|Norte/);
  });
});
