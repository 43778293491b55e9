/** placeholder */
export const scaffold = (root: string): readonly string[] => [root]
