/** Preloaded into a bot that is started again after a crash: its clock goes as fast as ours and shows a later time, as if it had been away for so long. */

// The leases of the dead one have run out by then. The number is in the address this file is loaded by: `later.ts?ms=61000`.
const away = Number(new URL(import.meta.url).searchParams.get('ms'));
const Real = Date;
const now = (): number => Real.now() + away;

globalThis.Date = class extends Real {
  constructor(...given: [] | ConstructorParameters<DateConstructor>) {
    if (given.length === 0) super(now());
    else super(...(given as ConstructorParameters<DateConstructor>)); // something was given
  }

  static override now(): number {
    return now();
  }
} as DateConstructor; // nobody calls Date without `new`
