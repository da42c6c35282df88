/** What may stand behind the name of a command, as schemas: the rows of table.ts are made of them. What does not fit is answered with the usage. */

import { z } from 'zod';
import { adminRoles, agentRoles } from '../../src/core/actor.ts';
import type { Language } from '../../src/core/actor.ts';
import { searchTerm } from '../../src/app/search.ts';
import { readLanguage } from '../turn/locale.ts';
import { words } from '../words.ts';
import { customerSources } from '../../src/tasks/invitationDoc.ts';
import type { Asked } from './list.ts';
import type { Flag } from './row.ts';

/** People add "please": what a command has no use for does not stop it. */
export const anything = z.array(z.string());
/** A name or a search may have several words. */
export const rest = z.array(z.string()).transform((typed) => typed.join(' ').slice(0, 100));
export const some = rest.refine((typed) => typed !== '');
/** Several things behind one another, told apart by what they find. */
export const said = z.array(z.string().max(300));
/** The first page of what a search finds; of everything, without one. */
export const search = rest.transform((typed): Asked => ({ search: typed, cursor: undefined }));
/** A link is longer than anything else that is typed. */
export const one = z.tuple([z.string().min(1).max(300)]).transform(([word]) => word);

export const place = z.tuple([reading((word) => {
  const term = searchTerm(word);
  if (['here', 'aqui'].includes(term)) return 'here' as const;
  return ['off', 'stop', 'no', 'quitar'].includes(term) ? 'off' as const : undefined;
})]).transform(([word]) => word);

const language = reading(readLanguage);
export const chosen = z.tuple([language]).transform(([word]) => word);

/** Without one, the form asks for it. */
const address = z.array(z.string().max(300)).max(1).transform(([email = '']) => email);

const valued = (name: Flag['name'], ...spanish: readonly string[]): Flag => ({ name, takes: 'value', spanish });
const bare = (name: Flag['name']): Flag => ({ name, takes: 'nothing', spanish: [] });

export const languageFlag = { flags: [valued('language', 'idioma')], said: z.object({ words: address, flags: z.object({ language: language.optional() }) }) };

export const providerFlags = {
  flags: [valued('country', 'país'), valued('service', 'servicio')],
  said: z.object({ words: rest, flags: z.object({ country: z.string().optional(), service: z.string().optional() }) }),
};

export const offerFlags = {
  flags: [valued('country', 'país'), valued('segment', 'segmento')],
  said: z.object({ words: rest, flags: z.object({ country: z.string().default(''), segment: z.string().default('') }) }).transform(({ words: query, flags }) => ({ query, ...flags })),
};

type Source = (typeof customerSources)[number];
const SOURCE_SPELLINGS: Readonly<Record<Source, readonly string[]>> = {
  ownMarketing: ['marketing', 'own', 'own marketing', 'propio', 'marketing propio'],
  microsoftReferral: ['microsoft', 'referral', 'recomendacion'],
  provider: ['provider', 'proveedor', 'distribuidor'],
  notSaid: ['none', 'ninguno', 'ninguna'],
};
const source = reading((word): Source | undefined => {
  const term = searchTerm(word);
  return customerSources.find((code) => searchTerm(code) === term || SOURCE_SPELLINGS[code].includes(term));
});

export const inviteFlags = {
  flags: [...languageFlag.flags, valued('provider', 'proveedor'), valued('source', 'origen')],
  said: z.object({
    words: address,
    flags: z.object({ language: language.optional(), provider: z.string().max(100).optional(), source: source.optional() }),
  }).transform(({ words: email, flags }) => ({ email, ...flags })),
};

/** As a form takes them: what was not said is not there. */
const roles = z.object({ agent: role(agentRoles).optional(), admin: role(adminRoles).optional() })
  .transform((said) => Object.fromEntries(Object.entries(said).flatMap(([axis, value]) => (value ? [[axis, value] as const] : []))));
export const roleFlags = [valued('agent', 'agente'), valued('admin', 'administrador')];
/** A name of two words needs no quotation marks: the address is what has an @ in it. */
export const newUserSaid = z.object({ words: z.array(z.string().max(100)).max(8), flags: roles }).transform(({ words: typed, flags }) => ({
  name: typed.filter((word) => !word.includes('@')).join(' '), email: typed.find((word) => word.includes('@')) ?? '', ...flags,
}));
export const rolesSaid = z.object({ words: some, flags: roles });

export const customerFlags = {
  flags: [valued('reseller', 'revendedor'), valued('tag', 'etiqueta')],
  said: z.object({
    words: search,
    flags: z.object({ reseller: z.string().optional(), tag: z.string().max(100).optional() }).refine(({ reseller: partner, tag }) => partner === undefined || tag === undefined, { path: ['tag'] }), // each is a list of its own
  }),
};

export const auditFlags = {
  flags: [bare('csv'), bare('json')],
  said: z.object({ words: rest, flags: z.object({ csv: z.string().optional(), json: z.string().optional() }) }).transform(({ words: about, flags }) =>
    ({ about, format: flags.csv ? 'csv' as const : flags.json ? 'json' as const : 'card' as const })),
};

/** A word that means something, or is none of those that do. */
function reading<T>(read: (word: string) => T | undefined) {
  return z.string().transform((word, context) => {
    const known = read(word);
    if (known !== undefined) return known;
    context.addIssue({ code: 'custom', message: 'unknown' });
    return z.NEVER;
  });
}

/** By its code, or by words of its name in either language: `salesAgent`, `sales`, `ventas`. */
function role<const Role extends string>(known: readonly Role[]) {
  const named = (code: Role, tongue: Language): string => searchTerm(words['common']?.[`role.${code}`]?.[tongue] ?? '');
  return reading((typed) => {
    const term = searchTerm(typed);
    if (['none', 'ninguno', 'ninguna'].includes(term)) return known.find((code) => code.startsWith('notAn')); // INV-01: "none" is a value
    const isIn = (text: string): boolean => term !== '' && ` ${text} `.includes(` ${term} `);
    const found = known.filter((code) => searchTerm(code) === term || isIn(named(code, 'en')) || isIn(named(code, 'es')));
    return found.length === 1 ? found[0] : undefined; // "agent" alone may be any of them
  });
}
