/** Rows of a file of subscriptions to credit → rows that can be done, and what is wrong with the others (WF-26). Whether a subscription can be credited to this reseller is decided when its turn comes. */

import type { BadRow, GoodRow, ImportedRows, RowProblem } from '../../src/app/imports.ts';
import { readFields } from '../../src/core/decide.ts';
import { readCaseId } from '../../src/core/ids.ts';
import { mpnId } from '../../src/rules/fields.ts';
import { NOT_LISTED } from '../../src/tasks/subscriptionLinks.ts';
import type { Columns, Row } from '../listings/csv.ts';
import type { Checking, Find } from './naming.ts';
import { LONGEST, namedIn, rowProblem } from './naming.ts';

export type Column = 'subscription' | 'customer' | 'reseller' | 'mpnId';

export const columns: Columns<Column> = {
  subscription: { required: true, spanish: ['suscripción', 'id de suscripción'] },
  customer: { required: true, spanish: ['cliente'] },
  reseller: { required: false, spanish: ['revendedor', 'revendedor indirecto'] },
  mpnId: { required: false, spanish: ['id de mpn', 'mpn'] },
};

const SUBSCRIPTION = /^SUB-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

export async function checkCredits(rows: readonly Row<Column>[], checking: Checking): Promise<ImportedRows> {
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells: { subscription = '', customer = '', reseller = '', mpnId: typedId = '' } } of rows) {
    const shown = { subscription: subscription.trim().slice(0, LONGEST), customer: customer.trim().slice(0, LONGEST), reseller: (reseller.trim() || typedId.trim()).slice(0, LONGEST) };
    const id = readCaseId(subscription, 'SUB');
    const first = lines.get(id);
    if (first === undefined) lines.set(id, line);
    const whose = await companyIn(checking.customers, 'customer', customer);
    const earner = await earnerIn(checking, reseller, typedId);
    const problems = [
      ...(SUBSCRIPTION.test(id) ? [] : [rowProblem('subscription', 'subscription')]),
      ...(first === undefined || !SUBSCRIPTION.test(id) ? [] : [rowProblem('subscription', 'subscriptionTwice', { line: first })]),
      ...[whose, earner].flatMap((found) => ('problem' in found ? [found.problem] : [])),
    ];
    if (problems.length === 0 && 'id' in whose && 'reseller' in earner) good.push({ line, shown, input: { subscription: id, customer: whose.id, ...earner } });
    else bad.push({ line, shown, problems });
  }
  return { good, bad };
}

type Wrong = { readonly problem: RowProblem };

async function companyIn(find: Find, column: Column, typed: string): Promise<{ readonly id: string } | Wrong> {
  if (typed.trim() === '') return { problem: { column, kind: 'field', why: 'required', params: {} } };
  const found = await namedIn(find, typed.trim());
  return typeof found === 'object' ? { id: found.id } : { problem: rowProblem(column, found === 'several' ? 'severalNamed' : 'noneNamed') };
}

/** A partner by its name or id, or anybody by their MPN ID: as the form of one credit takes them. */
async function earnerIn({ partners, context }: Checking, reseller: string, typedId: string): Promise<{ readonly reseller: string; readonly mpnId: string } | Wrong> {
  if (reseller.trim() !== '') {
    const found = await companyIn(partners, 'reseller', reseller);
    return 'problem' in found ? found : { reseller: found.id, mpnId: '' };
  }
  if (typedId.trim() === '') return { problem: rowProblem('reseller', 'nobody') };
  const read = readFields({ mpnId }, { mpnId: typedId }, context);
  if (read.ok) return { reseller: NOT_LISTED, mpnId: read.value.mpnId };
  const [{ rule, params } = { rule: 'mpnId', params: {} }] = read.error;
  return { problem: { column: 'mpnId', kind: 'field', why: rule, params } };
}
