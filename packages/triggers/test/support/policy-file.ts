/** A policy file with one model and one guardrail. The guardrail is on line 5, and what is added from line 6 on. */
export function policyFile(guardrail = 'type: proportion, worse: higher', added = ''): string {
  return `models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: { ${guardrail} }
${added}`;
}
