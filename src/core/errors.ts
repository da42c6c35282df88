/**
 * The catalogue of refusals (domain.md §7): every code with the parameters its sentence needs. Refusals are values, never thrown;
 * the sentences are in cards/common/strings.json under `error.<code>`. Codes after the numbers of §7 are [DESIGN].
 */

import type { Permission } from '../rules/permissions.ts';
import type { Err } from './result.ts';
import { err } from './result.ts';

type None = Record<never, never>;

/** What one input got wrong. `rule` names the sentence `field.<rule>` in cards/common/strings.json. */
export type FieldProblem = {
  readonly field: string;
  readonly rule: FieldRuleId;
  /** A warning asks for a confirmation; an error must be corrected. */
  readonly level: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
  /** What may be chosen instead; `isTyped` is what stands there now. */
  readonly choices?: readonly { readonly value: string; readonly text: string; readonly isTyped: boolean }[];
};

/** Every way in which a field can be wrong (domain.md §6). */
export type FieldRuleId =
  | 'required' | 'tooLong' | 'tooMany' | 'tag.tooLong' | 'choice'
  | 'company.character' | 'company.legalForm' | 'company.looksLikeDomain' | 'company.oneCharacter' | 'company.onlySpecials' | 'company.repeated' | 'company.spaced'
  | 'script.western'
  | 'state.code' | 'postalCode'
  | 'phone' | 'url'
  | 'email.syntax' | 'email.webmail' | 'email.role' | 'email.noMailbox'
  | 'quantity.empty' | 'quantity.separator' | 'quantity.decimals' | 'quantity.sign' | 'quantity.digits' | 'quantity.notANumber' | 'quantity.range' | 'quantity.sandbox' | 'quantity.multiGeo'
  | 'date' | 'date.future' | 'date.past' | 'registrationId' | 'email.ownDomain' | 'email.school' | 'domainTaken' | 'nameTaken' | 'days'
  | 'address.spelling' | 'address.street' | 'address.premises' | 'address.several' | 'address.unknown'
  | 'mpnId' | 'code' | 'domainPrefix' | 'domainSuffix' | 'userName' | 'country' | 'axis' | 'salesAgent' | 'lastAdminAgent';

/** Why a link leads nowhere. */
export type LinkVoid = 'unknown' | 'draft' | 'accepted' | 'declined' | 'revoked' | 'expired' | 'discarded';

/** Why a person cannot order what they asked for: names the sentence `order.quantity.<why>` or `order.offer.<why>`. */
export type QuantityTrouble = 'tooFew' | 'tooMany' | 'trial' | 'decreaseClosed' | 'cancelClosed' | 'suspended' | 'same' | 'external' | 'notActive' | 'noCancel' | 'noTerm' | 'sandbox' | 'sandboxFull' | 'multiGeo';
export type OfferTrouble = 'unknown' | 'country' | 'segment' | 'onePerCustomer' | 'twice' | 'notHigher' | 'lower' | 'cancellable' | 'had' | 'delegatedAdmin';

export type ErrorParams = {
  /** Not a Global admin: who the Global admins of the company are. */
  'ENR-01': { readonly person: string; readonly admins: string };
  'ENR-02': { readonly state: string };
  /** No profile behind the membership account. */
  'ENR-03': { readonly account: string };
  'ENR-04': { readonly mpnId: string };
  'ENR-05': { readonly mpnId: string; readonly mpnCountry: string; readonly tenantCountry: string };
  'ENR-06': { readonly email: string };
  'ENR-07': None;
  'ENR-08': { readonly mpnId: string };
  'ENR-09': { readonly reason: string };
  /** The one-time code is wrong; how many attempts are left. */
  'ENR-11': { readonly left: number };
  /** The one-time code is too old or used up. */
  'ENR-12': None;
  /** A resend came too soon or too often. */
  'ENR-13': { readonly at: string };
  /** A colleague is filling in the form. */
  'ENR-14': { readonly person: string };
  /** Nobody decides on their own request. */
  'ENR-15': None;
  /** A reason or question is missing in a decision. */
  'ENR-16': None;
  /** The reservation of the MPN ID is not settled yet. */
  'ENR-17': { readonly mpnId: string };
  /** The confirmation needs both facts. */
  'ENR-18': None;
  'MPA-01': { readonly person: string; readonly admins: string };
  'MPA-02': None;
  'MPA-03': None;
  /** The box was not ticked. */
  'MPA-04': None;
  /** Only providers in the programme ask for partnerships (INV-26). */
  'PAR-01': None;
  'PAR-02': { readonly provider: string };
  /** Not a Global admin: who the Global admins of the company are. */
  'PAR-03': { readonly person: string; readonly admins: string };
  'PAR-04': { readonly company: string };
  'PAR-05': { readonly provider: string; readonly providerCountry: string; readonly ownCountry: string };
  /** The link is good for nothing (any more); `why` names the sentence `request.void.<why>`. */
  'PAR-06': { readonly why: LinkVoid };
  /** The box was not ticked. */
  'PAR-07': None;
  /** A company cannot be its own partner. */
  'PAR-08': { readonly company: string };
  /** The programme asks for a signed MPA before a partnership (partnership.requireMpa). [DESIGN] number, as PAR-10 */
  'PAR-09': { readonly admins: string };
  /** In this programme no partnership is removed (partnership.removal, Y14). */
  'PAR-10': None;
  /** The personalised link is missing from the text, or was altered (INV-30). */
  'INV-L1': None;
  'USR-01': { readonly email: string };
  /** One value on each axis (INV-01). */
  'USR-02': None;
  'USR-03': None;
  /** Users of this cloud are managed in its own portal. */
  'USR-04': None;
  /** The last Global admin (INV-63). */
  'USR-05': { readonly name: string };
  /** Their Global admin role is the directory's to give and take. */
  'USR-06': { readonly name: string };
  /** The last admin agent: asks for a confirmation (INV-15). */
  'USR-07': { readonly name: string };
  /** The company has no partner account yet. */
  'USR-08': None;
  /** Users are managed by admin agents only (users.requireAdminAgentToManage, C1). [DESIGN] number */
  'USR-09': None;
  /** The link ran out. */
  'INV-L2': None;
  /** The link was taken back. */
  'INV-L3': None;
  /** The partnership behind a joint link has ended (INV-27). */
  'INV-L4': None;
  /** An invitation's link is good for nothing for another reason; `why` names the sentence `voidInvitation.<why>`. [DESIGN] number, as INV-L6 */
  'INV-L5': { readonly why: Exclude<LinkVoid, 'expired' | 'revoked'> };
  /** The customer's consent is missing: the box was not ticked. */
  'INV-L6': None;
  /** Who accepts must be Global admin of the customer. */
  'CUS-01': { readonly person: string; readonly admins: string };
  'CUS-02': { readonly partner: string };
  'CUS-03': { readonly partner: string; readonly partnerCountry: string; readonly ownCountry: string };
  /** No resale between CSP partners (INV-34). */
  'CUS-04': { readonly company: string };
  'CUS-05': { readonly domain: string };
  'CUS-06': { readonly company: string };
  'CUS-07': None;
  'CUS-08': { readonly country: string };
  'CUS-09': { readonly email: string };
  /** The customer's verification is not done, or was refused. */
  'CUS-10': { readonly status: string };
  /** The company is known already: invite it instead. */
  'CUS-11': { readonly company: string };
  /** The customer agreement is not confirmed (INV-53). */
  'CUS-12': None;
  /** What stands in the way of a removal, by name. */
  'CUS-13': { readonly blockers: string };
  /** Which attestations are missing; each names the sentence `partnership.attest.<name>`. */
  'CUS-14': { readonly missing: string };
  /** The same attestation was given before (WF-35). [DESIGN] number */
  'CUS-15': None;
  /** The relationship with the customer is not Active (INV-36). [DESIGN] number */
  'CUS-16': { readonly customer: string };
  /** Not in this cloud (WF-32); `deed` names the sentence `deed.<deed>`. [DESIGN] number */
  'CUS-17': { readonly cloud: string; readonly deed: string };
  /** What a reseller lacks to be named for this customer (INV-48, S004); `why` names the sentence `partner.lacks.<why>`. [DESIGN] number */
  'CUS-18': { readonly company: string; readonly customer: string; readonly why: 'relationship' | 'delegatedAdmin' };
  /** Another provider of the customer has said who manages the account (INV-59). [DESIGN] number */
  'CUS-19': { readonly customer: string };
  /** Only an indirect provider does this (INV-44, WF-35). [DESIGN] number */
  'ORD-10': None;
  'ORD-01': { readonly customer: string };
  'ORD-02': { readonly reseller: string };
  /** `version`: what was published since it signed; empty if it never did. */
  'ORD-03': { readonly reseller: string; readonly admins: string; readonly version: string };
  'ORD-04': { readonly mpnId: string };
  'ORD-05': { readonly mpnId: string };
  /** The partner on record of this subscription cannot be changed here. */
  'ORD-06': { readonly subscription: string };
  'ORD-07': { readonly why: QuantityTrouble; readonly min: number; readonly max: number; readonly until: string };
  'ORD-08': { readonly offer: string; readonly why: OfferTrouble };
  /** `what`: the attestation is missing, or the customer's or provider's credit was refused. */
  /** INV-04: an Office 365 subscription needs an admin agent or a sales agent. [DESIGN] number, as ORD-12 */
  'ORD-11': { readonly subscription: string };
  /** Further resellers: at most so many, in the EU and EFTA, after a first one (INV-52). */
  'ORD-12': { readonly max: number };
  'ORD-09': { readonly what: 'attestation' | 'credit' };
  /** The permission that the actor does not hold. */
  'GEN-01': { readonly who: Permission };
  'GEN-02': None;
  'GEN-03': None;
  'GEN-04': None;
  /** Some inputs need attention; the fields carry the details. */
  'GEN-05': { readonly count: number };
  /** There is no such thing, or it belongs to somebody else (INV-56). */
  'GEN-06': { readonly what: string };
  /** The event does not fit the state the document is in. */
  'GEN-07': { readonly state: string };
};

export type DomainErrorCode = keyof ErrorParams;

export type DomainError = {
  readonly [Code in DomainErrorCode]: {
    readonly code: Code;
    readonly params: ErrorParams[Code];
    readonly fields: readonly FieldProblem[];
  };
}[DomainErrorCode];

export function refuse<Code extends DomainErrorCode>(
  code: Code, params: ErrorParams[Code], fields: readonly FieldProblem[] = [],
): Err<DomainError> {
  // The pair (Code, ErrorParams[Code]) is one member of the union; TypeScript cannot see that through the type parameter.
  return err({ code, params, fields } as unknown as DomainError);
}
