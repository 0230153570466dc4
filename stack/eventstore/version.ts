/**
 * The version of KurrentDB whose contract this server follows, marked as what it is: clients take the first three
 * numbers to decide what they may use.
 */
export const version = '25.0.0-embedded';

/** How this server speaks of itself wherever a person reads it. */
export const productName = 'embedded event store';
