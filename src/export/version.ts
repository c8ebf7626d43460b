/** As package.json has it (a test holds them together). */
export const APP_VERSION = '0.1.0';
