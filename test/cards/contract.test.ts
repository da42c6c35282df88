/** The contract between cards, tasks and views (style.md H10, teams-platform §18), over every card in every shape that samples.ts knows. */

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { CardName, JsonObject } from '../../bot/cards/load.ts';
import { cardNames, loadCards } from '../../bot/cards/load.ts';
import { viewNeeds, views } from '../../bot/views.ts';
import { words } from '../../bot/words.ts';
import type { Row, TaskDoc } from '../../src/core/machine.ts';
import { can } from '../../src/rules/permissions.ts';
import { readVerb, taskOf, tasks } from '../../src/tasks/catalog.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { enrolmentStates } from '../../src/tasks/enrolmentDoc.ts';
import { eachWorld } from '../support/deps.ts';
import { partnershipIn, relationshipIn } from '../support/partners.ts';
import { accountIn } from '../support/people.ts';
import { cast, contoso, enrolmentIn, norte, worldOf } from '../support/world.ts';
import { allBranches, branchesOf } from './branches.ts';
import type { Button } from './buttons.ts';
import { buttonsOf, sheetOf, sheetsOf } from './buttons.ts';
import { cardProblems, namesTwice, strayErrors } from './contract.ts';
import type { Sample } from './draw.ts';
import { draw } from './draw.ts';
import { samples } from './samples.ts';
import { formInputs } from './samplesOrders.ts';

const world = eachWorld();

type Case = readonly [card: CardName, name: string, sample: Sample];
const cases: readonly Case[] = cardNames.flatMap((card) => Object.entries(samples[card]).map(([name, sample]) => [card, name, sample] as const));
const templates = loadCards(fileURLToPath(new URL('../../cards', import.meta.url)), cardNames, words);

const taskKinds = Object.keys(tasks) as TaskKind[]; // the keys of the catalogue
const events = taskKinds.flatMap((task) => Object.entries(taskOf(task).events).map(([event, rows]) => ({ verb: `${task}.${event}`, rows })));
const verbs = [...events.map(({ verb }) => verb), ...Object.keys(views)];

/** What views read from inputs. Events say it in their rows. */
const viewInputs: Readonly<Record<string, readonly string[]>> = { ...Object.fromEntries(['show.orders', 'show.addCustomer', 'show.addCustomerLines', 'show.addCustomerReview', 'show.addSubscription', 'show.orderReview'].map((verb) => [verb, formInputs])), 'show.reviews': ['query'], 'show.links': ['query'], 'show.verifyCredit': ['reseller', 'mpnId'], 'show.accessSteps': ['manage', 'azure', 'credit', 'support'], 'show.users': ['query'], 'show.partners': ['query'], 'show.customers': ['query', 'about'], 'show.gdap': ['query'], 'show.mpnStatus': ['mpnId'], 'show.providers': ['query', 'country', 'service'], 'show.offers': ['query', 'country', 'segment'], 'show.newImport': ['csv'], 'show.requests': ['query'], 'show.subscriptions': ['query'], 'show.changes': ['query'], 'show.why': ['query'], 'show.invitations': ['query'], 'show.newInvitation': ['email', 'language', 'source', 'provider'], 'show.newRequest': ['email', 'language'], 'show.outbox': ['query'], 'show.audit': ['query'], 'show.auditExport': ['query'], 'show.whoami': ['permission'] };
/** A doubt is confirmed with it, whatever the form is about (§6.2). */
const CONFIRM = 'confirmWarnings';

const drawn = async (sample: Sample, language: 'en' | 'es' = 'en') => await draw(sample, { deps: world().deps, language });
const buttons = async (sample: Sample): Promise<readonly Button[]> => buttonsOf(sheetOf(await drawn(sample)));
const rowsOf = (verb: string): readonly Row<TaskDoc>[] => events.find((event) => event.verb === verb)?.rows ?? [];
/** The row that a click on a sample's button would meet. */
const rowFor = (verb: string, { about }: Sample): Row<TaskDoc> | undefined =>
  rowsOf(verb).find((row) => row.from.includes(about?.state ?? '')) ?? rowsOf(verb).find((row) => row.anyRevision); // a button about the reader, on a card about something else

describe.each(cases)('%s, %s', (name, _sample, sample) => {
  it.each(['en', 'es'] as const)('keeps to the contract of every card in %s', async (language) => {
    const card = await drawn(sample, language);
    expect(cardProblems(card, verbs)).toEqual([]);
    expect(card['lang']).toBe(language);
  });

  it('is drawn from its template', async () => {
    const template = templates.get(name)?.en ?? {};
    expect(branchesOf(template, await drawn(sample))).toBeDefined();
  });

  it('INV-57 has only buttons that this reader may press in this state, for the document and revision that is shown', async () => {
    for (const { verb, data } of (await buttons(sample)).filter((button) => readVerb(button.verb))) {
      const { about, viewer } = sample;
      const row = rowFor(verb, sample);
      if (!row?.anyRevision) expect({ verb, ...data }).toMatchObject({ verb, id: about?.id, rev: about?.rev });
      expect({ verb, may: row && can(viewer, row.needs) }).toEqual({ verb, may: true });
      expect({ verb, owned: about && about.id === data['id'] ? row?.owner?.(about, worldOf(viewer, { read: { enrolment: enrolmentIn('Qualified'), account: accountIn('Open'), own: viewer.tenantKind === 'provider' ? norte : contoso, relationships: [relationshipIn('Active', { partner: norte.id, role: 'provider' }), relationshipIn('Active')], jointPartnership: partnershipIn('Active') } })) : undefined }).toEqual({ verb, owned: undefined });
    }
  });

  it('INV-57 leads only to what this reader may see', async () => {
    const needed = (await buttons(sample)).map(({ verb }) => ({ verb, needs: viewNeeds(verb) }));
    expect(needed.filter(({ needs }) => needs && !can(sample.viewer, needs))).toEqual([]);
  });

  it('asks for what its events check, and for nothing that none of them takes', async () => {
    const card = sheetOf(await drawn(sample));
    const fieldsOf = ({ verb }: Button) => Object.keys(rowFor(verb, sample)?.fields ?? {});
    for (const button of buttonsOf(card)) {
      const given = new Set([...button.sends, ...Object.keys(button.data)]);
      expect({ verb: button.verb, missing: fieldsOf(button).filter((field) => !given.has(field)) }).toEqual({ verb: button.verb, missing: [] });
    }
    for (const sheet of sheetsOf(card)) {
      const sending = buttonsOf(sheet).filter(({ sends }) => sends.length > 0);
      const taken = new Set([CONFIRM, ...sending.flatMap((button) => [...fieldsOf(button), ...(viewInputs[button.verb] ?? [])])]);
      expect(sheet.inputs.filter((input) => !taken.has(input))).toEqual([]);
    }
  });
});

describe.each(cases)('%s, %s', (_card, _name, sample) => {
  it.each(['en', 'es'] as const)('calls each of its buttons by another name in %s', async (language) => {
    expect(namesTwice(await drawn(sample, language))).toEqual([]);
  });
});

describe('every template', () => {
  it.each(cardNames)('%s says what is wrong with a field beside it', (name) => {
    expect(strayErrors(templates.get(name)?.en ?? {})).toEqual([]);
  });

  it('of these tests would be found wrong', () => {
    const input = { type: 'Input.Text', id: 'a' };
    const error = { type: 'TextBlock', text: '${e.a}' };
    const button = { type: 'Action.Execute', title: 'a' };
    expect(strayErrors({ body: [input, { type: 'TextBlock', text: 'between' }, error] })).toEqual(['a']);
    expect(strayErrors({ body: [input, error] })).toEqual([]);
    expect(namesTwice({ actions: [button, button] })).toEqual(['a']);
    expect(namesTwice({ actions: [button, { type: 'Action.ShowCard', title: 'b', card: { actions: [button] } }] })).toEqual([]);
  });
});

describe('a table', () => {
  const cell = (text: string, weight = 'Default') => ({ type: 'TableCell', items: [{ type: 'TextBlock', text, weight, wrap: true }] });
  const row = (...cells: readonly JsonObject[]) => ({ type: 'TableRow', cells });
  const [header, data] = [row(cell('Step', 'Bolder'), cell('30 days', 'Bolder')), row(cell('Sent'), cell('4'))];
  const good = { type: 'Table', firstRowAsHeaders: true, columns: [{ width: 2 }, { width: 1 }], rows: [header, data] };
  const found = (change: JsonObject) => cardProblems({ type: 'AdaptiveCard', body: [{ ...good, ...change }] }, []).filter((problem) => problem.startsWith('card.body'));

  it('of words and figures is good', () => expect(found({})).toEqual([]));

  it.each<readonly [JsonObject, string]>([
    [{ columns: [{ width: 1 }, { width: 1 }, { width: 1 }, { width: 1 }] }, 'has more than 3 columns'],
    [{ columns: [{ width: 2 }, { width: '80px' }] }, 'has a column that cannot shrink'],
    [{ firstRowAsHeaders: false }, 'does not say that its first row is a header'],
    [{ rows: [data, data] }, 'does not say that its first row is a header'],
    [{ rows: [header] }, 'has a header alone'],
    [{ rows: [header, row(cell('Sent'))] }, 'has a row that is not as long as the others'],
    [{ rows: [header, row(cell('Sent'), cell(' '))] }, 'has an empty cell'],
  ])('%j: %s', (change, problem) => expect(found(change)).toEqual([`card.body[0] ${problem}`]));
});

describe('the samples', () => {
  it.each(cardNames)('of %s show both branches of each of its conditions', async (name) => {
    const template = templates.get(name)?.en ?? {};
    const seen = new Set<string>();
    for (const sample of Object.values(samples[name])) for (const branch of branchesOf(template, await drawn(sample)) ?? []) seen.add(branch);
    expect(allBranches(template).filter((branch) => !seen.has(branch))).toEqual([]);
  });

  it('show an enrolment in every state', () => {
    const shown = new Set(cases.map(([, , { about }]) => about?.state));
    expect(enrolmentStates.filter((state) => !shown.has(state))).toEqual([]);
  });
});

describe('every event', () => {
  // What a customer's Global admin decides (C01), they decide on a web page.
  it('that a person may use has a button on some card, and no other has one', async () => {
    const people = Object.values(cast).filter((actor) => actor.kind === 'person');
    const forPeople = events.filter(({ rows }) => rows.some((row) => !row.inner && row.needs !== 'C01' && people.some((actor) => can(actor, row.needs)))).map(({ verb }) => verb);
    const offered = new Set<string>();
    for (const [, , sample] of cases) for (const { verb } of await buttons(sample)) if (readVerb(verb)) offered.add(verb);
    expect([...offered].toSorted()).toEqual(forPeople.toSorted());
  });
});
