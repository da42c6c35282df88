/** What a part of the bench is. What it measures is its own business. */

import type { Table } from './report.ts';

/** `full` is `npm run bench`; `quick` only shows that everything works. */
export type Scale = 'full' | 'quick';
/** `folder`: where a part may leave what it needs; removed at the end. */
export type Asked = { readonly scale: Scale; readonly folder: string; readonly log: (line: string) => void };
export type Part = { readonly name: string; readonly run: (asked: Asked) => Promise<readonly Table[]> };
