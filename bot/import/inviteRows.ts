/** Rows of a file of customers to invite → rows that can be done, and what is wrong with the others. What an address or a source may be is the invitation's own rule; which provider joins is asked of the partners. */

import type { BadRow, GoodRow, ImportedRows, RowProblem } from '../../src/app/imports.ts';
import { searchTerm } from '../../src/app/search.ts';
import type { Language } from '../../src/core/actor.ts';
import { languages } from '../../src/core/actor.ts';
import { readFields } from '../../src/core/decide.ts';
import { optionalText } from '../../src/rules/fields.ts';
import { inviteFields } from '../../src/tasks/invitation.ts';
import { customerSources } from '../../src/tasks/invitationDoc.ts';
import type { Columns, Row } from '../listings/csv.ts';
import { readLanguage } from '../turn/locale.ts';
import { t } from '../words.ts';
import type { Checking, Find, Named } from './naming.ts';
import { LONGEST, namedIn, rowProblem } from './naming.ts';

export type Column = 'email' | 'company' | 'language' | 'provider' | 'source';

export const columns: Columns<Column> = {
  email: { required: true, spanish: ['correo', 'dirección', 'e-mail'] },
  company: { required: false, spanish: ['compañía', 'empresa'] },
  language: { required: true, spanish: ['idioma'] },
  provider: { required: false, spanish: ['proveedor'] },
  source: { required: false, spanish: ['origen'] },
};

const fields = { email: inviteFields.email, company: optionalText(200), language: inviteFields.language, source: inviteFields.source } as const;

export async function checkInvites(rows: readonly Row<Column>[], { context, partners }: Checking): Promise<ImportedRows> {
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const typed = (cells.provider ?? '').trim();
    const joined = await providerNamed(typed, partners);
    const read = readFields(fields, spelt(cells), context);
    const email = read.ok ? read.value.email : (cells.email ?? '').trim().slice(0, LONGEST);
    const first = lines.get(email.toLowerCase());
    if (email !== '' && first === undefined) lines.set(email.toLowerCase(), line);
    const problems = [
      ...(read.ok ? [] : read.error.map(({ field, rule, params }) => ownWords(field) ?? { column: field, kind: 'field' as const, why: rule, params })),
      ...(first === undefined ? [] : [rowProblem('email', 'twice', { line: first })]),
      ...('problem' in joined ? [joined.problem] : []),
    ];
    if (read.ok && problems.length === 0 && 'id' in joined) good.push({ line, shown: { email, company: read.value.company }, input: { ...read.value, provider: joined.id, providerName: joined.name } });
    else bad.push({ line, shown: { email, company: (cells.company ?? '').trim().slice(0, LONGEST) }, problems });
  }
  return { good, bad };
}

/** Choices are typed in a file, not picked from a list. */
const ownWords = (field: string): RowProblem | undefined => (field === 'language' || field === 'source' ? rowProblem(field, field) : undefined);

function spelt({ email = '', company = '', language = '', source = '' }: Row<Column>['cells']): Readonly<Record<string, string>> {
  return { email: email.replaceAll('’', "'"), company, language: readLanguage(language) ?? '', source: sourceNamed(source) };
}

/** By its code or its words in either language; nothing is not said. */
function sourceNamed(typed: string): string {
  const term = searchTerm(typed);
  if (term === '') return 'notSaid';
  return customerSources.find((source) => [source, ...languages.map((language: Language) => t(language, `invitation.source.${source}`))].some((name) => searchTerm(name) === term)) ?? '';
}

/** Nothing is an invitation without a provider. */
async function providerNamed(typed: string, partners: Find): Promise<Named | { readonly problem: RowProblem }> {
  if (typed === '') return { id: '', name: '' };
  const found = await namedIn(partners, typed);
  return typeof found === 'object' ? found : { problem: rowProblem('provider', found === 'several' ? 'severalNamed' : 'noneNamed') };
}
