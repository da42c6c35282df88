/** What the requester sees in each state of an enrolment while filling in the form: state → card and its data. The status after sending is enrolmentStatus.ts. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { MpnProfile } from '../../../src/core/machine.ts';
import type { Enrolment, EnrolmentState } from '../../../src/tasks/enrolmentDoc.ts';
import { contactFields, legalFields, supportFields } from '../../../src/tasks/enrolmentDoc.ts';
import { countryOf } from '../../../src/rules/countries.ts';
import { anyEmail, mpnId, oneTimeCode } from '../../../src/rules/fields.ts';
import type { CardName } from '../../cards/load.ts';
import { md } from '../../cards/escape.ts';
import type { CardData } from '../../cards/render.ts';
import { countryName, dateTime, list } from '../../format.ts';
import type { TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { addressChoices, addressNote } from '../addresses.ts';
import { formData, joined, problemsOf } from '../forms.ts';

export type View = {
  readonly ctx: Pick<TurnCtx, 'language' | 'timeZone' | 'deps'>;
  readonly doc: Enrolment;
  /** What was typed on the card that was just refused: it stays in the inputs. */
  readonly typed?: RawInput | undefined;
  readonly error?: DomainError | undefined;
};

export type FormScreen = { readonly card: CardName; readonly data: (view: View) => CardData };
type FormState = Extract<EnrolmentState, 'MpnSignIn' | 'MpnSelection' | 'LegalProfile' | 'PrimaryContact' | 'SupportInfo' | 'Confirmation' | 'DetailsShort'>;

/** The step of the form a person is in, of how many: the first line of every card. */
const steps: Record<FormState, number> = { MpnSignIn: 1, MpnSelection: 1, LegalProfile: 2, PrimaryContact: 3, SupportInfo: 4, Confirmation: 5, DetailsShort: 1 };

export const formScreens: Record<FormState, (doc: Enrolment) => FormScreen> = {
  MpnSignIn: (doc) => (doc.membership?.account ? { card: 'enrolment/code', data: codeData } : { card: 'enrolment/membership', data: membershipData }),
  MpnSelection: () => ({ card: 'enrolment/profiles', data: profilesData }),
  LegalProfile: () => ({ card: 'enrolment/legal', data: legalData }),
  PrimaryContact: () => ({ card: 'enrolment/contact', data: (view) => ({ ...head(view), ...form(view, contactFields) }) }),
  SupportInfo: () => ({ card: 'enrolment/support', data: (view) => ({ ...head(view), ...form(view, supportFields) }) }),
  Confirmation: () => ({ card: 'enrolment/confirmation', data: confirmationData }),
  DetailsShort: () => ({ card: 'enrolment/supportShort', data: (view) => ({ ...head(view), ...form(view, supportFields), mpnId: md(view.doc.mpn?.mpnId ?? '') }) }),
};

export function isFormState(state: string): state is FormState {
  return Object.hasOwn(steps, state);
}

function head({ ctx, doc }: View): { readonly id: string; readonly rev: number; readonly step: string; readonly company: string; readonly amending: boolean } {
  const state = isFormState(doc.state) ? doc.state : 'Confirmation';
  const step = doc.state === 'DetailsShort' ? t(ctx.language, 'enrolment.step.short') : t(ctx.language, 'enrolment.step', { step: steps[state], of: 5 });
  return { id: doc.id, rev: doc.rev, step, company: md(doc.company.name), amending: doc.amendedFrom !== undefined };
}

function form({ ctx, doc, typed, error }: View, fields: Parameters<typeof formData>[1]) {
  return formData(ctx.language, fields, { ...doc.form, ...typed }, problemsOf(error));
}

const membershipData = (view: View): CardData => ({ ...head(view), ...form(view, { account: anyEmail }) });

function codeData(view: View): CardData {
  const { ctx: { language, deps: { rules } }, doc, error } = view;
  // A wrong code is not worth keeping; everything else that was typed is.
  const typed = error && error.code !== 'GEN-05' ? {} : (view.typed ?? {});
  return {
    ...head(view), ...formData(language, { code: oneTimeCode }, typed, problemsOf(error)),
    account: md(doc.membership?.account ?? ''), accountRaw: doc.membership?.account ?? '', minutes: rules.membershipCode.minutes,
  };
}

function profilesData(view: View): CardData {
  const { ctx, doc, typed, error } = view;
  const profiles = doc.membership?.profiles ?? [];
  const chosen = typed?.['mpnId'] ?? doc.form['mpnId'] ?? doc.mpn?.mpnId ?? '';
  return {
    ...head(view), ...formData(ctx.language, { mpnId }, { mpnId: chosen }, problemsOf(error)),
    account: md(doc.membership?.account ?? ''),
    country: countryName(ctx.language, doc.company.country),
    choices: profiles.map((profile) => ({ title: profileLine(view, profile), value: profile.mpnId })),
  };
}

/** "Contoso Iberia · 4567890 · Spain · active, location": all that decides which one can be chosen (WF-01 step 4). */
function profileLine({ ctx: { language } }: View, profile: MpnProfile): string {
  const traits = [t(language, profile.active ? 'enrolment.profile.active' : 'enrolment.profile.inactive'), t(language, `enrolment.profile.${profile.type}`)];
  return `${profile.name} · ${profile.mpnId} · ${countryName(language, profile.country)} · ${traits.join(', ')}`;
}

function legalData(view: View): CardData {
  const { ctx: { language }, doc } = view;
  const country = countryOf(doc.company.country);
  const states = country.states?.codes ?? [];
  return {
    ...head(view), ...form(view, legalFields),
    country: countryName(language, doc.company.country),
    cityLabel: t(language, country.cityRequired ? 'enrolment.legal.city' : 'enrolment.legal.cityOptional'),
    postalLabel: t(language, country.postalCode?.required ? 'enrolment.legal.postalCode' : 'enrolment.legal.postalCodeOptional'),
    postalExample: country.postalCode?.example ?? ' ',
    states: states.map((code) => ({ title: code, value: code })),
    hasStates: states.length > 0,
    addressChoices: addressChoices(language, problemsOf(view.error)),
  };
}

function confirmationData(view: View): CardData {
  const { ctx: { language, timeZone }, doc: { form: f, addressCheck, mpn, company, submitted } } = view;
  const value = (field: string): string => md(f[field] ?? '');
  return {
    ...head(view),
    mpn: mpn ? md(profileLine(view, mpn)) : '',
    companyName: value('companyName'),
    address: `${joined(f, 'addressLine1', 'addressLine2', 'postalCode', 'city', 'state')} · ${countryName(language, company.country)}`,
    addressNote: addressNote(language, addressCheck),
    contact: `${value('contactFirstName')} ${value('contactLastName')}`,
    contactEmail: value('contactEmail'),
    contactPhone: value('contactPhone') || '—',
    contactLanguage: t(language, f['contactLanguage'] === 'es' ? 'common.language.es' : 'common.language.en'),
    supportEmail: value('supportEmail'), supportPhone: value('supportPhone'), supportWebSite: value('supportWebSite'),
    sentAt: submitted ? dateTime(language, submitted.at, timeZone) : '',
    problems: problemPages(view),
  };
}

/** "Enrol now" found something: which page to open. */
function problemPages({ ctx: { language }, error }: View): string {
  const wrong = new Set(problemsOf(error).map((problem) => problem.field));
  const named = ([['legal', legalFields], ['contact', contactFields], ['support', supportFields]] as const)
    .filter(([, fields]) => Object.keys(fields).some((field) => wrong.has(field)))
    .map(([page]) => t(language, `enrolment.${page}.title`));
  return named.length === 0 ? '' : t(language, 'enrolment.confirmation.problems', { pages: list(language, named) });
}
