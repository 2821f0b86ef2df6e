// The thirty requests, and at which depths they are built.
import { readFileSync } from 'node:fs';

export const depths = ['starter', 'professional', 'ultimate', 'enterprise'] as const;
export type Depth = (typeof depths)[number];

/** A request as a person would write it. */
export interface Request {
  /** The name that tests and pictures are called by. */
  name: string;
  /** The kind of application that it asks for. */
  kind: string;
  description: string;
  techConstraints?: string;
}

export const requests = JSON.parse(readFileSync(new URL('../requests.json', import.meta.url), 'utf8')) as Request[];

/** What is built now: `MADE` is a depth, `all`, or nothing, by which the depths take turns. */
export function chosen(): { request: Request; depth: Depth }[] {
  const wanted = process.env.MADE ?? '';
  if (wanted && wanted !== 'all' && !depths.includes(wanted as Depth)) throw new Error(`MADE is a depth or all, not ${wanted}`);
  return requests.flatMap((request, index) => {
    // Two of each kind stand together: the turn shifts with every kind, so that kinds, stacks and depths mix.
    const turn = depths[(index + Math.floor(index / 4)) % depths.length] as Depth;
    return depths.filter((depth) => wanted === 'all' || depth === (wanted || turn)).map((depth) => ({ request, depth }));
  });
}
