/** Every command about customers and orders, as somebody types it who does not know what follows it: nothing, or words that find nothing. What each is for is tested with its task. */

import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import { t } from '../../bot/words.ts';
import { trading } from './orders.ts';
import { carmen, iker } from './world.ts';

const ours = commands.filter(({ group, name }) => group === 'customers' || group === 'orders' || name === 'next');
const said = ['', ' zzz-nada', ' --zzz', ' "'];

describe.each([['the provider', iker], ['the reseller', carmen]])('%s', (_who, person) => {
  it.each(['es', 'en'] as const)('INV-65 is answered in %s whatever stands behind a command, and nothing fails', async (language) => {
    const story = await trading();
    const desk = story.desk(person);
    await desk.arrives();
    await desk.says(language === 'en' ? '/language english' : '/idioma español');
    const [fault = ''] = t(language, 'common.fault.text', { id: '#' }).split('#');
    const [lost = ''] = t(language, 'commands.unknown', { said: '#' }).split('#');
    const answers = new Map<string, string>();
    for (const { name, spanish: [inSpanish = ''] } of ours) {
      for (const words of said) {
        const typed = `/${language === 'en' ? name : inSpanish}${words}`;
        const before = story.teams.posted.length;
        await desk.says(typed);
        answers.set(typed, story.teams.posted.length > before ? desk.reads() : '');
      }
    }
    const isNone = (answer: string): boolean => answer === '' || [fault, lost, '¿Querías decir', 'Did you mean'].some((words) => answer.startsWith(words));
    expect([...answers].filter(([, answer]) => isNone(answer))).toEqual([]);
    expect(answers.size).toBe(ours.length * said.length);
    expect(story.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

it('INV-65 these are the commands of customers and orders', () => {
  expect(ours.map(({ name }) => name).toSorted()).toEqual([
    'access', 'add-customer', 'add-subscription', 'credit', 'customer', 'customers', 'import', 'invitations', 'invite', 'licences', 'next', 'offers', 'order', 'orders', 'remove-customer', 'subscription', 'support-contact', 'why',
  ]);
});
