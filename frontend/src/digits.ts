/** Every label that a drawing can have. */
export const digits: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
