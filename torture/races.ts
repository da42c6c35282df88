/** Many people at the same moment over one thing: one of them has an effect, and every one of them is told the truth. */

import { startCosmos } from '../bench/cosmos.ts';
import type { Persona } from '../bot/local/teamsPeer.ts';
import type { StoreSettings } from '../src/store/open.ts';
import { attestations } from '../src/tasks/attestations.ts';
import type { Bots } from './bots.ts';
import { openBots } from './bots.ts';
import type { Chance } from './chance.ts';
import { openChance } from './chance.ts';
import { colleagues, crowdedDirectory, deciders, rivals, sellers, theOne } from './crowd.ts';
import { atOnce, deedsIn, instanceOf, noFaults, oneDidIt, presses } from './crowds.ts';
import { refusalIn } from './hand.ts';
import type { Scene } from './life.ts';
import { confirms, enrols, fillsIn, signsIn } from './life.ts';
import type { Asked, Part, Row, Tally } from './part.ts';
import { messageOf, openTally } from './part.ts';
import { CHANNEL, handOf, opensChannel, sceneOf } from './stage.ts';
import { accepts, asks, invites, takesProvider } from './trade.ts';

export const races: Part = { name: 'races', about: '50 deciders, 50 acceptances, authorise against decline, orders against a removal, on one instance and on two', run: raced };

const ROUNDS = { full: 10, short: 1 } as const;

type Race = { readonly bots: Bots; readonly scene: Scene; readonly chance: Chance; readonly tally: Tally; /** Where it takes place. */ readonly where: string };
type Runner = (race: Race) => Promise<void>;

async function raced(asked: Asked): Promise<readonly Row[]> {
  const [tally, chance] = [openTally(), openChance(asked.seed)];
  const run = async (race: Runner, where: { readonly name: string; readonly store?: StoreSettings; readonly instances?: number }): Promise<void> => {
    const bots = await openBots({ directory: crowdedDirectory(), chance, ...where });
    try {
      await race({ bots, scene: sceneOf(bots, theOne, await opensChannel(bots)), chance, tally, where: where.name });
    } catch (error) {
      tally.tried('races that could be held', `${race.name} on ${where.name}: ${messageOf(error)}`);
    } finally {
      await bots.close();
    }
  };
  const rounds = asked.rounds ?? ROUNDS[asked.scale];
  for (let round = 1; round <= rounds; round++) {
    for (const race of [decide, accept, authoriseOrDecline, addUser, oneMpnId, orderOrRemove]) await run(race, { name: 'SQLite' });
    asked.log(`races: ${round} of ${rounds}`);
  }
  const cosmos = await startCosmos();
  try {
    for (let round = 1; round <= Math.ceil(rounds / 2); round++) {
      for (const race of asked.scale === 'full' ? [decide, accept] : [decide]) {
        await run(race, { name: 'two instances on Cosmos', instances: 2, store: { kind: 'cosmos', endpoint: cosmos.endpoint, key: cosmos.key, database: `${race.name}-${round}` } });
      }
    }
  } finally {
    await cosmos.close();
  }
  return tally.rows();
}

async function decide({ bots, scene, chance, tally, where }: Race): Promise<void> {
  await signsIn(scene);
  await scene.admin.presses('enrolment.continue', { mpnId: theOne.mpnId });
  await fillsIn(scene);
  await confirms(scene);
  await scene.owed('the review card', async () => scene.reviewer.finds('enrolment.approve', theOne.name));
  const card = scene.reviewer.card(theOne.name);
  const decisions = [{ verb: 'enrolment.approve' }, { verb: 'enrolment.reject', inputs: { reason: 'No consta.' } }] as const;
  const answers = await atOnce(chance, deciders.map((who, index) => async () => await presses(instanceOf(bots, index), who, { card, place: CHANNEL, ...decisions[chance.between(0, 1) === 0 ? 0 : 1] })));
  await bots.settle();
  await oneDidIt(bots, { what: `${deciders.length} deciders on one review, ${where}`, events: ['enrolment.approve', 'enrolment.reject'], answers, tally });
}

/** Everybody has the consent card of the one request in front of them. */
async function consents({ bots, scene }: Race): Promise<(who: Persona, index: number, verb: string) => Promise<string>> {
  await enrols(scene);
  const link = await asks(scene);
  const hands = colleagues.map((who, index) => handOf(bots, who, { at: instanceOf(bots, index) }));
  for (const hand of hands) await hand.says(`/accept ${link}`);
  return async (who, index, verb) => await presses(instanceOf(bots, index), who, { card: hands[index]?.card(), verb, inputs: { accept: 'true' } });
}

async function accept(race: Race): Promise<void> {
  const press = await consents(race);
  const { bots, chance, tally, where } = race;
  const answers = await atOnce(chance, colleagues.map((who, index) => async () => await press(who, index, 'request.authorise')));
  await bots.settle();
  await oneDidIt(bots, { what: `${colleagues.length} acceptances of one link, ${where}`, events: ['request.authorise'], answers, tally });
  const partnerships = (await bots.content()).filter(({ kind }) => kind === 'partnership').length;
  tally.tried(`${colleagues.length} acceptances of one link, ${where}: one partnership`, partnerships === 1 ? undefined : `${partnerships} partnerships`);
}

async function authoriseOrDecline(race: Race): Promise<void> {
  const press = await consents(race);
  const { bots, chance, tally, where } = race;
  const answers = await atOnce(chance, colleagues.map((who, index) => async () => await press(who, index, chance.between(0, 1) === 0 ? 'request.authorise' : 'request.decline')));
  await bots.settle();
  const what = `authorise against decline, ${where}`;
  await oneDidIt(bots, { what, events: ['request.authorise', 'request.decline'], answers, tally });
  const [isAuthorised, partnerships] = [(await deedsIn(bots, 'request.authorise')).length, (await bots.content()).filter(({ kind }) => kind === 'partnership').length];
  tally.tried(`${what}: a partnership if it was authorised`, isAuthorised === partnerships ? undefined : `${isAuthorised} authorised, ${partnerships} partnerships`);
}

async function addUser({ bots, scene, chance, tally, where }: Race): Promise<void> {
  await enrols(scene);
  const hands = colleagues.map((who) => handOf(bots, who));
  for (const hand of hands) await hand.says(`/add-user "Nora Núñez" nora@${theOne.domain}`);
  const answers = await atOnce(chance, hands.map((hand) => async () => await hand.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' })));
  await bots.settle();
  const what = `the same user added ${colleagues.length} times, ${where}`;
  const made = (await bots.content()).filter(({ kind, body }) => kind === 'user' && body['email'] === `nora@${theOne.domain}`).length;
  tally.tried(`${what}: one user`, made === 1 ? undefined : `${made} users`);
  const shown = answers.filter((words) => /se muestra solo aquí|is shown only here/.test(words)).length;
  tally.tried(`${what}: one password shown`, shown === 1 ? undefined : `${shown} passwords`);
  for (const words of answers) tally.tried(`${what}: truthful answers`, words.includes('Nora') || refusalIn(words) ? undefined : words.slice(0, 300));
  noFaults(bots, { what, tally });
}

async function oneMpnId({ bots, scene, chance, tally, where }: Race): Promise<void> {
  const scenes = rivals.map((company) => sceneOf(bots, company, scene.reviewer));
  for (const rival of scenes) await signsIn(rival);
  await atOnce(chance, scenes.map(({ admin }) => async () => await admin.presses('enrolment.continue', { mpnId: theOne.mpnId })));
  const answers = await atOnce(chance, scenes.map((rival) => async () => await fillsIn(rival).then(() => '', messageOf)));
  await bots.settle();
  const what = `the same MPN ID for ${rivals.length} companies, ${where}`;
  const content = await bots.content();
  const [held, sent] = [content.filter(({ kind }) => kind === 'reservation').length, content.filter(({ kind, body }) => kind === 'enrolment' && body['state'] === 'EmailVerificationPending').length];
  tally.tried(`${what}: one of them holds it`, held === 1 && sent === 1 ? undefined : `${held} reservations, ${sent} enrolments sent`);
  scenes.forEach(({ admin, company }, index) => {
    const isTrue = answers[index] === '' || admin.reads().includes('ENR-08') || admin.hasGot(/ENR-08|ya no está libre/); // by a notice, where it was lost after the answer
    tally.tried(`${what}: truthful answers`, isTrue ? undefined : `${company.name}: ${admin.reads().slice(0, 300)}`);
  });
  noFaults(bots, { what, tally });
}

const ORDERING = 10;

async function orderOrRemove({ bots, scene, chance, tally, where }: Race): Promise<void> {
  await enrols(scene);
  await takesProvider(scene);
  await bots.settle();
  await accepts(await invites(scene), scene);
  await bots.settle();
  const [leaver, ...buying] = sellers.slice(0, ORDERING + 1).map((who) => handOf(bots, who));
  if (!leaver) throw new Error('Nobody is there to remove the relationship');
  await leaver.says(`/remove-customer ${theOne.customer}`);
  for (const hand of buying) {
    await hand.says(`/add-subscription ${theOne.customer}`);
    await hand.presses('show.orderReview', { 'quantity.M365-BASIC': '1', reseller: 'nobody' });
  }
  const ordering = buying.map((hand) => async () => await hand.presses('order.submit', { attest: 'true' }));
  const removing = async (): Promise<string> => await leaver.presses('relationship.remove', Object.fromEntries(attestations.map((statement) => [statement, 'true'])));
  const answers = await atOnce(chance, chance.shuffled([...ordering, removing]));
  await bots.settle();
  const what = `${ORDERING} orders against a removal, ${where}`;
  const done = (await deedsIn(bots, 'order.submit', 'relationship.remove')).map(({ event }) => event);
  const after = done.includes('remove') ? done.slice(done.indexOf('remove') + 1) : [];
  tally.tried(`${what}: no order after the removal`, after.length === 0 ? undefined : `then ${after.join(', ')}`);
  const refused = answers.filter((words) => refusalIn(words) !== undefined).length;
  for (const words of answers) tally.tried(`${what}: truthful answers`, refused + done.length === answers.length ? undefined : `${done.length} done, ${refused} refused: ${words.slice(0, 200)}`);
  noFaults(bots, { what, tally });
}
