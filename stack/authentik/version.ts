/** The Authentik whose API the embedded server follows; the suffix keeps it from being taken for a real one. */
export const VERSION = '2026.8.3+embedded';
