/** Why an article did not help, as the visitor can choose it. */
export const articleRatingReasons = ['wrong', 'unclear', 'outdated', 'not-my-question'] as const;
