/** Partnership requests as people read them: the list of a provider, one of its own, and the one behind a link that somebody brings (WF-14, WF-15). Nothing is written. */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import { storedInstant } from '../core/stored.ts';
import { isLinkOf } from '../tasks/letter.ts';
import type { PartnershipRequest } from '../tasks/requestDoc.ts';
import { REQUESTS, requestDocumentId, requestSchema, requestStates } from '../tasks/requestDoc.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import { NOBODY, followLink } from './links.ts';

/** INV-56: another company's request, and one that is none, are both undefined. */
export async function requestOf({ store }: Pick<Deps, 'store'>, provider: TenantId, id: string): Promise<PartnershipRequest | undefined> {
  const stored = await store.read({ partition: homeOf(provider), id: requestDocumentId(id) });
  return stored && requestSchema.parse(stored.body);
}

const lineSchema = z.object({ id: z.string(), email: z.string(), state: z.enum(requestStates), since: storedInstant, expiresAt: storedInstant, company: z.string() });

/** A page of a provider's requests, the last change first. */
export async function requestsOf(deps: Deps, provider: TenantId, asked: AskedPage): Promise<PageOf<z.output<typeof lineSchema>>> {
  return await pageOfLines(deps, { partition: homeOf(provider), list: REQUESTS, ...asked, backwards: true }, (body) => lineSchema.parse(body));
}

/**
 * Finding a request changes nothing (INV-24), and a token that is none of ours costs the same two reads.
 * @returns undefined for a token that no request knows. What the request is worth is for its state to say.
 */
export async function requestBehind(deps: Deps, token: string): Promise<PartnershipRequest | undefined> {
  const link = await followLink(deps, token);
  const doc = await requestOf(deps, link?.tenant ?? NOBODY, link?.about ?? '');
  return link && doc && isLinkOf(doc, link.trace) ? doc : undefined;
}

/** A token as people bring it: bare, within its link, in the brackets or before the full stop that mail programs and sentences add. @param path what links of its kind have before the token. */
export function tokenIn(typed: string, path = '/partner/'): string {
  const [found = ''] = /[\w-]+/.exec(typed.split(path).at(-1) ?? '') ?? [];
  return found;
}
