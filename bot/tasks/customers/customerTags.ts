/** The form of the tags that a partner gives a customer (§6.5). What a tag is, and who may give it, is decided elsewhere; the list of customers with a tag is customerViews.ts. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { LONGEST_TAG, MOST_TAGS } from '../../../src/tasks/customerTags.ts';
import { tagFields } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { bannerOf } from '../banners.ts';
import { formData, problemsOf } from '../forms.ts';
import type { Editing } from './customerDetails.ts';

export function tagsReply(ctx: TurnCtx, { own, tenant }: SeenCustomer, { typed, error, banner, rev = own.rev }: Editing = {}): Reply {
  const { language } = ctx;
  const present = own.tags ?? [];
  return cardReply(render('customers/tags', language, {
    id: own.id, rev, customer: own.tenant, name: md(tenant.name), count: present.length, max: MOST_TAGS, longest: LONGEST_TAG,
    ...formData(language, tagFields, typed ?? { tags: present.join('\n') }, problemsOf(error)),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}
