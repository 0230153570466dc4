/**
 * The version of EventStoreDB whose contract this server follows, marked as what it is: clients take the first three
 * numbers to decide what they may use.
 */
export const version = '23.10.0-embedded';

/** How this server speaks of itself wherever a person reads it. */
export const productName = 'embedded event store';
