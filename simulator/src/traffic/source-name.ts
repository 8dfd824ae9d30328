/** Names traffic in a few words that cross threads and stand on a command line. What it is to a policy, `openSource` says. */
export type SourceName =
  /** A scenario that comes with Lastgood, by its name, or the path of a scenario file. */
  | { readonly kind: 'scenario'; readonly scenario: string }
  /** A recording as it was, rolled out as far as it can follow the decisions. */
  | {
      readonly kind: 'recording';
      readonly file: string;
      /** Whether its canary is known to be worse than tolerated, from the beginning. */
      readonly faulty?: boolean;
    }
  /** Both versions drawn from the baseline's own ticks of a recording, in blocks of consecutive ticks: equally good. */
  | { readonly kind: 'twin'; readonly file: string }
  /** The twin, whose canary is worse than tolerated by so many times the harm of a guardrail, from a random time on. */
  | {
      readonly kind: 'fault';
      readonly file: string;
      readonly guardrail: string;
      readonly times: number;
    };

/** What `versions` a recording is about, where the policy does not say, and how traffic is split that could be split anyhow. */
export interface SourceOptions {
  readonly baseline?: string;
  readonly canary?: string;
}
