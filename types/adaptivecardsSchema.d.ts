/** What the template engine's types take from the renderer's sources (tsconfig, `paths`): those are no declarations, and would be checked by our rules. */

export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version?: string;
}
