/** What the cards of a letter with a personal link show (WF-14, WF-20, WF-21): from a document and a link in hand to a card. Nothing is read or decided here. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { Instant } from '../../../src/core/time.ts';
import { letter } from '../../../src/rules/fields.ts';
import { can } from '../../../src/rules/permissions.ts';
import { normaliseLines } from '../../../src/rules/text.ts';
import type { LinkPlace } from '../../../src/tasks/letter.ts';
import { LINK, linksPattern, withLink, withoutLink } from '../../../src/tasks/letter.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { dateTime } from '../../format.ts';
import { mailtoUrl } from '../../mail/mailto.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import type { Fact, LetterDoc, LetterKind } from './letterKind.ts';
import { isSent, stateAt } from './letterKind.ts';

/** Longer addresses are lost on their way to some mail programs, and would not fit on the card beside the text. [DESIGN] */
const LONGEST_MAILTO = 6_000;

export type LetterView<D extends LetterDoc> = { readonly ctx: TurnCtx; readonly kind: LetterKind<D>; readonly doc: D; readonly banner: Banner | undefined };
/** The token is in nobody's hands but the reader's: it is stored nowhere. */
type Linked<D extends LetterDoc> = LetterView<D> & { readonly token: string };
type Drafted<D extends LetterDoc> = Linked<D> & { readonly typed: RawInput | undefined; readonly error: DomainError | undefined };

export const linkAt = ({ site, path }: LinkPlace, token: string): string => `${site}${path}${token}`;

/** What was typed stays in the input, whatever was wrong with it; the mail button takes the stored text, so it is there only when both are one. */
export function draftCard<D extends LetterDoc>(view: Drafted<D>): Reply {
  const { ctx: { deps, language }, kind, doc, banner, token, typed, error } = view;
  const place = kind.place(deps.site());
  const link = linkAt(place, token);
  const stored = withLink(doc.text, link);
  const text = typed?.['text'] ?? stored;
  const kept = withoutLink(doc, normaliseLines(text), place);
  const isStored = kept === doc.text;
  return cardReply(render('letter/draft', language, {
    ...about(view), ...kind.draftWords(doc, language), token, link: md(link),
    ...formData(language, { text: letter }, { text: isStored ? stored : text }, problemsOf(error)),
    isIntact: kept !== undefined,
    stored: isStored || error ? '' : md(stored),
    mailto: isStored ? mailtoOf(view, stored) : '',
  }, { banner }));
}

/** The text once more, after it was issued. */
export function textCard<D extends LetterDoc>(view: Linked<D>): Reply {
  const { ctx: { deps, language }, kind, doc, token, banner } = view;
  const text = withLink(doc.text, linkAt(kind.place(deps.site()), token));
  return cardReply(render('letter/text', language, { ...about(view), text: md(text), mailto: mailtoOf(view, text), one: kind.views.one }, { banner }));
}

export function statusCard<D extends LetterDoc>({ ctx, kind, doc, banner }: LetterView<D>): Reply {
  const { language, actor, deps } = ctx;
  const now = deps.clock();
  const { id, rev, state } = doc;
  const mayChange = can(actor, kind.needs);
  const onward = kind.onward(doc, language);
  return cardReply(render('letter/status', language, {
    id, rev, task: kind.task, text: kind.views.text, list: kind.views.list, toList: t(language, kind.toList),
    ...kind.statusWords(doc, { now, language }), facts: factsOf(ctx, kind, doc),
    onward: onward && can(actor, onward.needs) ? [{ title: onward.title, verb: onward.verb, data: onward.data }] : [],
    canShow: mayChange && isSent(stateAt(doc, now)), canRevoke: mayChange && isSent(state),
    canResend: mayChange && kind.banners.resend !== undefined && (isSent(state) || state === 'Expired'),
  }, { banner }));
}

/**
 * The text with the right link, once: in the place of the first personal link, of whichever kind and however it was written, or at the end.
 * Nothing else is lost, not even what stands right before or behind the link.
 */
export function relinked(typed: string, place: LinkPlace, token: string): string {
  const [start = '', ...parts] = typed.replaceAll(LINK, '').split(new RegExp(linksPattern(place.site), 'iu'));
  const [first, ...others] = parts.map((part) => (part.startsWith(token) ? part.slice(token.length).replace(/^(?=[\w-])/, ' ') : part.replace(/^[\w-]*/, ''))).map((part) => part.replaceAll(token, ''));
  const before = start.replaceAll(token, ''); // with another site before it
  const link = linkAt(place, token);
  return first === undefined ? `${before.trimEnd()}\n\n${link}` : [before.replace(/(?<=[\p{L}\p{N}])$/u, ' '), link, first, ...others].join('');
}

const about = <D extends LetterDoc>({ ctx: { language }, kind, doc }: LetterView<D>) =>
  ({ id: doc.id, rev: doc.rev, task: kind.task, number: doc.id, email: md(doc.email), language: t(language, `letter.language.${doc.language}`) });

function factsOf<D extends LetterDoc>({ language, timeZone }: TurnCtx, kind: LetterKind<D>, doc: D): readonly Fact[] {
  const { email, state, requester, issuedAt, expiresAt, answer } = doc;
  const at = (instant: Instant): string => dateTime(language, instant, timeZone);
  const fact = (key: 'email' | 'asked' | 'begun' | 'expires' | 'answer', value: string): Fact => ({ title: t(language, `letter.status.${key}`), value });
  return [
    fact('email', md(email)),
    ...kind.facts(doc, language),
    issuedAt ? fact('asked', t(language, 'letter.status.who', { person: md(requester.name), at: at(issuedAt) })) : fact('begun', md(requester.name)),
    ...(isSent(state) || state === 'Expired' ? [fact('expires', at(expiresAt))] : []),
    ...(answer ? [fact('answer', t(language, 'letter.status.answerer', { person: md(answer.by), company: md(answer.company), at: at(answer.at) }))] : []),
  ];
}

/** Empty when it would be too long to arrive. */
function mailtoOf<D extends LetterDoc>({ kind, doc }: LetterView<D>, text: string): string {
  const url = mailtoUrl(doc.email, { subject: kind.subject(doc), body: text });
  return url.length > LONGEST_MAILTO ? '' : url;
}
