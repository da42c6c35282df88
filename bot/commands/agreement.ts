/** `/mpa` for providers (WF-09) and the enrolment status of somebody who only has an MPN ID (WF-07). */

import { dayOf } from '../../src/core/time.ts';
import { agreementAnswer, agreementOf, companyName, enrolmentOf } from '../../src/app/queries.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, textReply } from '../turn/turnCtx.ts';
import { refuse } from '../../src/core/errors.ts';
import { readFields } from '../../src/core/decide.ts';
import { mpnId } from '../../src/rules/fields.ts';
import { can } from '../../src/rules/permissions.ts';
import type { Agreement } from '../../src/tasks/agreement.ts';
import { isToBeSigned } from '../../src/tasks/agreement.ts';
import { isEnrolled } from '../../src/tasks/enrolmentDoc.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { refusalReply } from '../errors.ts';
import { signedBy } from '../tasks/enrolment/enrolmentStatus.ts';
import { t } from '../words.ts';

/** @param about an MPN ID (digits) or a tenant id; exactly one of them (§6.1). Without it, the own company's agreement: who may sign it gets to it from here (WF-08). */
export async function agreementStatus(ctx: TurnCtx, about: string): Promise<Reply> {
  const { language, deps, actor } = ctx;
  const digits = about.replace(/\s/g, '');
  const asked = digits === '' ? { tenant: actor.tenant } : /^\d+$/.test(digits) ? { mpnId: digits } : { tenant: tenantId.parse(about) };
  // A provider signs elsewhere; of its own agreement nothing is known here.
  const answer = digits === '' && actor.tenantKind === 'provider' ? 'provider' : await agreementAnswer(deps, actor, asked);
  if (answer === 'forbidden') return refusalReply(ctx, refuse('GEN-01', { who: 'P16' }).error);
  const title = about === '' ? await companyName(deps, actor.tenant) : about;
  const own = actor.tenantKind === 'provider' ? undefined : await agreementOf(deps, actor.tenant); // INV-56: others than providers were told of their own only
  const maySign = (answer === 'notSigned' || answer === 'newVersion') && isToBeSigned(own, deps.rules) && can(actor, 'P15');
  return cardReply(render('common/message', language, {
    title: md(title), text: t(language, `agreement.answer.${answer}`), facts: own ? signatureFacts(ctx, own) : [],
    ...(maySign ? { button: { title: t(language, 'agreement.button.sign'), verb: 'show.agreement' } } : {}),
  }));
}

/** WF-09: who signed what, for people of the company itself. */
function signatureFacts({ language, timeZone, deps }: TurnCtx, agreement: Agreement): JsonObject[] {
  const cover = agreement.state === 'Covered' ? agreement.covered : undefined;
  const signature = cover?.signature ?? agreement.signature;
  if (!signature) return [];
  const { person, at, version } = signedBy(signature, language, timeZone);
  const fact = (name: 'company' | 'person' | 'at' | 'version' | 'published', value: string): JsonObject => ({ title: t(language, `agreement.fact.${name}`), value });
  return [
    ...(cover ? [fact('company', md(cover.company))] : []), fact('person', person), fact('at', at), fact('version', version),
    ...(isToBeSigned(agreement, deps.rules) ? [fact('published', md(deps.rules.mpa.version))] : []),
  ];
}

/** INV-17: an MPN ID, even a good one, is not an enrolment. Says nothing about other companies (INV-56). */
export async function mpnStatus(ctx: TurnCtx, typed: string): Promise<Reply> {
  const { language, deps, actor } = ctx;
  const checked = readFields({ mpnId }, { mpnId: typed }, { rules: deps.rules, country: '', today: dayOf(deps.clock()), form: {} });
  if (!checked.ok) {
    const [problem] = checked.error;
    return textReply(problem ? t(language, `common.field.${problem.rule}`, problem.params) : '');
  }
  const doc = await enrolmentOf(deps, actor.tenant);
  const isTheirs = isEnrolled(doc) && doc?.mpn?.mpnId === checked.value.mpnId;
  const next = isTheirs ? { title: t(language, 'commands.menu.status'), verb: 'show.status' } : { title: t(language, 'commands.menu.enrol'), verb: 'show.enrolment' };
  return cardReply(render('common/menu', language, {
    title: md(`MPN ${checked.value.mpnId}`),
    intro: t(language, isTheirs ? 'agreement.mpn.enrolled' : 'agreement.mpn.notEnrolled'),
    buttons: [{ ...next, data: {} }],
  }));
}
