/** What `lastgood tune --help` says. */
export const tuneHelp = `Finds the settings of a policy that do the least harm while no more healthy versions are
rolled back than you allow, by rollouts in virtual time on scenarios and recordings.

Usage: lastgood tune --policy FILE [OPTIONS] [RECORDING...]

The search moves the risk, the hysteresis and the rollout. What is acceptable stays as it
is, tolerances and limits, and so do the attempts, the cooldown and how long a rollout
takes: only you know what they are worth. It writes nothing but the file of --out.

A scenario says itself whether its canary is healthy. A recording, .jsonl or .jsonl.gz, gives a
healthy twin (both versions drawn from the baseline's own ticks), that twin with known
faults in each guardrail (worse than tolerated by 1 and 2 times its harm), and its own
canary, if it shows that it was worse than tolerated.

Options:
  --policy FILE               the policy file
  --model NAME                the model of that policy, where it has several
  --scenario NAME             a scenario, by its name or the path of a .yaml file; may be
                              repeated (default: all that fit the policy, if there is no
                              recording)
  --baseline VERSION          recordings: the last good version (default: the policy's)
  --canary VERSION            recordings: the version on trial (default: the policy's)
  --only NAME                 of these scenarios, twins and faults only the one of this name, as
                              the output has it; may be repeated
  --max-false-rollbacks SHARE of healthy versions, how many may be rolled back (default 1%)
  --set KNOB=VALUE            sets a knob before anything else, and the search leaves it so;
                              may be repeated
  --no-search                 measure the policy, and change nothing
  --runs N                    rollouts of each scenario, twin and fault for each policy that
                              is measured (default 200, less with more than five of them)
  --seed N                    the same seed gives the same result (default 1)
  --out FILE                  where the chosen policy is written, with your comments
  --json                      print one object and nothing else

Within the limit is a policy that promises it (lastgood check says what a policy promises) and
was not rolled back more often; or one whose rate was measured so well that the upper end of
its 95 % interval is within it: for 1 % that takes 368 healthy rollouts with no false one.
In JSON a delay that never ended is null. Ctrl-C stops at once, and prints what there is.

Exit codes:
  0    a policy was found, or with --no-search it was measured
  1    no policy was found within the limit: the output has the nearest one, and by how much
       it misses; nothing is written
  2    an option, the policy or the traffic is wrong: standard error says which, and why
  130  stopped by Ctrl-C; 143 by SIGTERM

Examples:
  npx lastgood tune --policy examples/electricity.lastgood.yaml --runs 20 --out /tmp/tuned.yaml \\
    simulator/data/electricity-shadow.jsonl.gz
  npx lastgood tune --policy simulator/policies/errors.lastgood.yaml --scenario healthy \\
    --scenario failing --max-false-rollbacks 2% --runs 50
  npx lastgood tune --policy simulator/policies/errors.lastgood.yaml --scenario failing \\
    --set risk.falseRollback=2% --runs 200 --seed 1 --no-search
`;
