/** Every secret of a whole story is read where it may be, and nowhere else: in no document, row, log line, audit event, mail, page, chat or file. */

import { describe, expect, it } from '@jest/globals';
import { traceOf } from '../../src/core/secrets.ts';
import { openStory } from '../e2e/support.ts';
import { contoso, walk } from '../e2e/walk.ts';
import { CLIENT } from '../support/issuer.ts';
import { OUR_TOKEN, channelOf, openChannelIssuer, registration } from '../support/registered.ts';
import { failing, tell } from './story.ts';
import { watch } from './watch.ts';

describe('after a whole story', () => {
  it('INV-06 INV-58 each secret was read at its own place, and nowhere else; the story knows every one that was made', async () => {
    const { story, seen, secrets, tab } = await tell();
    const placesOf = await seen.places();
    expect(secrets.filter(({ value }) => value.length < 6)).toEqual([]);
    expect(new Set(secrets.map(({ value }) => value)).size).toBe(secrets.length);
    expect(secrets.map(({ name, value }) => [name, placesOf(value)])).toEqual(secrets.map(({ name, at }) => [name, at]));
    const known = new Set(secrets.flatMap(({ value }) => [traceOf(value), traceOf(value, 'session')]));
    expect(seen.traces.filter((trace) => !known.has(trace))).toHaveLength(3); // of the mail that could not be sent, and of the imported rows, whose file has links of its own: nobody has those
    // What is looked through is really there: the story failed on its way, people signed in, and mail went out.
    expect(story.logs.map(({ message }) => message)).toEqual(expect.arrayContaining(['turn', 'page failed', 'outbox delivery failed']));
    expect(tab.given.join('\n')).toContain(secrets.find(({ name }) => name === 'the session of a customer')?.value);
    expect(placesOf('Adatum, S.L.')).toEqual(expect.arrayContaining(['chat of ines', 'mail to jon@adatum.es', 'store']));
  });

  it('of a registered bot neither its secret nor its token is in anything that it writes, logs or answers, also when it fails', async () => {
    const issuer = await openChannelIssuer();
    const story = await openStory({ environment: registration, channel: channelOf(issuer) });
    const seen = watch(story);
    story.teams.refuse = ({ method }) => (method === 'PUT' ? { status: 500 } : undefined);
    const desk = await walk(story, contoso, 'Confirmation');
    await failing(story, async () => await desk.presses('enrolment.enrolNow'));
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    const placesOf = await seen.places();
    expect(story.logs.map(({ message }) => message)).toContain('turn failed');
    expect([CLIENT.secret, OUR_TOKEN].map(placesOf)).toEqual([[], []]);
    expect(placesOf('Contoso Iberia, S.A.')).toContain('store');
  });
});
