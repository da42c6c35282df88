/** What the cards of a partnership request show (WF-14): from a document and a link in hand to a card. Nothing is read or decided here. */

import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { Instant } from '../../src/core/time.ts';
import { can } from '../../src/rules/permissions.ts';
import { normaliseLines } from '../../src/rules/text.ts';
import { draftFields } from '../../src/tasks/request.ts';
import type { PartnershipRequest, RequestState } from '../../src/tasks/requestDoc.ts';
import { LINK, linkOf, pathOfLink, withLink, withoutLink } from '../../src/tasks/requestDoc.ts';
import { md } from '../cards/escape.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { dateTime } from '../format.ts';
import { mailtoUrl } from '../mail/mailto.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { formData, problemsOf } from './forms.ts';

/** Longer addresses are lost on their way to some mail programs, and would not fit on the card beside the text. [DESIGN] */
const LONGEST_MAILTO = 6_000;

type View = { readonly ctx: TurnCtx; readonly doc: PartnershipRequest; readonly banner: Banner | undefined };
/** The token is in nobody's hands but the reader's: it is stored nowhere. */
type Linked = View & { readonly token: string };
type Drafted = Linked & { readonly typed: RawInput | undefined; readonly error: DomainError | undefined };

/** What was typed stays in the input, whatever was wrong with it; the mail button takes the stored text, so it is there only when both are one. */
export function draftCard({ ctx, doc, banner, token, typed, error }: Drafted): Reply {
  const { language } = ctx;
  const site = ctx.deps.site();
  const link = linkOf(site, token);
  const stored = withLink(doc.text, link);
  const text = typed?.['text'] ?? stored;
  const kept = withoutLink(doc, normaliseLines(text), site);
  const isStored = kept === doc.text;
  return drawn('request/draft', { ctx, banner }, {
    ...about(ctx, doc), token, link: md(link),
    ...formData(language, { text: draftFields.text }, { text: isStored ? stored : text }, problemsOf(error)),
    isIntact: kept !== undefined,
    stored: isStored || error ? '' : md(stored),
    mailto: isStored ? mailtoOf(doc, stored) : '',
  });
}

/** The text once more, after it was issued. */
export function textCard({ ctx, doc, banner, token }: Linked): Reply {
  const text = withLink(doc.text, linkOf(ctx.deps.site(), token));
  return drawn('request/text', { ctx, banner }, { ...about(ctx, doc), text: md(text), mailto: mailtoOf(doc, text) });
}

export function statusCard({ ctx, doc, banner }: View): Reply {
  const { language, actor } = ctx;
  const state = stateAt(doc, ctx.deps.clock());
  const mayChange = can(actor, 'P17');
  return drawn('request/status', { ctx, banner }, {
    id: doc.id, rev: doc.rev, number: doc.id,
    state: t(language, `request.state.${state}`), means: t(language, `request.means.${state}`), facts: factsOf(ctx, doc),
    canShow: mayChange && state === 'Issued', canRevoke: mayChange && doc.state === 'Issued',
  });
}

export function newForm(ctx: TurnCtx, typed: RawInput, { error, banner }: { readonly error?: DomainError; readonly banner?: Banner | undefined } = {}): Reply {
  const { email, language } = draftFields;
  // The form's own number: pressing its button twice makes one draft.
  return drawn('request/new', { ctx, banner }, { id: ctx.deps.newId(), ...formData(ctx.language, { email, language }, { language: ctx.language, ...typed }, problemsOf(error)) });
}

/** The timer may be late: what nobody can answer any more is called so at once. */
export const stateAt = ({ state, expiresAt }: { readonly state: RequestState; readonly expiresAt: Instant }, now: Instant): RequestState =>
  (state === 'Issued' && expiresAt <= now ? 'Expired' : state);

/** The text with the right link, once: in the place of the first link to our pages, or at the end. Nothing else is lost, not even what stands right behind the link. */
export function relinked(typed: string, site: string, token: string): string {
  const [before = '', ...parts] = typed.replaceAll(LINK, '').split(`${site}${pathOfLink}`);
  const [first, ...others] = parts.map((part) => (part.startsWith(token) ? part.slice(token.length).replace(/^(?=[\w-])/, ' ') : part.replace(/^[\w-]*/, '')));
  const link = linkOf(site, token);
  return first === undefined ? `${before.trimEnd()}\n\n${link}` : [before, link, first, ...others].join('');
}

const drawn = (card: Parameters<typeof render>[0], { ctx, banner }: Pick<View, 'ctx' | 'banner'>, data: Parameters<typeof render>[2]): Reply =>
  cardReply(render(card, ctx.language, data, { banner }));

const about = ({ language }: TurnCtx, doc: PartnershipRequest) =>
  ({ id: doc.id, rev: doc.rev, number: doc.id, email: md(doc.email), language: t(language, `request.language.${doc.language}`) });

function factsOf({ language, timeZone }: TurnCtx, { email, state, requester, issuedAt, expiresAt, answer }: PartnershipRequest) {
  const at = (instant: Instant): string => dateTime(language, instant, timeZone);
  const fact = (key: 'email' | 'asked' | 'begun' | 'expires' | 'answer', value: string) => ({ title: t(language, `request.status.${key}`), value });
  return [
    fact('email', md(email)),
    issuedAt ? fact('asked', t(language, 'request.status.who', { person: md(requester.name), at: at(issuedAt) })) : fact('begun', md(requester.name)),
    ...(state === 'Issued' || state === 'Expired' ? [fact('expires', at(expiresAt))] : []),
    ...(answer ? [fact('answer', t(language, 'request.status.answerer', { person: md(answer.by), company: md(answer.company), at: at(answer.at) }))] : []),
  ];
}

/** In the recipient's language; empty when it would be too long to arrive. */
function mailtoOf({ email, language, provider }: PartnershipRequest, text: string): string {
  const url = mailtoUrl(email, { subject: t(language, 'request.mail.subject', { provider: provider.name }), body: text });
  return url.length > LONGEST_MAILTO ? '' : url;
}
