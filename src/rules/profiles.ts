/** The named sets of defaults of domain.md §9: what differs, year by year, from the defaults in settings.ts, which are those of seed-2020-10. Data only; a value of the rules file wins over its profile. */

/** Before October 2020 there was no agreement to sign (Y2, INV-16), and nobody had described how a partnership is removed (Y14). */
const beforeAgreement = { mpa: { required: false }, partnership: { removal: false } } as const;

export const profiles = {
  'seed-2017': beforeAgreement,
  // Y13: S002 has both tiers in national clouds too; what each of them can do is clouds.ts.
  'seed-2019': { ...beforeAgreement, clouds: { enabled: ['public', 'usGov', 'germany', 'china21v'] } },
  'seed-2020-04': beforeAgreement,
  'seed-2020-10': {},
  // Y8 (several roles) and Y11 (looking an MPN ID up) are not built: settings.ts refuses them, so that this profile keeps the seeds' values there.
  'docs-2023': {
    enrolment: { reviewSlaBusinessDays: 5 }, // WF-05
    roles: { salesAgentForResellers: false }, // C13
    customerRemoval: { delegatedAdmin: 'revoke', requireSuspended: true }, // Y6
    invitation: { delegatedAdmin: 'none' }, // C12, §4.4: GDAP apart
    clouds: { enabled: ['public', 'usGov'] }, // Y13
    order: { additionalResellers: true }, // INV-52
  },
} as const;

export type ProfileName = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as readonly ProfileName[]; // Object.keys forgets the literal keys of the table above

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was written, over what its profile says: key by key, a list as a whole. What is no profile is left to the schema to name. */
export function withProfile(written: unknown): unknown {
  if (!isValues(written)) return written;
  const profile = profileNames.find((name) => name === written['profile']);
  return profile ? over(profiles[profile], written) : written;
}

function over(base: Values, written: Values): Values {
  const both = Object.entries(written).map(([key, value]) => {
    const below = base[key];
    return [key, isValues(below) && isValues(value) ? over(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(both) };
}
